import { describe, expect, it } from '@jest/globals';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { fitItemGraph, Smoothing } from '../../graph-models/neural/fit-item-graph.js';
import { someRows } from '../../graph-models/kernels/sparse.js';
import { ItemGraph } from '../../graph-models/neural/item-graph.js';
import { itemLikeness } from '../../graph-models/neural/item-likeness.js';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { viewerOf, type Viewer } from '../../graph-models/neural/part.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { expectSameAtOnce } from './at-once.js';
import { randomOf } from './small-town.js';

const ITEMS = 30;
const SMALL = { dim: 16, steps: 60, batch: 128 };
const graph = circleTown();
const tastes = TasteMatrix.of(graph);
const losses: number[] = [];
const part = await fitItemGraph(graph, tastes, 7, { ...SMALL, onStep: (_, loss) => losses.push(loss) });

/** A town where habit is planted: after item i comes i + 1, round a circle, in three of four steps. */
function circleTown(people = 80): InteractionGraph {
  const random = randomOf(4);
  const town = new InteractionGraph();
  for (let item = 0; item < ITEMS; item++) town.addItem(`item ${item}`);
  for (let nth = 0; nth < people; nth++) {
    const person = town.addPerson(`person ${nth}`);
    let item = Math.floor(random() * ITEMS);
    for (let act = 1; act <= 8; act++) {
      town.addAct(person, item, 'USED', act);
      item = random() < 0.75 ? (item + 1) % ITEMS : Math.floor(random() * ITEMS);
    }
  }
  return town;
}

function scoresOf(of: ItemGraph, viewer: Viewer): Float32Array {
  const out = new Float32Array(graph.itemCount);
  of.score(viewer, out);
  return out;
}

describe('which items are alike', () => {
  it('is half what they are and half who came near whom, and the same both ways', () => {
    const shop = new InteractionGraph();
    const [kettle, pot, drill, bit] = ['kettle', 'pot', 'drill', 'bit'].map((name) => shop.addItem(name));
    shop.setItem(kettle!, { attributes: ['room:kitchen'] });
    shop.setItem(pot!, { attributes: ['room:kitchen'] });
    const alice = shop.addPerson('alice');
    shop.addAct(alice, drill!, 'USED', 1);
    shop.addAct(alice, bit!, 'USED', 2);

    const likeness = itemLikeness(shop, TasteMatrix.of(shop));

    const rows = Array.from({ length: 4 }, (_, row) =>
      Array.from(likeness.columns.subarray(likeness.start[row], likeness.start[row + 1])),
    );
    expect(rows).toEqual([[pot], [kettle], [bit], [drill]]);
    expect(Array.from(likeness.values)).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});

describe('smoothing over like items', () => {
  it('hands gradients back through its exact transpose', () => {
    const numerics = new Numerics();
    const smoothing = new Smoothing(numerics, itemLikeness(graph, tastes), { dim: 16, l2: 0 }, randomOf(5));
    const { sent, found } = smoothing.forward();
    const random = randomOf(6);
    const [dSent, dFound] = [sent, found].map((one) => {
      const gradient = numerics.float32(one.length);
      for (let at = 0; at < gradient.length; at++) gradient[at] = random() - 0.5;
      return gradient;
    });
    const inner = (a: Float32Array, b: Float32Array): number =>
      a.reduce((sum, one, at) => sum + one * b[at]!, 0);

    const [first, second] = smoothing.gradients(dSent!, dFound!);

    const [E, F] = smoothing.parameters;
    expect(inner(first, E) + inner(second, F)).toBeCloseTo(inner(dSent!, sent) + inner(dFound!, found), 3);
  });
});

describe('smoothing for a step that uses few items', () => {
  it('comes to the same vectors of them and the same gradients as for all, to the last bit', () => {
    const numerics = new Numerics();
    const smoothing = new Smoothing(numerics, itemLikeness(graph, tastes), { dim: 16, l2: 0 }, randomOf(5));
    const used = { sent: Int32Array.of(7, 3, 7), found: Int32Array.of(20) };
    const gradientOf = (items: Int32Array): Float32Array => {
      const gradient = numerics.float32(ITEMS * 16);
      for (const item of items) gradient.fill(0.1 * (item + 1), item * 16, (item + 1) * 16);
      return gradient;
    };
    const asked = (of: typeof used | undefined): Float32Array[] => {
      const { sent, found } = smoothing.forward(of);
      const vectors = [...used.sent].map((item) => sent.slice(item * 16, (item + 1) * 16));
      const place = found.slice(20 * 16, 21 * 16);
      const gradients = smoothing.gradients(gradientOf(used.sent), gradientOf(used.found));
      return [...vectors, place, ...gradients.map((one) => one.slice())];
    };

    const ofAll = asked(undefined);
    smoothing.forward({ sent: Int32Array.of(11), found: Int32Array.of(12) });

    expect(asked(used)).toEqual(ofAll);
  });

  it('goes through all of the graph where they have most of it', () => {
    const all = itemLikeness(graph, tastes);
    const rows = Int32Array.from({ length: ITEMS }, (_, item) => item);

    expect(someRows(all, rows, 0.4 * all.values.length)).toBeNull();
    expect(someRows(all, rows, all.values.length)).toEqual(all);
  });
});

describe('what follows, in a graph of items', () => {
  it('is learnt: the loss falls by a third', () => {
    expect(losses.at(-1)! / losses[0]!).toBeLessThan(2 / 3);
  });

  it('says of many viewers at once what it says of each', () => {
    const viewers = Array.from({ length: 21 }, (_, person) => viewerOf(graph, person));

    expectSameAtOnce(part, [...viewers, { ...viewers[3]!, person: -1 }], graph.itemCount);
  });

  it('finds planted habits: the next on the circle comes first for most', () => {
    let right = 0;
    for (let person = 0; person < graph.personCount; person++) {
      const viewer = viewerOf(graph, person);
      const scores = scoresOf(part, viewer);
      const next = (viewer.items[0]! + 1) % ITEMS;
      if (scores.indexOf(Math.max(...scores)) === next) right++;
    }

    expect(right / graph.personCount).toBeGreaterThan(0.6);
  });

  it('looks at what came last first: the order of the same items changes the answer', () => {
    const alice = viewerOf(graph, 3);
    const turned = { ...alice, items: alice.items.slice().reverse() };

    expect(scoresOf(part, turned)).not.toEqual(scoresOf(part, alice));
  });

  it('is the same for the same seed', async () => {
    const again = await fitItemGraph(graph, tastes, 7, SMALL);

    expect(scoresOf(again, viewerOf(graph, 3))).toEqual(scoresOf(part, viewerOf(graph, 3)));
  });

  it('has evidence that adds up to the score', () => {
    const viewer = viewerOf(graph, 5);
    const scores = scoresOf(part, viewer);

    for (let item = 0; item < ITEMS; item++) {
      const total = part.evidence(viewer, item).reduce((sum, one) => sum + one.contribution, 0);
      expect(total).toBeCloseTo(scores[item]!, 5);
    }
    // Having something is no reason to want it.
    for (const own of viewer.items)
      expect(part.evidence(viewer, own).map(({ index }) => index)).not.toContain(own);
  });

  it('scores the same after it was saved and loaded under other numbers, and says nothing of items it does not know', () => {
    const itemOf = Int32Array.from({ length: ITEMS }, (_, item) => ITEMS - item);
    const loaded = ItemGraph.load(part.save(), itemOf, ITEMS + 1);
    const viewer = viewerOf(graph, 5);
    const out = new Float32Array(ITEMS + 1);

    loaded.score({ ...viewer, items: viewer.items.map((item) => itemOf[item]!) }, out);

    scoresOf(part, viewer).forEach((score, item) => expect(out[itemOf[item]!]).toBeCloseTo(score, 6));
    expect(out[0]).toBe(0);
  });
});
