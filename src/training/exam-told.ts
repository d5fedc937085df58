import type { Slice } from './newest-slice.js';
import { CANDIDATE, SERVED, SERVED_AGAIN, type ExamResult, type ExamRow } from './shop-exam.js';

export interface Verdict {
  readonly passed: boolean;
  readonly because: string;
}

/** One-sided 5 %. */
const T_BEYOND_CHANCE = 1.645;

/** How a difference of that `t` is told; the gate and the table use the same words for the same thing. */
function comparedWith({ t }: NonNullable<ExamRow['beaten']>): 'better' | 'worse' | 'as good' {
  if (Math.abs(t) <= T_BEYOND_CHANCE) return 'as good';
  return t > 0 ? 'better' : 'worse';
}

/** Whether the candidate may be served: it must not be worse than what is, nor than popularity, by a paired test. */
export function verdictOn({ rows, people }: ExamResult): Verdict {
  const told = ({ name, beaten }: ExamRow): string => {
    const how = { better: 'better than', worse: 'worse than', 'as good': 'as good as' }[
      comparedWith(beaten!)
    ];
    return `it is ${how} ${SHOWN[name] ?? name}, by ndcg@20 of ${people} people: ${differenceOf(beaten!)}`;
  };
  for (const name of [SERVED, SERVED_AGAIN, 'popularity']) {
    const row = rows.find((one) => one.name === name);
    if (row?.beaten && comparedWith(row.beaten) === 'worse') return { passed: false, because: told(row) };
  }
  const served = rows.find(({ name }) => name === SERVED || name === SERVED_AGAIN);
  return { passed: true, because: served?.beaten ? told(served) : 'nothing was served before' };
}

function differenceOf({ by, p }: NonNullable<ExamRow['beaten']>): string {
  return `${signed(by, 4)}, p ${pShown(p)}`;
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}

function pShown(p: number): string {
  return p < 0.0001 ? '< .0001' : p.toFixed(4).slice(p < 1 ? 1 : 0);
}

/** The comparison as a table for people. */
export function examTable({ rows, leftOut, people, how }: ExamResult): string {
  const metrics = ['recall@10', 'ndcg@10', 'recall@20', 'ndcg@20'] as const;
  const candidate = rows[0]!['ndcg@20'];
  const lines = [
    ['', ...metrics, 'the new model is'],
    ...rows.map((row) => [
      SHOWN[row.name] ?? row.name,
      ...metrics.map((metric) => row[metric].toFixed(4)),
      row.beaten === null ? '' : standing(row.beaten, candidate, row['ndcg@20']),
    ]),
  ];
  const last = metrics.length + 1;
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const table = lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 || column === last ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  );
  return [
    `How well each foretells, for ${people} people, ${ASKED_FOR[how]}:`,
    '',
    ...table,
    ...leftOut.map(({ name, reason }) => `${SHOWN[name] ?? name} was left out: ${reason}`),
    '',
  ].join('\n');
}

/** In one cell: better or not, by how much of the other's ndcg@20, and how easily chance would have it so. */
function standing(beaten: NonNullable<ExamRow['beaten']>, own: number, theirs: number): string {
  const word = comparedWith(beaten);
  const share = theirs === 0 ? signed(beaten.by, 4) : `${signed(100 * (own / theirs - 1), 1)} %`;
  return `${word.padEnd('as good'.length)}  ${share}  (p ${pShown(beaten.p)})`;
}

const SHOWN: Readonly<Record<string, string>> = {
  [CANDIDATE]: 'the new model',
  [SERVED]: 'what is served',
  [SERVED_AGAIN]: 'what is served, fitted again',
  popularity: 'popularity',
  friends: 'friends only',
  itemKnn: 'item neighbours (kNN)',
  ease: 'item-item (EASE)',
};

const ASKED_FOR: Readonly<Record<Slice['how'], string>> = {
  newest: 'the newest tenth of all acts',
  sinceServed: 'what they did since the served model was fitted',
  random: 'a random tenth of what they have',
};
