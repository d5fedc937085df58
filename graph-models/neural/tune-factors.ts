import type { Question } from './blend-cases.js';
import type { Factors } from './factors.js';
import { FACTORS_DEFAULTS, factorsWork, fitFactors, type FactorsOptions } from './fit-factors.js';
import { mean } from './statistics.js';
import type { TasteMatrix } from './taste-matrix.js';
import { asking, best, type Tuned } from './tune-parts.js';
import type { Allowance } from './tuning-budget.js';

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
    FACTORS.map(
      (options) => factorsWork(tastes, options) + asking(tastes, questions, solving(tastes, options)),
    ),
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

/** What one question costs: a matrix is made and solved for whoever asks. */
function solving(
  { rowItems, rowCount, columnCount }: TasteMatrix,
  { dim = FACTORS_DEFAULTS.dim }: FactorsOptions,
) {
  const plain = (dim * dim * (rowItems.length / Math.max(1, rowCount) + dim / 3)) / 2;
  return { plain, products: dim * columnCount };
}
