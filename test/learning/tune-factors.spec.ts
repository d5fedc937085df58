import { describe, expect, it } from '@jest/globals';
import { ndcgAlone } from '../../graph-models/neural/alone.js';
import { questionsOf } from '../../graph-models/neural/blend-cases.js';
import { fitFactors } from '../../graph-models/neural/fit-factors.js';
import { fitRanker } from '../../graph-models/neural/fit-ranker.js';
import { refitFriendless } from '../../graph-models/neural/fit-parts.js';
import { holdOut } from '../../graph-models/neural/hold-out.js';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { tuneFactors } from '../../graph-models/neural/tune-factors.js';
import { plantedTown } from './small-town.js';

const held = holdOut(plantedTown({ people: 60 }), 'random', 1);
const questions = questionsOf(held, 1);
const tastes = TasteMatrix.of(held.graph);
const enough = { work: Infinity, hasTime: () => true };

describe('options of factors', () => {
  it('are the usual ones where there is no budget', () => {
    const { options, tried, part } = tuneFactors(tastes, questions, 1);

    expect([options, tried]).toEqual([{ alpha: 0.1, ridge: 0.004 }, 1]);
    expect(part.save()).toEqual(fitFactors(tastes, 1).save());
  });

  it('are those of which validation says most where there is, and the usual ones are still known', () => {
    const { options, tried, part, plain, work } = tuneFactors(tastes, questions, 1, enough);
    const asked = questions.filter(({ madeCold }) => !madeCold);
    const ndcgOf = (one: typeof part): number => ndcgAlone(one, asked, tastes.columnCount);

    expect(tried).toBe(4);
    expect(work).toBeGreaterThan(0);
    expect(plain.options).toEqual({ alpha: 0.1, ridge: 0.004 });
    expect(ndcgOf(part)).toBeGreaterThanOrEqual(ndcgOf(plain.part));
    expect(part.save()).toEqual(fitFactors(tastes, 1, options).save());
  });

  it('are as many as the budget has work and time for', () => {
    const { work } = tuneFactors(tastes, questions, 1, enough);

    expect(tuneFactors(tastes, questions, 1, { ...enough, work: work / 2 }).tried).toBe(2);
    expect(tuneFactors(tastes, questions, 1, { ...enough, hasTime: () => false }).tried).toBe(1);
    expect(tuneFactors(tastes, questions, 1, { ...enough, work: 0 }).tried).toBe(1);
  });

  it('are those of a later fit on everything', async () => {
    const { tuned } = await fitRanker(new InteractionGraph(), { seed: 1 });
    const settings = { ...tuned.settings, factors: { alpha: 0.3, ridge: 0.01, dim: 32 } };
    const names = new Set(['factors']);

    const { parts } = await refitFriendless(held.graph, settings, names, 1, { progress: () => undefined });

    expect(parts.map((part) => part.save())).toEqual([fitFactors(tastes, 1, settings.factors).save()]);
  });
});
