import { describe, expect, it } from '@jest/globals';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { refitFriendless } from '../../graph-models/neural/fit-parts.js';
import { fitRanker } from '../../graph-models/neural/fit-ranker.js';
import { DualItemItem } from '../../graph-models/neural/dual-item-item.js';
import { PrimalItemItem } from '../../graph-models/neural/primal-item-item.js';
import { fitItemItem } from '../../graph-models/neural/item-item.js';
import { LikeMinded } from '../../graph-models/neural/like-minded.js';
import { loadParts } from '../../graph-models/neural/load-parts.js';
import { NearestMinded } from '../../graph-models/neural/nearest-minded.js';
import { viewerOf, type Part, type Viewer } from '../../graph-models/neural/part.js';
import { saveTastes } from '../../graph-models/neural/saved-tastes.js';
import { solvePositive } from '../../graph-models/neural/solve-positive.js';
import { SparseItemItem } from '../../graph-models/neural/sparse-item-item.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { tuneFriendless } from '../../graph-models/neural/tune-friendless.js';
import { plantedTown } from './small-town.js';

// Everybody has the kettle and Bob has everything, so that no two people and no two items share nothing.
const [KETTLE, BOB] = [0, 0];
const graph = plantedTown({ people: 40, items: 12, colours: 2, acts: 10 });
for (let person = 0; person < graph.personCount; person++) graph.addAct(person, KETTLE, 'USED', 1);
for (let item = 0; item < graph.itemCount; item++) graph.addAct(BOB, item, 'USED', 1);
const tastes = TasteMatrix.of(graph);
const alice = viewerOf(graph, 5);
const newcomer: Viewer = { ...alice, person: -1 };

function scoresOf(part: Part, viewer: Viewer): number[] {
  const out = new Float32Array(graph.itemCount);
  part.score(viewer, out);
  return [...out];
}

function expectSame(scores: readonly number[], expected: readonly number[]): void {
  scores.forEach((score, item) => expect(score).toBeCloseTo(expected[item]!, 4));
}

/** Read back beside the same graph. */
async function readBack(part: Part): Promise<Part> {
  const whereabouts = {
    personOf: Int32Array.from({ length: graph.personCount }, (_, person) => person),
    itemOf: Int32Array.from({ length: graph.itemCount }, (_, item) => item),
  };
  const [read] = await loadParts({ [part.name]: part.save() }, saveTastes(tastes), whereabouts, graph);
  return read!;
}

describe('the nearest of the like-minded', () => {
  it.each([
    ['a person of the fit', alice],
    ['a newcomer', newcomer],
  ])('say of %s what the inverse over all people says, when they are all people', (_, viewer) => {
    const options = { ridge: 7, itemPower: -0.35 };

    const nearest = new NearestMinded(tastes, { ...options, neighbours: graph.personCount });

    expectSame(scoresOf(nearest, viewer), scoresOf(LikeMinded.fit(tastes, options), viewer));
  });

  it('are no more than asked for, and never the viewer', () => {
    const weights = new NearestMinded(tastes, { neighbours: 3 }).weightsOf(alice);

    expect(weights.size).toBe(3);
    expect(weights.has(alice.person)).toBe(false);
  });
});

describe('the sparse item-item model', () => {
  it('says what the inverse over all items says, when every other item is a neighbour', () => {
    const options = { ridge: 7, perPerson: 0.5 };

    const sparse = SparseItemItem.fit(tastes, { ...options, neighbours: graph.itemCount });

    expectSame(scoresOf(sparse, alice), scoresOf(PrimalItemItem.fit(tastes, options), alice));
  });
});

describe.each([
  ['NearestMinded', new NearestMinded(tastes, { neighbours: 6 })],
  ['SparseItemItem', SparseItemItem.fit(tastes, { neighbours: 4 })],
] as const)('%s', (_, part) => {
  it('gives reasons that add up to its score', () => {
    scoresOf(part, alice).forEach((score, item) => {
      const sum = part.evidence(alice, item).reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(score, 5);
    });
  });

  it('says the same after it was saved and read back', async () => {
    expect(scoresOf(await readBack(part), alice)).toEqual(scoresOf(part, alice));
  });
});

/** A shop in which everybody has one thing, in turn. */
function wideShop(people: number, items: number): InteractionGraph {
  const shop = new InteractionGraph();
  for (let item = 0; item < items; item++) shop.addItem(`item ${item}`);
  for (let nth = 0; nth < people; nth++) {
    shop.addPerson(`person ${nth}`);
    shop.addAct(nth, nth % items, 'USED', 1);
  }
  return shop;
}

describe('the form of a model', () => {
  it.each([
    [20, 8001, 'the smaller side, people', DualItemItem],
    [8001, 20, 'the smaller side, items', PrimalItemItem],
    [8001, 8001, 'neighbours, as both are too many', SparseItemItem],
  ])('for %d people and %d items is by %s', (people, items, _, form) => {
    const part = fitItemItem(TasteMatrix.of(wideShop(people, items)));

    expect(part).toBeInstanceOf(form);
  });

  it('of the like-minded is exact up to 12,000 people, and of the nearest above, with no residual of friends', async () => {
    const { settings } = (await fitRanker(new InteractionGraph(), { seed: 1 })).tuned;
    const names = new Set(['likeMinded', 'friendsResidual']);
    const fitted = (shop: InteractionGraph) =>
      refitFriendless(shop, settings, names, 1, { progress: () => undefined });

    const [small, large] = [await fitted(graph), await fitted(wideShop(12_001, 20))];

    expect(small.parts).toEqual([small.likeMinded]);
    expect(small.likeMinded).toBeInstanceOf(LikeMinded);
    expect(large.parts).toEqual([expect.any(NearestMinded)]);
    expect(large.likeMinded).toBeNull();
  });

  it('of the like-minded is the same where their options are chosen', async () => {
    const all = ['itemKnn', 'itemItem', 'factors', 'graph', 'sequence', 'itemGraph', 'session'];
    const tuned = (shop: InteractionGraph) =>
      tuneFriendless(shop, [], new Set(all), 1, { progress: () => undefined });

    expect((await tuned(graph)).parts[0]).toBeInstanceOf(LikeMinded);
    expect((await tuned(wideShop(12_001, 20))).parts[0]).toBeInstanceOf(NearestMinded);
  });
});

describe('solving a positive definite system', () => {
  it('finds the hand-worked answer', () => {
    const b = Float64Array.of(10, 8);

    solvePositive(Float64Array.of(4, 0, 2, 3), 2, b);

    expect(b[0]).toBeCloseTo(1.75);
    expect(b[1]).toBeCloseTo(1.5);
  });

  it('refuses a matrix that is not positive definite, and names the pivot', () => {
    expect(() => solvePositive(Float64Array.of(1, 0, 2, 1), 2, new Float64Array(2))).toThrow(/pivot 1 is -3/);
  });
});
