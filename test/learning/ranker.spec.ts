import { beforeAll, describe, expect, it } from '@jest/globals';
import { fitRanker, type FittedRanker } from '../../graph-models/neural/fit-ranker.js';
import { holderOf } from '../../graph-models/neural/item-scenarios.js';
import { viewerOf, type Viewer } from '../../graph-models/neural/part.js';
import { Ranker, type RankedItem } from '../../graph-models/neural/ranker.js';
import { plantedTown } from './small-town.js';

const graph = plantedTown({ people: 120 });
const alice = viewerOf(graph, 5);
const withoutHistory: Viewer = {
  person: -1,
  friends: alice.friends,
  items: new Int32Array(0),
  strengths: new Float32Array(0),
  times: new Float64Array(0),
};
let fitted: FittedRanker;
let everyPart: Ranker;

beforeAll(async () => {
  fitted = await fitRanker(graph, { seed: 3, holdOut: 'random' });
  const parts = [...new Set([fitted.ranker, fitted.item, fitted.cart].flatMap(({ parts }) => parts))];
  const equal = Object.fromEntries(parts.map((part) => [part.name, 1 / parts.length]));
  everyPart = new Ranker(
    parts,
    { none: equal, cold: equal, warm: equal, hot: equal, timeless: equal },
    () => graph.itemCount,
  );
});

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function scoresOf(ranker: Ranker, viewer: Viewer): Float32Array {
  const scores = new Float32Array(graph.itemCount);
  ranker.scoreAll(viewer, scores);
  return scores;
}

describe('a ranker', () => {
  it('finds planted taste: nearly all that it shows first has the viewer’s colour', () => {
    let right = 0;
    for (let person = 0; person < graph.personCount; person++) {
      const viewer = viewerOf(graph, person);
      const [best] = fitted.ranker.rank(viewer, { k: 1, exclude: viewer.items });
      if (best!.item % 4 === person % 4) right++;
    }

    expect(right / graph.personCount).toBeGreaterThan(0.85);
  });

  it('scores a catalogue once for the best of it and for single items, until it scores for somebody else', () => {
    const scored = everyPart.score(alice);
    const best = scored.best(5, new Uint8Array(graph.itemCount)).map(scored.of);

    expect(best.map(({ score }) => score)).toEqual(best.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(scored.holds()).toBe(true);
    everyPart.score(withoutHistory);
    expect(scored.holds()).toBe(false);
    expect(everyPart.rank(alice, { k: 5 })).toEqual(best);
  });

  it('scores many viewers at once as it scores each, also where they have other parts', () => {
    const { none, ...rest } = everyPart.weights;
    const some = new Ranker(everyPart.parts, { ...rest, none: { popularity: 1 } }, () => graph.itemCount);
    const viewers = [...Array.from({ length: 20 }, (_, person) => viewerOf(graph, person)), withoutHistory];
    const outs = viewers.map(() => new Float32Array(graph.itemCount).fill(7));
    expect(Object.keys(none)).toContain('popularity');

    some.scoreAllMany(viewers, outs);

    viewers.forEach((viewer, nth) =>
      scoresOf(some, viewer).forEach((score, item) => expect(outs[nth]![item]).toBeCloseTo(score, 5)),
    );
  });

  it.each([
    ['somebody with a history', alice],
    ['somebody who has done nothing yet', withoutHistory],
  ])('gives %s scores that are the sums of their parts', (_, viewer) => {
    const scores = scoresOf(everyPart, viewer);

    for (const { item, score, parts } of everyPart.rank(viewer, { k: graph.itemCount })) {
      expect(score).toBeCloseTo(sum(Object.values(parts)), 12);
      expect(Math.abs(score - scores[item]!)).toBeLessThan(1e-5);
    }
  });

  it.each([
    ['somebody with a history', alice],
    ['somebody who has done nothing yet', withoutHistory],
  ])('explains scores of %s by evidence that adds up to them', (_, viewer) => {
    const scales = everyPart.scalesOf(viewer);

    for (const { item, score, parts } of everyPart.rank(viewer, { k: graph.itemCount })) {
      const explained = everyPart.explain(viewer, item, scales);
      expect(Math.abs(explained.score - score)).toBeLessThan(1e-5);
      expect(Math.abs(sum(explained.evidence.map((one) => one.contribution)) - score)).toBeLessThan(1e-5);
      for (const [name, value] of Object.entries(parts))
        expect(Math.abs((explained.parts[name] ?? 0) - value)).toBeLessThan(1e-5);
    }
  });

  it('scores an item the same whatever else is in the running', () => {
    const all = new Map(
      everyPart.rank(alice, { k: graph.itemCount }).map((one): [number, RankedItem] => [one.item, one]),
    );

    for (const item of [0, 7, 39])
      expect(everyPart.rank(alice, { k: 5, candidates: [item] })[0]).toEqual(all.get(item));
  });

  it('with scales held fixed, moves by exactly a friend’s terms when the friend is taken away', () => {
    const [bob] = alice.friends;
    const scales = everyPart.scalesOf(alice);
    const alone: Viewer = { ...alice, friends: alice.friends.slice(1) };
    const after = new Map(
      everyPart.rank(alone, { k: graph.itemCount, scales }).map(({ item, score }) => [item, score]),
    );

    for (const { item, score } of everyPart.rank(alice, { k: graph.itemCount, scales })) {
      const terms = everyPart
        .explain(alice, item, scales)
        .evidence.filter(({ kind, index }) => kind === 'friend' && index === bob);
      const bobs = sum(terms.map(({ contribution }) => contribution));
      expect(Math.abs(score - after.get(item)! - bobs)).toBeLessThan(1e-5);
    }
  });

  it('gives a friend of whom only half is wanted half of their terms', () => {
    const [bob] = alice.friends;
    const scales = everyPart.scalesOf(alice);
    const influence = Float32Array.from(alice.friends, (friend) => (friend === bob ? 0.5 : 1));
    const termOf = (viewer: Viewer, item: number): number =>
      sum(
        everyPart
          .explain(viewer, item, scales)
          .evidence.filter(({ kind, index }) => kind === 'friend' && index === bob)
          .map(({ contribution }) => contribution),
      );

    for (let item = 0; item < graph.itemCount; item++)
      expect(termOf({ ...alice, influence }, item)).toBeCloseTo(termOf(alice, item) / 2, 9);
  });

  it('shows neither what is excluded nor what was not asked about', () => {
    const ranked = everyPart.rank(alice, { k: 40, candidates: [1, 2, 3], exclude: [2] });

    expect(ranked.map(({ item }) => item).sort()).toEqual([1, 3]);
  });

  it('counts an act of this moment in the next answer', async () => {
    const town = plantedTown({ people: 120 });
    const ranker = (await fitRanker(town, { seed: 3, holdOut: 'random' })).ranker;
    const newcomer = town.addPerson('somebody new');
    const before = ranker.rank(viewerOf(town, newcomer), { k: 3 }).map(({ item }) => item);

    for (const item of [2, 6, 10]) town.addAct(newcomer, item, 'LIKED', 12 * 86_400_000);
    const after = ranker.rank(viewerOf(town, newcomer), { k: 5, exclude: [2, 6, 10] });

    expect(after.map(({ item }) => item)).not.toEqual(before);
    expect(after.filter(({ item }) => item % 4 === 2).length).toBeGreaterThanOrEqual(4);
  });
});

describe('the list beside an item', () => {
  it('shows items of its colour, by evidence that names the item', () => {
    const beside = fitted.item.rank(holderOf([8]), { k: 5, exclude: [8] });

    expect(beside.filter(({ item }) => item % 4 === 0).length).toBeGreaterThanOrEqual(4);
    const { evidence } = fitted.item.explain(holderOf([8]), beside[0]!.item);
    expect(evidence.some(({ kind, index }) => kind === 'item' && index === 8)).toBe(true);
  });

  it('finds a kettle that nobody has had yet by what it is', async () => {
    const town = plantedTown({ people: 120 });
    const { item } = await fitRanker(town, { seed: 3, holdOut: 'random' });
    const kettle = town.addItem('a new kettle');
    town.setItem(kettle, { attributes: ['colour:0', 'word:2'] });

    const beside = item.rank(holderOf([kettle]), { k: 3, exclude: [kettle] });

    expect(beside.every(({ score }) => score > 0)).toBe(true);
    expect(beside[0]!.item % 4).toBe(0);
  });
});

describe('the list for a cart', () => {
  it('counts pairs that people really have together, as they are now', async () => {
    const town = plantedTown({ people: 120 });
    const { cart } = await fitRanker(town, { seed: 3, holdOut: 'random' });
    const [pot, lid] = [town.addItem('a new pot'), town.addItem('its lid')];
    for (let person = 0; person < 40; person++) {
      town.addAct(person, pot, 'PURCHASED', 0);
      town.addAct(person, lid, 'PURCHASED', 0);
    }

    const goesWith = cart.rank(holderOf([pot]), { k: 1, exclude: [pot] });

    expect(goesWith[0]!.item).toBe(lid);
    const { evidence } = cart.explain(holderOf([pot]), lid);
    expect(evidence[0]).toMatchObject({ part: 'boughtTogether', kind: 'item', index: pot });
  });

  it('has evidence of every thing in it that adds up', () => {
    const things = holderOf([0, 4, 9]);
    const scales = fitted.cart.scalesOf(things);

    for (const { item, score } of fitted.cart.rank(things, { k: 10, exclude: [0, 4, 9] })) {
      const { evidence } = fitted.cart.explain(things, item, scales);
      expect(Math.abs(sum(evidence.map(({ contribution }) => contribution)) - score)).toBeLessThan(1e-5);
    }
  });
});
