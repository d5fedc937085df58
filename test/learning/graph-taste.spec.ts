import { describe, expect, it } from '@jest/globals';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { fitGraphTaste } from '../../graph-models/neural/fit-graph-taste.js';
import { GraphConvolution } from '../../graph-models/neural/graph-convolution.js';
import { GraphTaste } from '../../graph-models/neural/graph-taste.js';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { viewerOf, type Viewer } from '../../graph-models/neural/part.js';
import { plainSoftmaxLoss } from '../../graph-models/kernels/softmax-loss.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { towerLoss } from '../../graph-models/neural/train-towers.js';
import { expectSameAtOnce } from './at-once.js';
import { plantedTown, randomOf } from './small-town.js';

const SMALL = { dim: 16, steps: 60, batch: 32 };
const graph = plantedTown({ people: 120, items: 120 });
const tastes = TasteMatrix.of(graph);
const losses: number[] = [];
const part = await fitGraphTaste(graph, tastes, 7, { ...SMALL, onStep: (_, loss) => losses.push(loss) });

function scoresOf(of: GraphTaste, viewer: Viewer): Float32Array {
  const out = new Float32Array(graph.itemCount);
  of.score(viewer, out);
  return out;
}

function numbers(count: number, seed: number): Float32Array {
  const random = randomOf(seed);
  return Float32Array.from({ length: count }, () => random() - 0.5);
}

function inner(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, one, at) => sum + one * b[at]!, 0);
}

describe('the softmax loss', () => {
  const targets = (columns: number[], weights: number[], start: number[]) => ({
    start: Int32Array.from(start),
    columns: Int32Array.from(columns),
    weights: Float32Array.from(weights),
  });

  it('of one row with logits 2 and 0 that wants the second is ln(1 + e²)', () => {
    const { loss, dRows } = plainSoftmaxLoss({
      dim: 2,
      rows: Float32Array.of(1, 0),
      columns: Float32Array.of(1, 0, 0, 1),
      bias: new Float32Array(2),
      targets: targets([1], [1], [0, 1]),
      scale: 2,
    });

    expect(loss).toBeCloseTo(Math.log(1 + Math.exp(2)), 6);
    const share = Math.exp(2) / (1 + Math.exp(2));
    expect(dRows[0]).toBeCloseTo(2 * share, 6);
    expect(dRows[1]).toBeCloseTo(2 * (1 / (1 + Math.exp(2)) - 1), 6);
  });
});

describe('the graph convolution', () => {
  it('is E + ÂE and E + ÂE + ÂÂE, worked out by hand for one person with two items', () => {
    const one = new InteractionGraph();
    const alice = one.addPerson('alice');
    for (const item of ['kettle', 'grinder']) one.addAct(alice, one.addItem(item), 'USED', 0);
    const convolution = new GraphConvolution(
      new Numerics(),
      TasteMatrix.of(one),
      { dim: 16, l2: 0 },
      randomOf(1),
    );
    convolution.people.fill(2);
    convolution.items.fill(3, 0, 16).fill(5, 16);

    const { sent, found } = convolution.forward();

    // Â = 1/√2 between the person (degree 2) and each item (degree 1).
    [0, 1].forEach((item) => {
      expect(sent[16 * item]).toBeCloseTo([3, 5][item]! + 2 / Math.SQRT2, 5);
      expect(found[16 * item]).toBeCloseTo([3, 5][item]! + 2 / Math.SQRT2 + (3 + 5) / 2, 5);
    });
  });

  it('hands gradients back through its exact transpose', () => {
    const numerics = new Numerics();
    const convolution = new GraphConvolution(numerics, tastes, { dim: 16, l2: 0 }, randomOf(5));
    const { sent, found } = convolution.forward();
    const [dSent, dFound] = [numerics.float32(sent.length), numerics.float32(found.length)];
    dSent.set(numbers(sent.length, 8));
    dFound.set(numbers(found.length, 9));

    const { people, items } = convolution.gradients(dSent, dFound);

    expect(inner(people, convolution.people) + inner(items, convolution.items)).toBeCloseTo(
      inner(dSent, sent) + inner(dFound, found),
      3,
    );
  });
});

describe('one memory of 4 GiB', () => {
  /** Bytes that a step takes, of 64 wide, in which somebody who has one thing wants another. */
  function bytesFor(people: number, items: number, actsEach: number): number {
    const shop = new InteractionGraph();
    for (let item = 0; item < items; item++) shop.addItem(`item ${item}`);
    for (let person = 0; person < people; person++) {
      shop.addPerson(`person ${person}`);
      for (let act = 0; act < actsEach; act++) shop.addAct(person, (person + act) % items, 'USED', act);
    }
    const numerics = new Numerics();
    const convolution = new GraphConvolution(numerics, TasteMatrix.of(shop), { dim: 64, l2: 0 }, randomOf(1));
    const one = { start: Int32Array.of(0, 1), items: Int32Array.of(0), weights: Float32Array.of(1) };
    const { dSent, dFound } = towerLoss(numerics, convolution, 64, {
      ...{ step: 0, learningRate: 0.02, scale: 1, contexts: one },
      ...{ items: Int32Array.of(0, 1), bias: new Float32Array(2) },
      targets: { start: one.start, columns: Int32Array.of(1), weights: one.weights },
    });
    convolution.step(dSent, dFound, 0.02);
    return numerics.float32(1).byteOffset;
  }

  it('holds a person in 1.6 KB, an item in 2.2 KB and an act in 16 bytes: a million of both with 20 M acts', () => {
    const small = bytesFor(1000, 1000, 2);
    const [aPerson, anItem, anAct] = [
      (bytesFor(3000, 1000, 2) - small) / 2000 - 32,
      (bytesFor(1000, 3000, 2) - small) / 2000,
      (bytesFor(1000, 1000, 12) - small) / 10_000,
    ];

    expect(aPerson).toBeLessThan(1600);
    expect(anItem).toBeLessThan(2200);
    expect(anAct).toBeLessThan(17);
    expect(1e6 * (aPerson + anItem) + 2e7 * anAct).toBeLessThan(2 ** 32);
  });
});

describe('taste in the graph', () => {
  it('is learnt: the loss falls by a quarter', () => {
    expect(losses.at(-1)! / losses[0]!).toBeLessThan(3 / 4);
  });

  it('finds planted tastes: the best new item has the viewer’s colour', () => {
    let right = 0;
    for (let person = 0; person < graph.personCount; person++) {
      const viewer = viewerOf(graph, person);
      const scores = scoresOf(part, viewer);
      for (const item of viewer.items) scores[item] = -Infinity;
      if (scores.indexOf(Math.max(...scores)) % 4 === person % 4) right++;
    }

    expect(right / graph.personCount).toBeGreaterThan(0.7);
  });

  it('finds them as well where most of the catalogue is in a step by chance', async () => {
    const sampled = await fitGraphTaste(graph, tastes, 7, { ...SMALL, head: 20, drawn: 20 });
    let right = 0;
    for (let person = 0; person < graph.personCount; person++) {
      const viewer = viewerOf(graph, person);
      const scores = scoresOf(sampled, viewer);
      for (const item of viewer.items) scores[item] = -Infinity;
      if (scores.indexOf(Math.max(...scores)) % 4 === person % 4) right++;
    }

    expect(right / graph.personCount).toBeGreaterThan(0.7);
  });

  it('says of many viewers at once what it says of each', () => {
    const viewers = Array.from({ length: 21 }, (_, person) => viewerOf(graph, person));

    expectSameAtOnce(part, [...viewers, { ...viewers[3]!, person: -1 }], graph.itemCount);
  });

  it('is the same for the same seed', async () => {
    const again = await fitGraphTaste(graph, tastes, 7, SMALL);

    expect(scoresOf(again, viewerOf(graph, 3))).toEqual(scoresOf(part, viewerOf(graph, 3)));
  });

  it('knows somebody new by their items alone, as well as if they had been there', () => {
    const known = viewerOf(graph, 5);

    expect(scoresOf(part, { ...known, person: -1 })).toEqual(scoresOf(part, known));
  });

  it('forgets what is taken back: without acts there is no score', () => {
    const nobody = viewerOf(graph, 5);
    const empty = {
      ...nobody,
      items: new Int32Array(0),
      strengths: new Float32Array(0),
      times: new Float64Array(0),
    };

    expect(Math.max(...scoresOf(part, empty).map(Math.abs))).toBe(0);
  });

  it.each([
    ['a known person', viewerOf(graph, 5)],
    ['somebody new', { ...viewerOf(graph, 9), person: -1 }],
  ])('has evidence that adds up to the score of %s', (_, viewer) => {
    const scores = scoresOf(part, viewer);

    for (let item = 0; item < graph.itemCount; item++) {
      const total = part.evidence(viewer, item).reduce((sum, one) => sum + one.contribution, 0);
      expect(total).toBeCloseTo(scores[item]!, 5);
    }
    // Having something is no reason to want it.
    for (const own of viewer.items)
      expect(part.evidence(viewer, own).map(({ index }) => index)).not.toContain(own);
  });

  it('finds an item that came after the fit by those who have it, and counts it as one of theirs', () => {
    const grown = plantedTown({ people: 120, items: 120 });
    const bound = GraphTaste.load(part.save(), everybody(grown), grown);
    const kettle = grown.addItem('kettle');
    for (const person of [1, 5, 9, 13]) grown.addAct(person, kettle, 'USED', 0);
    const scoreOf = (person: number): number => {
      const out = new Float32Array(grown.itemCount);
      bound.score(viewerOf(grown, person), out);
      return out[kettle]!;
    };

    expect(scoreOf(17)).toBeGreaterThan(2 * Math.abs(scoreOf(18)));
    const viewer = viewerOf(grown, 5);
    const of = bound.evidence(viewer, 1).find(({ index }) => index === kettle);
    expect(of!.contribution).toBeGreaterThan(0);
    const total = bound.evidence(viewer, kettle).reduce((sum, one) => sum + one.contribution, 0);
    expect(total).toBeCloseTo(scoreOf(5), 5);
  });

  it('embeds a person with five acts and an item with five buyers, both of after the fit, when they are asked about', () => {
    const grown = plantedTown({ people: 120, items: 120 });
    const bound = GraphTaste.load(part.save(), everybody(grown), grown);
    const carol = grown.addPerson('Carol');
    for (const item of [1, 5, 9, 13, 17]) grown.addAct(carol, item, 'PURCHASED', 0);
    const [kettle, grinder] = [grown.addItem('kettle'), grown.addItem('grinder')];
    for (const buyer of [1, 5, 9, 13, 17]) grown.addAct(buyer, kettle, 'PURCHASED', 0);
    for (const buyer of [2, 6, 10, 14, 18]) grown.addAct(buyer, grinder, 'PURCHASED', 0);

    const scores = new Float32Array(grown.itemCount);
    bound.score(viewerOf(grown, carol), scores);

    const meanOf = (colour: number): number => {
      const ofColour = Array.from({ length: 25 }, (_, nth) => scores[20 + 4 * nth + colour]!);
      return ofColour.reduce((sum, one) => sum + one, 0) / ofColour.length;
    };
    expect(meanOf(1)).toBeGreaterThan(0.1 + Math.max(...[0, 2, 3].map(meanOf)));
    expect(scores[kettle]).toBeGreaterThan(2 * Math.abs(scores[grinder]!));
  });

  it('follows a late item from one buyer to another, and by how much each wants it', () => {
    const grown = plantedTown({ people: 120, items: 120 });
    const kettle = grown.addItem('kettle');
    grown.addAct(1, kettle, 'PURCHASED', 0);
    grown.addAct(2, kettle, 'PURCHASED', 0);
    const bound = GraphTaste.load(part.save(), everybody(graph), grown);
    const asked = (of: GraphTaste): number => {
      const out = new Float32Array(grown.itemCount);
      of.score(viewerOf(grown, 17), out);
      return out[kettle]!;
    };
    const fresh = (): number => asked(GraphTaste.load(part.save(), everybody(graph), grown));
    const before = asked(bound);

    grown.removeAct(1, kettle, 'PURCHASED');
    grown.addAct(3, kettle, 'PURCHASED', 0);
    const replaced = asked(bound);

    expect(replaced).not.toBe(before);
    expect(replaced).toBe(fresh());

    grown.addAct(3, kettle, 'PURCHASED', 0, 0.1);

    expect(asked(bound)).not.toBe(replaced);
    expect(asked(bound)).toBe(fresh());
  });

  it('scores the same after it was saved and loaded beside a graph of other numbers', () => {
    const from = everybody(graph);
    const reversed = { ...from, itemOf: from.itemOf.map((item) => graph.itemCount - 1 - item) };
    const loaded = GraphTaste.load(part.save(), reversed, graph);
    const viewer = viewerOf(graph, 5);
    const renamed = { ...viewer, items: viewer.items.map((item) => graph.itemCount - 1 - item) };

    const expected = scoresOf(part, viewer).reverse();

    scoresOf(loaded, renamed).forEach((score, item) => expect(score).toBeCloseTo(expected[item]!, 6));
  });
});

it('somebody, and something, of after the fit is embedded within 20 ms in a shop of 20,000 people and as many items', () => {
  const [size, dim] = [20_000, 64];
  const shop = new InteractionGraph();
  for (let nth = 0; nth < size; nth++) {
    shop.addPerson(`person ${nth}`);
    shop.addItem(`item ${nth}`);
  }
  const random = randomOf(1);
  for (let act = 0; act < 5 * size; act++)
    shop.addAct(Math.floor(size * random()), Math.floor(size * random()), 'USED', act);
  const table = (seed: number): Float32Array => numbers(size * dim, seed);
  const large = new GraphTaste(
    shop,
    { dim, sent: table(1), found: table(2) },
    { own: table(3), propagated: table(4) },
    new Uint8Array(size).fill(1),
  );

  const tookMs = Array.from({ length: 21 }, (_, nth) => {
    const [carol, kettle] = [shop.addPerson(`newcomer ${nth}`), shop.addItem(`new item ${nth}`)];
    for (let five = 0; five < 5; five++) {
      shop.addAct(carol, 20 * nth + five, 'PURCHASED', 0);
      shop.addAct(30 * nth + five, kettle, 'PURCHASED', 0);
    }
    const scores = new Float32Array(shop.itemCount);
    const startedAt = performance.now();
    large.score(viewerOf(shop, carol), scores);
    const took = performance.now() - startedAt;
    expect(scores[kettle]).not.toBe(0);
    return took;
  });

  expect(tookMs.sort((a, b) => a - b)[10]).toBeLessThan(20);
});

function everybody(of: { personCount: number; itemCount: number }) {
  return {
    personOf: Int32Array.from({ length: of.personCount }, (_, person) => person),
    itemOf: Int32Array.from({ length: of.itemCount }, (_, item) => item),
  };
}
