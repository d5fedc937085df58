import { describe, expect, it } from '@jest/globals';
import { learnBlend } from '../../graph-models/neural/blend.js';
import { loadedBoard, ndcgsOf } from '../../graph-models/neural/board-ndcg.js';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { ofQuestions, withoutControlled, type Board } from '../../graph-models/neural/board.js';
import { randomOf } from './small-town.js';

const NAMES = ['wise', 'lucky', 'noisy'] as const;

/**
 * Questions with 30 candidates, the first of them wanted. `wise` and `lucky` each see a different half of the truth,
 * `noisy` sees none.
 */
function board(questions: number, seed = 5): Board {
  const random = randomOf(seed);
  const width = 30;
  const columns = NAMES.map(() => new Float32Array(questions * width));
  for (let q = 0; q < questions; q++) {
    for (let c = 0; c < width; c++) {
      const truth = c === 0 ? 1 : 0;
      columns[0]![q * width + c] = truth * (q % 2) + random();
      columns[1]![q * width + c] = truth * (1 - (q % 2)) + random();
      columns[2]![q * width + c] = random();
    }
  }
  return {
    groups: Array.from({ length: questions }, () => 'warm' as const),
    madeCold: Array.from({ length: questions }, () => false),
    start: Int32Array.from({ length: questions + 1 }, (_, q) => q * width),
    found: new Int32Array(questions).fill(1),
    wanted: new Int32Array(questions).fill(1),
    columns,
    controls: new Map(),
    onlyControlled: new Uint8Array(questions * width),
  };
}

describe('a learnt blend', () => {
  it('takes the parts that see different halves of the truth, at like weights, and leaves noise out', () => {
    const { weights, basis } = learnBlend(board(600), NAMES);

    expect(basis).toBe('learned');
    expect(Object.keys(weights.warm).sort()).toEqual(['lucky', 'wise']);
    expect(weights.warm['wise']! / weights.warm['lucky']!).toBeGreaterThan(0.5);
    expect(weights.warm['wise']! / weights.warm['lucky']!).toBeLessThan(2);
  });

  it('ranks better than any part of it alone', () => {
    const { ndcg, alone } = learnBlend(board(600), NAMES);

    expect(ndcg).toBeGreaterThan(Math.max(...Object.values(alone)) + 0.05);
  });

  it('keeps no part whose help the others have made doubtful', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { columns, ...rest } = board(80, seed);
      const [wise, lucky, noise] = columns;
      const blurred = wise!.map((one, at) => one + lucky![at]! + 0.75 * noise![at]!);
      const names = ['wise', 'lucky', 'popularity'];

      const { gains } = learnBlend({ ...rest, columns: [wise!, lucky!, blurred] }, names);

      expect(Math.min(...Object.values(gains))).toBeGreaterThanOrEqual(1.28);
    }
  });

  it('leaves out a part that gains no more than one of its controls, and keeps one that does', () => {
    const { columns, ...rest } = board(600);
    const [asGood, noise] = [columns[1]!, columns[2]!];

    const among = (control: Float32Array): string[] =>
      Object.keys(
        learnBlend({ ...rest, columns, controls: new Map([[1, [noise, control]]]) }, NAMES).weights.warm,
      );

    expect(among(asGood)).not.toContain('lucky');
    expect(among(noise)).toContain('lucky');
  });

  it('is the same whatever a part named that has left for its controls', () => {
    const { start, found, columns, ...rest } = board(600);
    const among = (
      friends: readonly Float32Array[],
      controls: Map<number, Float32Array[]>,
      only: Uint8Array,
    ) =>
      learnBlend(
        { ...rest, start, found, columns: [...columns, ...friends], controls, onlyControlled: only },
        [...NAMES, 'friends'],
      ).weights.warm;
    const [wise] = columns;
    const named = Uint8Array.from(wise!, (_, at) => (at % 30 > 25 ? 1 : 0));
    const open = withoutControlled({
      ...rest,
      start,
      found,
      columns,
      controls: new Map(),
      onlyControlled: named,
    });

    const left = among([wise!], new Map([[3, [wise!]]]), named);
    const never = learnBlend(open, NAMES).weights.warm;

    expect(left).toEqual(never);
    expect(Object.keys(left)).not.toContain('friends');
    expect(open.start[1]).toBe(26);
  });

  it('says how surely each part helps', () => {
    const { gains } = learnBlend(board(600), NAMES);

    expect(gains['wise']).toBeGreaterThan(3);
    expect(gains['lucky']).toBeGreaterThan(3);
  });

  it('has weights of its own for those whose history says that other parts are right, and for nobody else', () => {
    const { columns, ...rest } = board(1200);
    const [cold, hot] = [0, 1];
    const groups = rest.groups.map((_, q) => (['cold', 'hot', 'warm', 'warm'] as const)[q % 4]!);
    // Of the warm, every other sees half of the truth in each part; of the cold and the hot, one part sees all of it.
    const [wise, lucky] = columns.map((column) => column.slice());
    groups.forEach((_, q) => {
      const kind = q % 4;
      if (kind !== cold && kind !== hot) return;
      wise![q * 30] = columns[2]![q * 30]! + (kind === hot ? 1 : 0);
      lucky![q * 30] = columns[2]![q * 30]! + (kind === cold ? 1 : 0);
    });

    const { weights } = learnBlend({ ...rest, groups, columns: [wise!, lucky!, columns[2]!] }, NAMES);

    expect(weights.cold['lucky']).toBeGreaterThan(2 * (weights.cold['wise'] ?? 0));
    expect(weights.hot['wise']).toBeGreaterThan(2 * (weights.hot['lucky'] ?? 0));
    expect(weights.warm['wise']! / weights.warm['lucky']!).toBeGreaterThan(0.5);
    expect(weights.warm['wise']! / weights.warm['lucky']!).toBeLessThan(2);
    expect(weights.timeless).toEqual(weights.warm);
  });

  it('asks newcomers nothing about those who have done something', () => {
    const names = ['wise', 'lucky', 'popularity'];
    const { columns, ...rest } = board(1200);
    const groups = rest.groups.map((_, q) => (q % 10 === 0 ? ('warm' as const) : ('none' as const)));
    // Of newcomers only popularity knows anything; of the others it knows nothing.
    const [wise, lucky, popularity] = columns.map((column) => column.slice());
    groups.forEach((group, q) => {
      const rows = Array.from({ length: 30 }, (_, c) => q * 30 + c);
      if (group === 'warm') wise![q * 30]! += 1;
      else for (const at of rows) [wise![at], lucky![at], popularity![at]] = [0, 0, at === rows[0] ? 3 : 1];
    });

    const { weights, ndcg } = learnBlend({ ...rest, groups, columns: [wise!, lucky!, popularity!] }, names);
    const warm = learnBlend(
      ofQuestions({ ...rest, groups, columns: [wise!, lucky!, popularity!] }, (q) => groups[q] === 'warm'),
      names,
    );

    expect(weights.none).toEqual({ popularity: 1 });
    expect(weights.warm).toEqual(warm.weights.warm);
    expect(weights.warm['wise']!).toBeGreaterThan(0.8);
    expect(ndcg).toBeCloseTo(0.9 + 0.1 * warm.ndcg, 6);
  });

  it('guesses with care, and says so, when there are too few questions to tell', () => {
    const names = ['itemKnn', 'friends', 'popularity'];
    const { weights, basis, gains } = learnBlend({ ...board(10), columns: board(10).columns }, names);

    expect(basis).toBe('untuned');
    expect(gains).toStrictEqual({});
    expect(Object.keys(weights.warm).sort()).toEqual(['friends', 'itemKnn', 'popularity']);
    expect(Object.keys(weights.none).sort()).toEqual(['friends', 'popularity']);
  });

  it('has weights that add up to one', () => {
    const { weights } = learnBlend(board(600), NAMES);

    for (const group of Object.values(weights)) {
      const sum = Object.values(group).reduce((total, weight) => total + weight, 0);
      if (Object.keys(group).length > 0) expect(sum).toBeCloseTo(1, 9);
    }
  });
});

describe('the ndcg of a blend', () => {
  it('puts an equal score of an unwanted item before the wanted one', () => {
    const two: Board = {
      groups: ['warm'],
      madeCold: [false],
      start: Int32Array.of(0, 3),
      found: Int32Array.of(1),
      wanted: Int32Array.of(1),
      columns: [Float32Array.of(2, 2, 1)],
      controls: new Map(),
      onlyControlled: new Uint8Array(3),
    };

    expect(ndcgsOf(loadedBoard(two, new Numerics()), [1])[0]).toBeCloseTo(1 / Math.log2(3), 6);
  });

  it('counts a wanted item that no part found as missed', () => {
    const missed: Board = {
      groups: ['warm'],
      madeCold: [false],
      start: Int32Array.of(0, 1),
      found: Int32Array.of(1),
      wanted: Int32Array.of(2),
      columns: [Float32Array.of(1)],
      controls: new Map(),
      onlyControlled: new Uint8Array(1),
    };

    expect(ndcgsOf(loadedBoard(missed, new Numerics()), [1])[0]).toBeCloseTo(1 / (1 + 1 / Math.log2(3)), 6);
  });
});
