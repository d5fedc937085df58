import { describe, expect, it } from '@jest/globals';
import { fitGraphTaste } from '../../graph-models/neural/fit-graph-taste.js';
import { FriendsTastePart } from '../../graph-models/neural/friends-taste.js';
import { viewerOf, type Viewer } from '../../graph-models/neural/part.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { plantedTown } from './small-town.js';

const graph = plantedTown({ people: 120, items: 120 });
const taste = await fitGraphTaste(graph, TasteMatrix.of(graph), 7, { dim: 16, steps: 60, batch: 32 });
const part = new FriendsTastePart(graph, taste);

function scoresOf(viewer: Viewer): Float32Array {
  const out = new Float32Array(graph.itemCount);
  part.score(viewer, out);
  return out;
}

/** Somebody who has just come, with the friends that this person has. */
function newcomerLike(person: number): Viewer {
  const { friends } = viewerOf(graph, person);
  const nothing = { items: new Int32Array(0), strengths: new Float32Array(0), times: new Float64Array(0) };
  return { person: -1, friends, ...nothing };
}

describe('the taste of friends', () => {
  it('finds what a newcomer will like among things that no friend has', () => {
    let right = 0;
    for (let person = 0; person < graph.personCount; person++) {
      const newcomer = newcomerLike(person);
      const scores = scoresOf(newcomer);
      for (const friend of newcomer.friends)
        for (const item of viewerOf(graph, friend).items) scores[item] = -Infinity;
      if (scores.indexOf(Math.max(...scores)) % 4 === person % 4) right++;
    }

    expect(right / graph.personCount).toBeGreaterThan(0.8);
  });

  it('is a sum over friends, each a cause of their own, and each as loud as the viewer wants', () => {
    const newcomer = newcomerLike(5);
    const [friend, ...others] = newcomer.friends;
    const without = scoresOf({ ...newcomer, friends: Int32Array.from(others) });
    const half = scoresOf({
      ...newcomer,
      influence: Float32Array.from(newcomer.friends, (one) => (one === friend ? 0.5 : 1)),
    });

    scoresOf(newcomer).forEach((score, item) => {
      const evidence = part.evidence(newcomer, item);
      const of = evidence.find(({ index }) => index === friend)!.contribution;
      expect(evidence.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 5);
      expect(without[item]).toBeCloseTo(score - of, 5);
      expect(half[item]).toBeCloseTo(score - of / 2, 5);
    });
  });

  it('says nothing to whoever has more than a few things, or no friends', () => {
    const known = viewerOf(graph, 5);
    expect(known.items.length).toBeGreaterThan(5);

    for (const viewer of [known, { ...newcomerLike(5), friends: new Int32Array(0) }]) {
      expect(scoresOf(viewer).every((score) => score === 0)).toBe(true);
      expect(part.evidence(viewer, 3)).toEqual([]);
    }
  });

  it('says the same to many at once', () => {
    const viewers = [newcomerLike(5), viewerOf(graph, 5), newcomerLike(9)];
    const outs = viewers.map(() => new Float32Array(graph.itemCount).fill(7));

    part.scoreMany(viewers, outs);

    viewers.forEach((viewer, nth) =>
      scoresOf(viewer).forEach((score, item) => expect(outs[nth]![item]).toBeCloseTo(score, 5)),
    );
  });

  it('changes at once with what a friend does, and with what becomes of things that the fit has not seen', () => {
    const [friend] = newcomerLike(5).friends;
    const fresh = graph.addItem('came later');
    const said: Float32Array[] = [scoresOf(newcomerLike(5))];
    graph.addAct(friend!, 0, 'PURCHASED', 5, 1);
    said.push(scoresOf(newcomerLike(5)));
    graph.addAct(friend!, fresh, 'PURCHASED', 6, 1);
    said.push(scoresOf(newcomerLike(5)));
    graph.addAct(7, fresh, 'PURCHASED', 7, 1);
    said.push(scoresOf(newcomerLike(5)));

    for (const [nth, scores] of said.entries())
      if (nth > 0) expect([...scores]).not.toEqual([...said[nth - 1]!]);
  });
});
