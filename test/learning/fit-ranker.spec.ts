import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { fitRanker, type FittedRanker } from '../../graph-models/neural/fit-ranker.js';
import { historyGroupOf } from '../../graph-models/neural/history-group.js';
import { holdOut } from '../../graph-models/neural/hold-out.js';
import { holderOf } from '../../graph-models/neural/item-scenarios.js';
import { viewerOf } from '../../graph-models/neural/part.js';
import { TuningBudget } from '../../graph-models/neural/tuning-budget.js';
import { told } from './fitting-process.js';
import { influencedTown, plantedTown } from './small-town.js';

/** One that this process may run on. */
function firstCore(): string {
  const [, cores] = /Cpus_allowed_list:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))!;
  return cores!;
}

describe('fitting', () => {
  it('comes to the same ranker, to the bit, from the same graph and seed, on one core and on all', async () => {
    const [hooks, file] = ['../support/typescript.mjs', 'fitting-process.ts'].map((name) =>
      join(import.meta.dirname, name),
    );
    const onOneCore = [
      '-c',
      firstCore(),
      process.execPath,
      '--no-warnings',
      '--import',
      hooks!,
      file!,
      '120',
      '9',
    ];
    const { stdout } = await promisify(execFile)('taskset', onOneCore, { maxBuffer: 2 ** 24 });

    expect(stdout).toBe(told(await fitRanker(plantedTown({ people: 120 }), { seed: 9 }), 120));
  });

  it('gives friends a weight where they pass things on', async () => {
    const { tuned } = await fitRanker(influencedTown({ influence: 0.6 }), { seed: 1, holdOut: 'random' });

    const ofFriends =
      (tuned.blend.weights.warm['friends'] ?? 0) + (tuned.blend.weights.warm['friendsResidual'] ?? 0);
    expect(ofFriends).toBeGreaterThan(0.2);
  });

  it('gives friends no weight where they do not', async () => {
    const { tuned } = await fitRanker(influencedTown({ influence: 0 }), { seed: 1, holdOut: 'random' });

    expect(tuned.blend.weights.warm['friends'] ?? 0).toBe(0);
    expect(tuned.blend.weights.warm['friendsResidual'] ?? 0).toBe(0);
  });

  it('learns newcomers apart: from nothing but friends and popularity', async () => {
    const { tuned } = await fitRanker(influencedTown({ influence: 0.6 }), { seed: 1, holdOut: 'random' });

    const { none } = tuned.blend.weights;
    expect((none['friends'] ?? 0) + (none['friendsResidual'] ?? 0)).toBeGreaterThan(0.3);
    expect(none['popularity']).toBeGreaterThan(0);
    expect(Object.keys(none)).not.toContain('itemKnn');
  });
});

describe('a validation set', () => {
  const graph = plantedTown({ people: 120 });

  it.each(['random', 'newestOfEach', 'globalTime'] as const)(
    'cut by %s is not in what is learnt from',
    (how) => {
      const { graph: left, wanted } = holdOut(graph, how, 4);

      let held = 0;
      for (const [person, items] of wanted) {
        const kept = new Set(left.actsOf(person).others);
        for (const item of items) {
          expect(kept.has(item)).toBe(false);
          expect(new Set(graph.actsOf(person).others).has(item)).toBe(true);
          held++;
        }
      }
      expect(held).toBeGreaterThan(50);
      expect(left.actCount).toBe(graph.actCount - held);
    },
  );

  it('cut by time holds the newest acts of all', () => {
    const { graph: left, wanted } = holdOut(graph, 'globalTime', 4);

    let earliestHeld = Infinity;
    for (const [person, items] of wanted) {
      const { others, times } = graph.actsOf(person);
      others.forEach((item, i) => {
        if (items.has(item)) earliestHeld = Math.min(earliestHeld, times[i]!);
      });
    }
    expect(left.newestActAt()).toBeLessThan(earliestHeld);
  });

  it('cut by time asks those at random of whom no time is known', () => {
    const mixed = new InteractionGraph();
    for (let item = 0; item < 50; item++) mixed.addItem(`item ${item}`);
    for (let person = 0; person < 60; person++) {
      mixed.addPerson(`person ${person}`);
      for (let nth = 0; nth < 20; nth++)
        mixed.addAct(person, (person + nth) % 50, 'PURCHASED', person < 30 ? 0 : 1000 * nth + person);
    }

    const { wanted } = holdOut(mixed, 'globalTime', 4);

    const timeless = [...wanted.keys()].filter((person) => person < 30);
    expect(timeless).toHaveLength(30);
    for (const person of timeless) expect(wanted.get(person)!.size).toBeLessThanOrEqual(3);
    for (const [person, items] of wanted)
      if (person >= 30) for (const item of items) expect((item - person + 50) % 50).toBeGreaterThan(15);
    expect(historyGroupOf(viewerOf(mixed, 0))).toBe('timeless');
    expect(historyGroupOf(viewerOf(mixed, 59))).toBe('warm');
  });

  it('is cut at random when almost everything came in at one moment', async () => {
    const imported = new InteractionGraph();
    for (let item = 0; item < 30; item++) imported.addItem(`item ${item}`);
    for (let person = 0; person < 60; person++) {
      imported.addPerson(`person ${person}`);
      for (let nth = 0; nth < 10; nth++) imported.addAct(person, (person + nth * 3) % 30, 'USED', 1_000_000);
    }
    imported.addAct(0, 1, 'USED', 2_000_000);

    expect((await fitRanker(imported, { seed: 1 })).tuned.validation).toBe('random');
  });
});

describe('a shop with next to nothing in it', () => {
  function shop(people: number, items: number): InteractionGraph {
    const graph = new InteractionGraph();
    for (let person = 0; person < people; person++) graph.addPerson(`person ${person}`);
    for (let item = 0; item < items; item++) graph.addItem(`item ${item}`);
    return graph;
  }

  it.each([
    ['nobody and nothing', shop(0, 0)],
    ['people and no items', shop(3, 0)],
    ['items and nobody', shop(0, 3)],
    ['people and items and no acts', shop(3, 3)],
  ])('with %s is fitted, ranks, and has no score that is not a number', async (_, graph) => {
    const { ranker, item, tuned } = await fitRanker(graph, { seed: 1 });

    expect(tuned.blend.basis).toBe('untuned');
    const ranked = ranker.rank(viewerOf(graph, 0), { k: 10 });
    expect(ranked).toHaveLength(graph.itemCount);
    for (const one of ranked) expect(one.score).toBe(0);
    for (const one of item.rank(holderOf([0]), { k: 10 })) expect(one.score).toBe(0);
  });

  it('recommends what the only other person has', async () => {
    const graph = shop(2, 3);
    graph.addAct(1, 2, 'PURCHASED', 5);

    const { ranker } = await fitRanker(graph, { seed: 1 });

    const [best] = ranker.rank(viewerOf(graph, 0), { k: 3 });
    expect(best).toMatchObject({ item: 2 });
    expect(Object.keys(best!.parts)).toContain('popularity');
  });

  it('recommends a friend’s item before a stranger’s', async () => {
    const graph = shop(3, 2);
    graph.addFriend(0, 1);
    graph.addAct(1, 1, 'LIKED', 5);
    graph.addAct(2, 0, 'LIKED', 6);

    const { ranker } = await fitRanker(graph, { seed: 1 });

    expect(ranker.rank(viewerOf(graph, 0), { k: 2 }).map(({ item }) => item)).toEqual([1, 0]);
  });

  it('is honest about poor ratings: they are no wish', async () => {
    const graph = shop(2, 2);
    graph.addAct(1, 0, 'RATED', 5, 0);
    graph.addAct(1, 1, 'RATED', 6, 1);

    const { ranker } = await fitRanker(graph, { seed: 1 });

    expect(ranker.rank(viewerOf(graph, 0), { k: 1 })[0]!.item).toBe(1);
  });
});

describe('a budget for options', () => {
  const graph = plantedTown({ people: 60 });
  const fitted = (seconds: number, now = () => 0): Promise<FittedRanker> =>
    fitRanker(graph, {
      seed: 3,
      holdOut: 'random',
      scenarios: false,
      budget: new TuningBudget(seconds, now),
    });

  it('tries more options of what is learnt step by step, the same ones each time', async () => {
    const [first, second] = [await fitted(0.2), await fitted(0.2)];

    expect(first.tuned.search!.fits['graph']).toBeGreaterThan(4);
    expect(first.tuned.search!.wasCutShort).toBe(false);
    expect(second.tuned).toEqual(first.tuned);
  });

  it('never does worse on validation than without one', async () => {
    const without = await fitRanker(graph, { seed: 3, holdOut: 'random', scenarios: false });

    expect((await fitted(0.1)).tuned.blend.ndcg).toBeGreaterThanOrEqual(without.tuned.blend.ndcg);
  });

  it('tries what is tried without one where there is none to spend', async () => {
    const { tuned } = await fitted(0);
    const without = await fitRanker(graph, { seed: 3, holdOut: 'random', scenarios: false });

    expect(tuned).toEqual(without.tuned);
  });

  it('ends when the time is over, and tells', async () => {
    let calls = 0;
    const { tuned } = await fitted(3600, () => 1000 * 3600 * Math.min(1, calls++));

    expect(tuned.search!.wasCutShort).toBe(true);
    expect(tuned.search!.fits['graph']).toBe(1);
  });
});
