import { describe, expect, it } from '@jest/globals';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { ContentPart } from '../../graph-models/neural/content.js';
import { fitFactors } from '../../graph-models/neural/fit-factors.js';
import { FriendsPart, FriendsResidualPart } from '../../graph-models/neural/friends.js';
import { invertPlainly } from '../../graph-models/kernels/symmetric-inverse.js';
import { DualItemItem } from '../../graph-models/neural/dual-item-item.js';
import { PrimalItemItem } from '../../graph-models/neural/primal-item-item.js';
import { ItemNeighbours } from '../../graph-models/neural/item-neighbours.js';
import { LikeMinded } from '../../graph-models/neural/like-minded.js';
import { viewerOf, type Part, type Viewer } from '../../graph-models/neural/part.js';
import { CategoryTrendPart, PopularityPart } from '../../graph-models/neural/popularity.js';
import { SequenceNeighbours } from '../../graph-models/neural/sequence-neighbours.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { expectSameAtOnce } from './at-once.js';
import { plantedTown } from './small-town.js';

const graph = plantedTown();
const tastes = TasteMatrix.of(graph);
const likeMinded = LikeMinded.fit(tastes);
const parts: Part[] = [
  DualItemItem.fit(tastes),
  PrimalItemItem.fit(tastes),
  likeMinded,
  new FriendsPart(graph),
  new FriendsResidualPart(graph, likeMinded),
  ItemNeighbours.fit(tastes),
  fitFactors(tastes, 1),
  new ContentPart(graph),
  new ContentPart(graph, { decay: 0.5 }),
  new PopularityPart(graph, { halfLifeDays: 3 }),
  new CategoryTrendPart(graph, { halfLifeDays: 3 }),
  SequenceNeighbours.fit(tastes),
];
const alice = viewerOf(graph, 5);
const withoutKettle: Viewer = {
  ...alice,
  items: alice.items.slice(1),
  strengths: alice.strengths.slice(1),
  times: alice.times.slice(1),
};
const newcomer: Viewer = { ...alice, person: -1 };

function scoresOf(part: Part, viewer: Viewer): Float32Array {
  const out = new Float32Array(graph.itemCount);
  part.score(viewer, out);
  return out;
}

/** (X D Xᵀ + Λ)⁻¹ of rows, in float64; D and Λ diagonal. */
function plainInverse(
  rows: readonly (readonly number[])[],
  weights: readonly number[],
  ridges: readonly number[],
): (i: number, j: number) => number {
  const n = rows.length;
  const a = new Float64Array(n * n);
  rows.forEach((own, i) =>
    rows.forEach((other, j) => {
      a[i * n + j] = own.reduce((sum, one, at) => sum + weights[at]! * one * other[at]!, 0);
    }),
  );
  ridges.forEach((ridge, i) => (a[i * n + i]! += ridge));
  invertPlainly(a, n);
  return (i, j) => a[i * n + j]!;
}

/** X of a town with acts of unlike strength, person by person. */
const shop = new InteractionGraph();
const X = [
  [1, 0.8, 0, 0.2],
  [1, 0, 0.6, 0],
  [0, 0.8, 0.6, 0],
  [1, 0.8, 0.6, 1],
  [0.2, 0, 0, 1],
];
X.forEach((row, person) => {
  shop.addPerson(`person ${person}`);
  row.forEach((strength, item) => {
    shop.addItem(`item ${item}`);
    if (strength > 0) shop.addAct(person, item, 'USED', 0, strength);
  });
});
const peopleOf = [0, 1, 2, 3].map((item) => X.filter((row) => row[item]! > 0).length);

describe.each([
  ['over items', PrimalItemItem],
  ['over people', DualItemItem],
])('the item-item model by an inverse %s', (_, form) => {
  it('is B_ji = -P_ji / P_ii, P = (XᵀX + Λ)⁻¹, with a ridge that grows with how many have an item', () => {
    const [ridge, perPerson] = [2, 1.5];
    const columns = peopleOf.map((_count, item) => X.map((row) => row[item]!));
    const ones = X.map(() => 1);
    const p = plainInverse(
      columns,
      ones,
      peopleOf.map((count) => ridge + perPerson * count),
    );

    const part = form.fit(TasteMatrix.of(shop), { ridge, perPerson });

    X.forEach((row, person) => {
      const out = new Float32Array(4);
      part.score(viewerOf(shop, person), out);
      out.forEach((score, i) => {
        const expected = row.reduce((sum, x, j) => sum + (j === i ? 0 : (-x * p(j, i)) / p(i, i)), 0);
        expect(score).toBeCloseTo(expected, 5);
      });
    });
  });
});

describe('the item-item model', () => {
  it('answers the same from the inverse over people as from the inverse over items', () => {
    const [dual, primal] = parts;

    for (const viewer of [alice, withoutKettle, newcomer]) {
      const expected = scoresOf(primal!, viewer);
      scoresOf(dual!, viewer).forEach((score, item) => expect(score).toBeCloseTo(expected[item]!, 4));
    }
  });
});

describe('the like-minded model', () => {
  it('is W_uv = -P_uv / P_uu, P = (X D Xᵀ + λI)⁻¹, where an item of n people counts n to a power', () => {
    const [ridge, itemPower] = [3, -0.35];
    const weights = peopleOf.map((count) => count ** itemPower);
    const ridges = X.map(() => ridge);
    const p = plainInverse(X, weights, ridges);

    const part = LikeMinded.fit(TasteMatrix.of(shop), { ridge, itemPower });

    X.forEach((_row, u) =>
      part
        .weightsOf(viewerOf(shop, u))
        .forEach((weight, v) => expect(weight).toBeCloseTo(u === v ? 0 : -p(u, v) / p(u, u), 5)),
    );
  });

  it('scores a viewer without a row as if the row of the same acts were left out of the fit', () => {
    const others = TasteMatrix.of(plantedTown({ people: 60 }));
    const same = LikeMinded.fit(others);

    expect(Math.max(...same.weightsOf(alice))).toBeGreaterThan(0);
    expect(same.weightsOf(alice)[5]).toBe(0);
  });

  it('moves a known person’s weights by exactly what refitting without that act would', () => {
    const changed = plantedTown();
    const acts = changed.actsOf(5);
    changed.removeAct(5, acts.others[0]!, 'USED');
    const refitted = LikeMinded.fit(TasteMatrix.of(changed), { itemPower: 0 });
    const before = LikeMinded.fit(TasteMatrix.of(plantedTown()), { itemPower: 0 });

    const moved = before.weightsOf(viewerOf(changed, 5));

    refitted
      .weightsOf(viewerOf(changed, 5))
      .forEach((weight, person) => expect(moved[person]).toBeCloseTo(weight, 5));
  });
});

describe.each(parts.map((part) => [part.constructor.name, part] as const))('%s', (_, part) => {
  it.each([
    ['a known person', alice],
    ['a person with fewer acts than at the fit', withoutKettle],
    ['a person who came after the fit', newcomer],
  ])('has evidence that adds up to the score of %s', (_name, viewer) => {
    const scores = scoresOf(part, viewer);

    for (let item = 0; item < graph.itemCount; item++) {
      const total = part.evidence(viewer, item).reduce((sum, one) => sum + one.contribution, 0);
      expect(total).toBeCloseTo(scores[item]!, 5);
    }
  });

  it('says of many viewers at once what it says of each', () => {
    const some = Array.from({ length: 21 }, (_, person) => viewerOf(graph, person));
    const viewers = [...some, withoutKettle, newcomer];

    expectSameAtOnce(part, viewers, graph.itemCount);
  });
});

describe('what is wanted in the viewer’s categories', () => {
  const shop = new InteractionGraph();
  for (const [item, category] of ['coffee', 'coffee', 'light', 'light'].entries())
    shop.setItem(shop.addItem(String(item)), { category });
  const [alice, bob, carol] = ['Alice', 'Bob', 'Carol'].map((name) => shop.addPerson(name));
  for (const item of [1, 3]) shop.addAct(alice!, item, 'USED', 1);
  shop.addAct(bob!, 3, 'USED', 1);
  shop.addAct(bob!, 0, 'USED', 1);
  const scoresFor = (person: number): number[] => {
    const out = new Float32Array(shop.itemCount);
    new CategoryTrendPart(shop, { prior: 1, sharePower: 1 }).score(viewerOf(shop, person), out);
    return Array.from(out);
  };

  it('is a share, to which everybody is given half a wish for each of two, times how many want the item', () => {
    const alices = [(1 + 0.5) / 3, (1 + 0.5) / 3, 0, ((1 + 0.5) / 3) * 2];

    scoresFor(alice!).forEach((score, item) => expect(score).toBeCloseTo(alices[item]!, 6));
  });

  it('is what everybody wants to somebody who has nothing', () => {
    scoresFor(carol!).forEach((score, item) => expect(score).toBeCloseTo([0.5, 0.5, 0, 1][item]!, 6));
  });
});

describe('what items are', () => {
  const shop = new InteractionGraph();
  for (const [item, word] of ['grinder', 'beans', 'lamp', 'bulb'].entries())
    shop.setItem(shop.addItem(word), { attributes: [item < 2 ? 'word:coffee' : 'word:light'] });
  const bob = shop.addPerson('Bob');
  shop.addAct(bob, 2, 'USED', 2);
  shop.addAct(bob, 0, 'USED', 1);

  it('says as much of what was had first as of what was had last, unless it decays', () => {
    const scores = (decay: number): number[] => {
      const out = new Float32Array(shop.itemCount);
      new ContentPart(shop, { decay }).score(viewerOf(shop, bob), out);
      return Array.from(out);
    };

    expect(scores(1)[1]).toBeCloseTo(scores(1)[3]!, 6);
    expect(scores(0.25)[3]! / scores(0.25)[1]!).toBeCloseTo(4, 5);
  });

  it('is no reason for itself: what somebody has is as likely as what else they have makes it', () => {
    const part = new ContentPart(shop);
    const carol = shop.addPerson('Carol');
    shop.addAct(carol, 0, 'USED', 1);
    shop.addAct(carol, 1, 'USED', 2);
    const out = new Float32Array(shop.itemCount);

    part.score(viewerOf(shop, bob), out);
    expect([out[0], out[2]]).toEqual([0, 0]);
    part.score(viewerOf(shop, carol), out);
    expect([out[0], out[1]]).toEqual([0.5, 0.5]);
    expect(part.evidence(viewerOf(shop, carol), 0).map(({ contribution }) => contribution)).toEqual([0.5]);
  });
});

describe('what people did next', () => {
  it('counts by order, steps apart and popularity: worked by hand', () => {
    const walks = new InteractionGraph();
    for (const item of ['kettle', 'pot', 'drill']) walks.addItem(item);
    // Alice: kettle, pot, drill. Bob: pot, kettle.
    for (const [person, items] of [
      ['alice', [0, 1, 2]],
      ['bob', [1, 0]],
    ] as const) {
      const who = walks.addPerson(person);
      items.forEach((item, day) => walks.addAct(who, item, 'USED', 1 + day));
    }
    const options = { gapPower: 0.5, backwards: 0.4, shrink: 2, hadPower: 0.5, rankedPower: 0.2, decay: 0.6 };

    const part = SequenceNeighbours.fit(TasteMatrix.of(walks), options);

    // Two have the kettle and the pot, one the drill; every item is counted as of two people more.
    const [kettle, pot, drill] = [4, 4, 3] as const;
    const s = (sum: number, had: number, ranked: number): number => sum * had ** -0.5 * ranked ** -0.2;
    const fromKettle = [s(1 + 0.4, kettle, pot), s(2 ** -0.5, kettle, drill)] as const;
    const fromPot = [s(1 + 0.4, pot, kettle), s(1, pot, drill)] as const;
    const out = new Float32Array(3);
    // Bob's newest is the kettle.
    part.score(viewerOf(walks, 1), out);
    [0.6 * fromPot[0], fromKettle[0], fromKettle[1] + 0.6 * fromPot[1]].forEach((expected, item) =>
      expect(out[item]).toBeCloseTo(expected, 5),
    );
  });
});

describe('taking a friend away', () => {
  it.each(parts.slice(3, 5).map((part) => [part.name, part] as const))(
    'changes %s by exactly that friend’s term',
    (_, part) => {
      const friend = alice.friends[0]!;
      const alone: Viewer = { ...alice, friends: alice.friends.slice(1) };
      const before = scoresOf(part, alice);
      const after = scoresOf(part, alone);

      for (let item = 0; item < graph.itemCount; item++) {
        const term = part.evidence(alice, item).find((one) => one.index === friend)?.contribution ?? 0;
        expect(before[item]! - after[item]!).toBeCloseTo(term, 5);
      }
    },
  );
});

describe('planted taste', () => {
  it('is found: the best new item has the viewer’s colour, by every part', () => {
    for (const part of parts.slice(0, 4)) {
      let right = 0;
      for (let person = 0; person < graph.personCount; person++) {
        const viewer = viewerOf(graph, person);
        const scores = scoresOf(part, viewer);
        for (const item of viewer.items) scores[item] = -Infinity;
        if (scores.indexOf(Math.max(...scores)) % 4 === person % 4) right++;
      }
      expect(right / graph.personCount).toBeGreaterThan(0.6);
    }
  });
});
