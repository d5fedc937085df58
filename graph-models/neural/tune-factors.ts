import type { Question } from './blend-cases.js';
import type { Factors } from './factors.js';
import { FACTORS_DEFAULTS, factorsWork, fitFactors, type FactorsOptions } from './fit-factors.js';
import { mean } from './statistics.js';
import type { TasteMatrix } from './taste-matrix.js';
import { askedAlone, best, RANKING, type Tuned } from './tune-parts.js';
import { PLAIN_WORK, type Allowance } from './tuning-budget.js';

/** In the order in which they are tried. */
const FACTORS: readonly FactorsOptions[] = [
  { alpha: 0.1, ridge: 0.004 },
  { alpha: 0.05, ridge: 0.006 },
  { alpha: 0.3, ridge: 0.004 },
  { alpha: 0.1, ridge: 0.004, dim: 128 },
];

/** @param allowance null: one fit, and nothing is tried */
export function tuneFactors(
  tastes: TasteMatrix,
  questions: readonly Question[],
  seed: number,
  allowance: Allowance | null = null,
): Tuned<Factors, FactorsOptions> {
  const work = mean(
    FACTORS.map((options) => factorsWork(tastes, options) + asking(tastes, questions, options)),
  );
  const most = allowance === null ? 1 : Math.max(1, Math.floor(allowance.work / work));
  const hasTime = (): boolean => allowance === null || allowance.hasTime();
  return best(FACTORS, tastes.columnCount, questions, (options) => fitFactors(tastes, seed, options), {
    plain: 1,
    most,
    hasTime,
    work,
  });
}

/** The work of asking one option: a matrix is made and solved for everybody who is asked, every item is ranked. */
function asking(
  { rowItems, rowCount, columnCount }: TasteMatrix,
  questions: readonly Question[],
  { dim = FACTORS_DEFAULTS.dim }: FactorsOptions,
): number {
  const solving = (dim * dim * (rowItems.length / Math.max(1, rowCount) + dim / 3)) / 2;
  return askedAlone(questions).length * (PLAIN_WORK * (solving + RANKING * columnCount) + dim * columnCount);
}
