import { describe, expect, it } from '@jest/globals';
import type { Board } from '../../graph-models/neural/board.js';
import { likelierBy, likeliest, logLikelihoods } from '../../graph-models/neural/board-likelihood.js';
import { randomOf } from './small-town.js';

const CANDIDATES = 12;

/** Questions whose wanted items are drawn from softmax(Σ w s), so that w is what should be found again. */
function drawnBoard(questions: number, weights: readonly number[], wanted = 1, seed = 3): Board {
  const random = randomOf(seed);
  const columns = weights.map(() => new Float32Array(questions * CANDIDATES));
  for (let q = 0; q < questions; q++) {
    const said = Array.from({ length: CANDIDATES }, () => weights.map(() => 4 * random() - 2));
    const keys = said.map((row) => {
      const logit = row.reduce((sum, one, p) => sum + weights[p]! * one, 0);
      return logit - Math.log(-Math.log(random()));
    });
    const order = [...keys.keys()].sort((a, b) => keys[b]! - keys[a]!);
    order.forEach((c, at) => said[c]!.forEach((one, p) => (columns[p]![q * CANDIDATES + at] = one)));
  }
  return {
    groups: Array.from({ length: questions }, () => 'warm' as const),
    madeCold: Array.from({ length: questions }, () => false),
    start: Int32Array.from({ length: questions + 1 }, (_, q) => q * CANDIDATES),
    found: new Int32Array(questions).fill(wanted),
    wanted: new Int32Array(questions).fill(wanted),
    columns,
    controls: new Map(),
    onlyControlled: new Uint8Array(questions * CANDIDATES),
  };
}

function total(board: Board, weights: readonly number[]): number {
  return logLikelihoods(board, weights).reduce((sum, one) => sum + one, 0);
}

describe('the likeliest weights', () => {
  it('are those that the wanted were drawn with', () => {
    const { weights } = likeliest(drawnBoard(6000, [1.5, 0.5, 0]), [0, 1, 2]);

    expect(weights[0]).toBeCloseTo(1.5, 1);
    expect(weights[1]).toBeCloseTo(0.5, 1);
    expect(weights[2]).toBeLessThan(0.05);
  });

  it('are at the top, 0 where the slope leads below 0', () => {
    const board = drawnBoard(300, [1, 0.3, -0.8], 3);
    const { weights } = likeliest(board, [0, 1, 2]);
    const top = total(board, weights);

    expect(weights[2]).toBe(0);
    for (const p of [0, 1])
      for (const step of [-0.01, 0.01])
        expect(total(board, weights.with(p, weights[p]! + step))).toBeLessThan(top);
    expect(total(board, weights.with(2, 0.01))).toBeLessThan(top);
  });

  it('are the same from wherever they begin, and leave alone who is no member', () => {
    const board = drawnBoard(300, [1, 0.3, 0.6]);
    const [near, far] = [[0, 0, 0] as const, [5, 0, 3] as const].map(
      (from) => likeliest(board, [0, 2], from).weights,
    );

    expect(near![1]).toBe(0);
    near!.forEach((weight, p) => expect(weight).toBeCloseTo(far![p]!, 3));
  });

  it('are 0 or more for columns that say the same twice', () => {
    const board = drawnBoard(300, [1, 0.3]);
    const twice = { ...board, columns: [...board.columns, board.columns[0]!] };
    const once = likeliest(board, [0, 1]).weights;
    const { weights } = likeliest(twice, [0, 1, 2]);

    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
    expect(weights[0]! + weights[2]!).toBeCloseTo(once[0]!, 3);
  });

  it('have a z that is as far from 0 as drawing them again leaves them', () => {
    const drawn = Array.from({ length: 60 }, (_, nth) => likeliest(drawnBoard(200, [0.5], 1, 50 + nth), [0]));
    const weights = drawn.map((one) => one.weights[0]!);
    const average = weights.reduce((sum, one) => sum + one, 0) / weights.length;
    const deviation = Math.sqrt(
      weights.reduce((sum, one) => sum + (one - average) ** 2, 0) / (weights.length - 1),
    );
    const meanZ = drawn.reduce((sum, one) => sum + one.z[0]!, 0) / drawn.length;

    expect(meanZ / (average / deviation)).toBeGreaterThan(0.75);
    expect(meanZ / (average / deviation)).toBeLessThan(1.33);
  });
});

describe('log-likelihoods', () => {
  it('are n^-½ Σ ln p of what was wanted, and 0 where no candidate was', () => {
    const board: Board = {
      ...drawnBoard(2, [1]),
      start: Int32Array.of(0, 3, 5),
      found: Int32Array.of(2, 0),
      wanted: Int32Array.of(2, 1),
      columns: [Float32Array.of(Math.log(4), Math.log(2), 0, 1, 1)],
    };

    const [answered, unanswered] = logLikelihoods(board, [1]);

    expect(answered).toBeCloseTo((Math.log(4 / 7) + Math.log(2 / 7)) / Math.SQRT2, 5);
    expect(unanswered).toBe(0);
  });

  it('are compared over questions that have an answer', () => {
    const board = { ...drawnBoard(4, [1]), found: Int32Array.of(1, 1, 1, 0) };
    const [a, b] = [Float64Array.of(-1, -2, -3, 0), Float64Array.of(-2, -2.5, -5, 0)];

    expect(likelierBy(board, a, b)).toBeCloseTo(3.5 / 3 / Math.sqrt(7 / 12 / 3), 6);
  });
});
