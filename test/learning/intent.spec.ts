import { describe, expect, it } from '@jest/globals';
import type { ActKind } from '../../graph-models/interactions/act-kinds.js';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { fitIntent } from '../../graph-models/neural/fit-intent.js';
import { fitItemGraph } from '../../graph-models/neural/fit-item-graph.js';
import { fitRanker, refitRanker } from '../../graph-models/neural/fit-ranker.js';
import { fitSessionGru } from '../../graph-models/neural/fit-session-gru.js';
import { INTENTS } from '../../graph-models/neural/intent.js';
import { intentExamplesOf } from '../../graph-models/neural/intent-examples.js';
import { mean } from '../../graph-models/neural/statistics.js';
import { SessionGru } from '../../graph-models/neural/session-gru.js';
import type { FitUse } from '../../graph-models/neural/tell-intents.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { randomOf } from './small-town.js';

const MINUTE = 60_000;
const START = 1_700_000_000_000;
const ITEMS = 200;
const CATEGORIES = 10;

/**
 * A shop of visits, one a day: some look round anywhere, some look at like things one after the other, some save a thing or
 * two and mostly buy. What a visit will be shows in its acts, but never for sure.
 */
function visitedShop(people: number, seed: number): InteractionGraph {
  const random = randomOf(seed);
  const upTo = (count: number): number => Math.floor(random() * count);
  const shop = new InteractionGraph();
  for (let item = 0; item < ITEMS; item++) {
    shop.addItem(`item ${item}`);
    shop.setItem(item, { category: `category ${item % CATEGORIES}` });
  }
  const likeIn = (category: number): number => category + CATEGORIES * upTo(ITEMS / CATEGORIES);
  for (let nth = 0; nth < people; nth++) {
    const person = shop.addPerson(`person ${nth}`);
    for (let visit = 0; visit < 6; visit++) {
      let at = START + visit * 1440 * MINUTE + nth;
      const act = (item: number, kind: ActKind): void => {
        shop.addAct(person, item, kind, at);
        at += (1 + upTo(4)) * MINUTE;
      };
      const mood = random();
      const category = upTo(CATEGORIES);
      if (mood < 0.45) for (let look = 0; look < 4; look++) act(upTo(ITEMS), 'VIEWED');
      else if (mood < 0.75) for (let look = 0; look < 5; look++) act(likeIn(category), 'VIEWED');
      else {
        const item = likeIn(category);
        act(item, 'VIEWED');
        act(item, 'SAVED');
        if (random() < 0.8) act(item, 'PURCHASED');
      }
    }
  }
  return shop;
}

const graph = visitedShop(300, 1);
const tastes = TasteMatrix.of(graph);
const itemGraph = await fitItemGraph(graph, tastes, 1, { dim: 16, steps: 20, batch: 512 });
const bare = await fitSessionGru(graph, tastes, itemGraph, 1, { steps: 30 });
const session = bare.withIntent(fitIntent(graph, bare, 1));

/** What is told at every moment of people who came after the fit, and what they then did. */
function examined(): { probabilities: readonly number[]; happened: number }[] {
  const later = visitedShop(300, 2);
  return intentExamplesOf(later, (item) => session.knows(item)).map(({ steps, intent }) => ({
    probabilities: session.intentAfter(steps)!,
    happened: INTENTS.indexOf(intent),
  }));
}

describe('what somebody is about to do', () => {
  const told = examined();

  it('is as often right as it says: expected calibration error at most .05, of each intent and of the likeliest', () => {
    for (const intent of INTENTS.keys())
      expect(
        calibrationError(told.map((one) => [one.probabilities[intent]!, one.happened === intent])),
      ).toBeLessThan(0.05);
    const likeliest = told.map(({ probabilities, happened }): [number, boolean] => {
      const most = Math.max(...probabilities);
      return [most, probabilities.indexOf(most) === happened];
    });
    expect(told.length).toBeGreaterThan(3000);
    expect(calibrationError(likeliest)).toBeLessThan(0.05);
  });

  it('says more than how often each happens', () => {
    const shares = INTENTS.map((_, intent) => mean(told.map(({ happened }) => Number(happened === intent))));
    const loss = mean(told.map(({ probabilities, happened }) => -Math.log(probabilities[happened]!)));

    expect(loss).toBeLessThan(0.8 * mean(told.map(({ happened }) => -Math.log(shares[happened]!))));
  });

  it('is a distribution, and stays what it was after saving and loading', () => {
    const loaded = SessionGru.load(session.save(), itemGraph);
    const viewer = { person: 0, friends: new Int32Array(0), strengths: new Float32Array(0) };
    const acts = { items: Int32Array.of(3), kinds: Uint8Array.of(1), times: Float64Array.of(START) };

    const probabilities = loaded.intentOf({ ...viewer, acts, items: acts.items, times: acts.times })!;

    expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 10);
    expect(probabilities).toEqual(
      session.intentOf({ ...viewer, acts, items: acts.items, times: acts.times }),
    );
  });

  it('is not learnt where nobody buys', () => {
    expect(fitIntent(lookersOf(graph), bare, 1)).toBeNull();
  });
});

describe('a model whose lists give sessions no weight', () => {
  const fit = async (use: FitUse, of: InteractionGraph) => {
    const { tuned } = await fitRanker(new InteractionGraph(), { seed: 1 });
    const quick = { itemGraph: { dim: 16, steps: 20, batch: 512 }, session: { steps: 20 } };
    return refitRanker(of, { ...tuned, settings: { ...tuned.settings, ...quick } }, use, { seed: 1 });
  };

  it('tells intents where it is to be served, and saves itself the session where it is only compared', async () => {
    const served = await fit('serving', graph);
    const compared = await fit('comparing', graph);

    expect(served.ranker.parts.map(({ name }) => name)).not.toContain('session');
    expect(served.session).not.toBeNull();
    expect(compared.session).toBeNull();
  });

  it('has no session to fit where nobody buys', async () => {
    expect((await fit('serving', lookersOf(graph))).session).toBeNull();
  });
});

describe('what a moment turned out to be', () => {
  it('is a purchase within half an hour, else a comparison, else looking round; the last half hour is not known yet', () => {
    const shop = new InteractionGraph();
    for (const item of [0, 1, 2, 3])
      shop.setItem(shop.addItem(`item ${item}`), { category: item < 3 ? 'tea' : 'tents' });
    const minutes = (count: number): number => START + count * MINUTE;
    const [alice, bob] = [shop.addPerson('alice'), shop.addPerson('bob')];
    shop.addAct(alice, 0, 'VIEWED', minutes(0));
    shop.addAct(alice, 1, 'VIEWED', minutes(5));
    shop.addAct(alice, 2, 'SAVED', minutes(10));
    shop.addAct(alice, 3, 'VIEWED', minutes(100));
    shop.addAct(alice, 3, 'PURCHASED', minutes(129));
    shop.addAct(bob, 0, 'VIEWED', minutes(150));

    expect(intentExamplesOf(shop, () => true).map(({ intent }) => intent)).toEqual([
      'COMPARE',
      'BROWSE',
      'BROWSE',
      'BUY',
    ]);
  });
});

/** The same shop, in which people only look. */
function lookersOf(shop: InteractionGraph): InteractionGraph {
  const lookers = new InteractionGraph();
  shop.forEachAct((person, item, kind, _, at) => {
    const looker = lookers.addPerson(`person ${person}`);
    const seen = lookers.addItem(`item ${item}`);
    if (kind < 2) lookers.addAct(looker, seen, 'VIEWED', at);
  });
  return lookers;
}

/** Σ over ten bins of how many are in it · |how often it came true - how likely it was said to be|. */
function calibrationError(said: readonly (readonly [probability: number, happened: boolean])[]): number {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, said: 0, happened: 0 }));
  for (const [probability, happened] of said) {
    const bin = bins[Math.min(9, Math.floor(probability * 10))]!;
    bin.count++;
    bin.said += probability;
    bin.happened += Number(happened);
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.said - bin.happened), 0) / said.length;
}
