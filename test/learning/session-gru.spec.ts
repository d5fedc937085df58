import { describe, expect, it } from '@jest/globals';
import { ACT_KINDS } from '../../graph-models/interactions/act-kinds.js';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { fitItemGraph } from '../../graph-models/neural/fit-item-graph.js';
import { fitSessionGru } from '../../graph-models/neural/fit-session-gru.js';
import { holdOut } from '../../graph-models/neural/hold-out.js';
import { ItemGraph } from '../../graph-models/neural/item-graph.js';
import { holderOf } from '../../graph-models/neural/item-scenarios.js';
import { viewerOf, type ItemScorer, type Viewer } from '../../graph-models/neural/part.js';
import { sequencesOf } from '../../graph-models/neural/session-examples.js';
import { SessionGru } from '../../graph-models/neural/session-gru.js';
import { SessionStates } from '../../graph-models/neural/session-states.js';
import { GAPS, newestStretches, stepsOf, type Steps } from '../../graph-models/neural/session-steps.js';
import { pairedT } from '../../graph-models/neural/statistics.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { fitBaseline } from '../../src/training/contenders.js';
import { bootstrap95, scoreExam } from '../../src/training/scored-lists.js';
import { expectSameAtOnce } from './at-once.js';
import { randomOf } from './small-town.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const ITEMS = 30;
const START = 1_700_000_000_000;

/**
 * A shop where only pace tells what comes next: after item i comes i + 1 when it was had minutes after the one before,
 * and i + 18 when it was had days after. Whoever does not look at the clock is right half the time at best.
 */
function pacedShop(people = 400): InteractionGraph {
  const random = randomOf(8);
  const shop = new InteractionGraph();
  for (let item = 0; item < ITEMS; item++) shop.addItem(`item ${item}`);
  for (let nth = 0; nth < people; nth++) {
    const person = shop.addPerson(`person ${nth}`);
    let item = Math.floor(random() * ITEMS);
    let at = START + nth;
    for (let act = 0; act < 9; act++) {
      const soon = random() < 0.5;
      at += soon ? 2 * MINUTE : 3 * DAY;
      shop.addAct(person, item, 'USED', at);
      item = (item + (soon ? 1 : 18)) % ITEMS;
    }
  }
  return shop;
}

const whole = pacedShop();
const { graph, wanted } = holdOut(whole, 'newestOfEach', 1);
const tastes = TasteMatrix.of(graph);
const itemGraph = await fitItemGraph(graph, tastes, 1, { dim: 16, steps: 60, batch: 256 });
const losses: number[] = [];
const SMALL = { learningRate: 0.02, dropout: 0.1, batch: 512 };
const fit = (steps: number): Promise<SessionGru> =>
  fitSessionGru(graph, tastes, itemGraph, 1, { ...SMALL, steps, onStep: (_, loss) => losses.push(loss) });
const part = await fit(150);

function scoresOf(of: SessionGru, viewer: Viewer): Float32Array {
  const out = new Float32Array(ITEMS);
  of.score(viewer, out);
  return out;
}

/** ndcg@10 of the last item of everybody. */
function examined(scorer: ItemScorer): Float64Array {
  return scoreExam(scorer, { history: graph, known: graph, wanted }).metrics['ndcg@10'];
}

describe('a gated recurrent unit over acts', () => {
  it('says of many viewers at once what it says of each', () => {
    const viewers = Array.from({ length: 21 }, (_, person) => viewerOf(graph, person));

    expectSameAtOnce(part, [...viewers, { ...viewers[3]!, person: -1 }], graph.itemCount);
  });

  it('learns what only pace tells, and leaves last-item Markov and sequence neighbours behind', async () => {
    const own = examined(part);

    expect(losses.at(-1)! / losses[0]!).toBeLessThan(0.5);
    expect(bootstrap95(own, 1)[0]).toBeGreaterThan(0.95);
    for (const name of ['markov', 'sequenceKnn'] as const) {
      const fitted = await fitBaseline(name, graph);
      const other = examined(fitted);
      expect(bootstrap95(other, 1)[1]).toBeLessThan(0.9);
      expect(pairedT(own, other)).toBeGreaterThan(5);
    }
  });

  it('looks at order, at the clock and at kinds of acts: the same items otherwise are another answer', () => {
    const alice = viewerOf(graph, 3);
    const acts = alice.acts!;
    const turned = { ...acts, items: acts.items.slice().reverse() };
    const hurried = { ...acts, times: acts.times.map((_, at) => START - at * MINUTE) };
    const looked = { ...acts, kinds: acts.kinds.map(() => ACT_KINDS.indexOf('VIEWED')) };

    for (const changed of [turned, hurried, looked])
      expect(scoresOf(part, { ...alice, person: -1, acts: changed })).not.toEqual(scoresOf(part, alice));
  });

  it('knows of somebody who just has some items that these were used', () => {
    const scores = scoresOf(part, holderOf([4]));

    expect(scores.some((score) => score !== 0)).toBe(true);
    expect(scoresOf(part, holderOf([])).every((score) => score === 0)).toBe(true);
  });

  it('is the same for the same seed', async () => {
    const [first, second] = [await fit(5), await fit(5)];

    expect(scoresOf(second, viewerOf(graph, 3))).toEqual(scoresOf(first, viewerOf(graph, 3)));
  });

  it('has evidence that adds up to the score: what each act has left in the state', () => {
    for (const person of [0, 5, 17]) {
      const viewer = viewerOf(graph, person);
      const scores = scoresOf(part, viewer);
      for (let item = 0; item < ITEMS; item++) {
        const total = part.evidence(viewer, item).reduce((sum, one) => sum + one.contribution, 0);
        expect(Math.abs(total - scores[item]!)).toBeLessThan(1e-5);
      }
    }
  });

  it('scores the same after it was saved and loaded under other numbers, and says nothing of items it does not know', () => {
    const itemOf = Int32Array.from({ length: ITEMS }, (_, item) => ITEMS - item);
    const loaded = SessionGru.load(part.save(), ItemGraph.load(itemGraph.save(), itemOf, ITEMS + 1));
    const viewer = viewerOf(graph, 5);
    const acts = { ...viewer.acts!, items: viewer.acts!.items.map((item) => itemOf[item]!) };
    const out = new Float32Array(ITEMS + 1);

    loaded.score({ ...viewer, acts }, out);

    scoresOf(part, viewer).forEach((score, item) => expect(out[itemOf[item]!]).toBeCloseTo(score, 6));
    expect(out[0]).toBe(0);
    const stranger = { ...acts, items: acts.items.map(() => 0) };
    loaded.score({ ...viewer, acts: stranger }, out);
    expect(out.every((score) => score === 0)).toBe(true);
  });

  it('refuses a file that lacks a tensor of its size', () => {
    const saved = part.save();
    const tensors = Object.fromEntries(Object.entries(saved.tensors).filter(([name]) => name !== 'gaps'));

    expect(() => SessionGru.load({ ...saved, tensors }, itemGraph)).toThrow(
      'session needs gaps, float32 [256]',
    );
  });
});

describe('the state of somebody', () => {
  /** Alice of a shop with room for more acts, and what the model says of her. */
  function alice() {
    const shop = pacedShop(1);
    const model = SessionGru.load(part.save(), itemGraph);
    const anew = (): Float32Array => scoresOf(SessionGru.load(part.save(), itemGraph), viewerOf(shop, 0));
    return { shop, model, anew, now: () => scoresOf(model, viewerOf(shop, 0)) };
  }

  it('moves by one step for one more act, and is what a fresh start comes to', () => {
    const { shop, model, anew, now } = alice();
    now();
    const before = model.states.moves;

    shop.addAct(0, 7, 'LIKED', START + 100 * DAY);

    expect(now()).toEqual(anew());
    expect(model.states.moves).toBe(before + 1);
    now();
    expect(model.states.moves).toBe(before + 1);
  });

  it('is made anew when an act is taken back, or one comes late', () => {
    const { shop, model, anew, now } = alice();
    shop.addAct(0, 7, 'LIKED', START + 100 * DAY);
    const liked = now();

    shop.removeAct(0, 7, 'LIKED');
    expect(now()).toEqual(anew());
    expect(now()).not.toEqual(liked);

    const before = model.states.moves;
    shop.addAct(0, 8, 'VIEWED', START - DAY);
    expect(now()).toEqual(anew());
    expect(model.states.moves).toBeGreaterThan(before + 1);
  });

  it('is kept for so many people only, those who came last', () => {
    const moved: number[] = [];
    const cell = {
      hidden: 1,
      move: (state: Float32Array, steps: Steps, at: number) => {
        moved.push(steps.items[at]!);
        return { kept: state, written: state };
      },
    };
    const states = new SessionStates(cell, 2);
    const stepsOn = (item: number): Steps => ({
      items: Int32Array.of(item),
      kinds: Uint8Array.of(0),
      gaps: Uint8Array.of(0),
    });
    for (const person of [1, 2, 1, 3]) states.stateOf(person, stepsOn(person));

    states.stateOf(1, stepsOn(1));
    states.stateOf(2, stepsOn(2));

    expect(states.size).toBe(2);
    expect(moved).toEqual([1, 2, 3, 2]);
  });
});

it('an act moves the state of a session of 50, 64 wide, and the catalogue is scored by it, within 5 ms', () => {
  const [items, dim, acts] = [20_000, 64, 50];
  const random = randomOf(1);
  const table = (count: number): Float32Array => Float32Array.from({ length: count }, () => random() - 0.5);
  const vectors = new ItemGraph({ dim, sent: table(items * dim), found: table(items * dim) }, 0.7);
  const weights = { input: table(3 * dim * dim), carried: table(3 * dim * dim), bias: table(4 * dim) };
  const inputs = { scale: 1, kinds: table(ACT_KINDS.length * dim), gaps: table(GAPS * dim) };
  const model = new SessionGru({ ...weights, ...inputs }, vectors);
  const shop = new InteractionGraph();
  for (let item = 0; item < items; item++) shop.addItem(`item ${item}`);
  shop.addPerson('alice');
  const scores = new Float32Array(items);

  const tookMs = Array.from({ length: acts }, (_, nth) => {
    shop.addAct(0, Math.floor(items * random()), 'VIEWED', START + nth * MINUTE);
    const startedAt = performance.now();
    model.score(viewerOf(shop, 0), scores);
    return performance.now() - startedAt;
  });

  expect(model.states.moves).toBe(acts);
  expect(tookMs.sort((a, b) => a - b)[acts / 2]).toBeLessThan(5);
});

describe('what a session model is shown', () => {
  it('is the newest 50 to 99 acts, one more for one more act', () => {
    const lengths = [49, 50, 99, 100, 149, 150].map((count) => {
      const acts = {
        items: new Int32Array(count),
        kinds: new Uint8Array(count),
        times: new Float64Array(count),
      };
      return newestStretches(stepsOf(acts, () => true)).items.length;
    });

    expect(lengths).toEqual([49, 50, 99, 50, 99, 50]);
  });

  it('tells minutes from days, and nothing where no time is known', () => {
    const gapsOf = (...times: number[]): number[] => {
      const count = times.length;
      const acts = {
        items: new Int32Array(count),
        kinds: new Uint8Array(count),
        times: Float64Array.from(times),
      };
      return [...stepsOf(acts, () => true).gaps];
    };

    expect(gapsOf(START + DAY, START, START)).toEqual([0, 1, 9]);
    expect(gapsOf(START, START - 2 * MINUTE)).toEqual([0, 4]);
    expect(gapsOf(START, 0)).toEqual([0, 0]);
  });

  it('wants after each act the next item that is new to the person', () => {
    const shop = new InteractionGraph();
    for (const item of ['kettle', 'pot', 'drill']) shop.addItem(item);
    shop.addPerson('alice');
    shop.addAct(0, 0, 'VIEWED', START);
    shop.addAct(0, 1, 'VIEWED', START + 1);
    shop.addAct(0, 0, 'PURCHASED', START + 2);
    shop.addAct(0, 2, 'LIKED', START + 3);

    const [sequence] = sequencesOf(shop);

    expect([...sequence!.steps.items]).toEqual([0, 1, 0, 2]);
    expect([...sequence!.next]).toEqual([1, 2, 2, -1]);
    expect(sequence!.wish[0]).toBeCloseTo(0.2);
    expect(sequence!.wish[1]).toBeCloseTo(0.8);
  });
});
