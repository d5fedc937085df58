import { describe, expect, it } from '@jest/globals';
import { bestBlend } from '../../graph-models/neural/best-blend.js';
import { boardOf, questionsOf } from '../../graph-models/neural/blend-cases.js';
import { holdOut } from '../../graph-models/neural/hold-out.js';
import { PopularityPart } from '../../graph-models/neural/popularity.js';
import type { Part } from '../../graph-models/neural/part.js';
import { ItemNeighbours } from '../../graph-models/neural/item-neighbours.js';
import { tuneFriendless } from '../../graph-models/neural/tune-friendless.js';
import { plantedTown } from './small-town.js';

const held = holdOut(plantedTown({ people: 120 }), 'random', 1);
const questions = questionsOf(held, 1);
const learnt = new Set(['likeMinded', 'itemItem', 'factors', 'graph', 'sequence', 'itemGraph', 'session']);
const found = await tuneFriendless(held.graph, questions, learnt, 1, { progress: () => undefined });
const popularity = new PopularityPart(held.graph);
const neighbours = ItemNeighbours.fit(found.tastes);

describe('what a search has chosen', () => {
  const chosenOf = (searched: readonly Part[], plain: readonly Part[]) =>
    bestBlend({ ...found, parts: searched, plain: { ...found, parts: plain } }, ({ parts }) => ({
      parts,
      board: boardOf(questions, parts, held.graph.itemCount),
    }));

  it('is taken where the blend is better for it', () => {
    const { parts, friendless } = chosenOf([popularity, neighbours], [popularity]);

    expect(parts).toEqual([popularity, neighbours]);
    expect(friendless.search.wasInVain).toBe(false);
  });

  it('is left where the blend is no better for it, and the search says so', () => {
    const { parts, friendless, blend } = chosenOf([popularity], [popularity, neighbours]);

    expect(parts).toEqual([popularity, neighbours]);
    expect(friendless.parts).toEqual(parts);
    expect(friendless.search.wasInVain).toBe(true);
    expect(Object.keys(blend.alone)).toEqual(['popularity', 'itemKnn']);
  });
});
