import type { Numerics } from '../kernels/numerics.js';
import { transposed, type SparseRows } from '../kernels/sparse.js';
import { gathered } from './item-vectors.js';
import { towerBatches, type Examples, type TowerBatch, type TrainOptions } from './tower-batches.js';

/** Items, in any order and some of them twice. */
export interface UsedItems {
  readonly sent: Int32Array;
  readonly found: Int32Array;
}

/** Parameters, and how they make the vectors of items. */
export interface Towers {
  /**
   * Works out `sent` and `found`, float32 [itemCount, dim], from the parameters; arrays of the same numerics.
   *
   * @param used items whose rows are read; others may be left over from an earlier call. Left out: all
   */
  forward(used?: UsedItems): { readonly sent: Float32Array; readonly found: Float32Array };
  /**
   * Takes the loss's gradients by both, arrays of the same numerics, and moves the parameters against them. They are zeros
   * but for the items that the last `forward` was told of.
   */
  step(dSent: Float32Array, dFound: Float32Array, learningRate: number): void;
  /** The same towers in words that an engine with a memory of its own understands. */
  readonly plan: TowerPlan;
}

/** Towers as sums of parameters, each sent through matrices: Σ factor · M_k … M_1 parameter. */
export interface TowerPlan {
  readonly dim: number;
  readonly l2: number;
  /** float32 [·, dim]; an engine reads them when it begins and writes them when it ends. */
  readonly parameters: readonly Float32Array[];
  readonly matrices: readonly SparseRows[];
  readonly sent: readonly TowerTerm[];
  readonly found: readonly TowerTerm[];
}

export interface TowerTerm {
  readonly factor: number;
  /** Which of the parameters. */
  readonly parameter: number;
  /** Which matrices it goes through, first to last. */
  readonly through: readonly { readonly matrix: number; readonly transposed: boolean }[];
}

/**
 * Learns item vectors by the full softmax, or an estimate of it:
 *
 *   z_e = Σ_j w_ej sent_j,  p(i | e) = softmax_i(cos(z_e, found_i) / τ),  loss = -Σ_e Σ_i y_ei ln p(i | e) / Σ y
 *
 * Adam with a learning rate that falls to 0 over the steps. Same random numbers, same parameters.
 */
export async function trainTowers(
  numerics: Numerics,
  towers: Towers,
  examples: Examples,
  itemCounts: ArrayLike<number>,
  options: TrainOptions,
): Promise<void> {
  for (const batch of towerBatches(examples, itemCounts, options)) {
    const { loss, dSent, dFound } = towerLoss(numerics, towers, options.dim, batch);
    towers.step(dSent, dFound, batch.learningRate);
    options.onStep?.(batch.step, loss);
  }
}

/** The loss of a batch and its gradients by both towers, which are overwritten by the next call. */
export function towerLoss(
  numerics: Numerics,
  towers: Pick<Towers, 'forward'>,
  dim: number,
  { contexts, items, bias, targets, scale }: TowerBatch,
): { readonly loss: number; readonly dSent: Float32Array; readonly dFound: Float32Array } {
  const { sent, found } = towers.forward({ sent: contexts.items, found: items });
  const rowCount = contexts.start.length - 1;
  const sums: SparseRows = {
    ...{ rowCount, columnCount: sent.length / dim },
    ...{ start: contexts.start, columns: contexts.items, values: contexts.weights },
  };
  const viewers = numerics.scratch('viewers', rowCount * dim).fill(0);
  numerics.addProduct(numerics.sparseScratch('contexts', sums), sent, dim, viewers);
  const ranked = gathered(found, items, dim, numerics.scratch('ranked', items.length * dim));
  const lengths = {
    ofViewers: numerics.scratch('lengths of viewers', rowCount),
    ofRanked: numerics.scratch('lengths of ranked', items.length),
  };
  numerics.normaliseRows(viewers, dim, lengths.ofViewers);
  numerics.normaliseRows(ranked, dim, lengths.ofRanked);
  const slopes = numerics.softmaxLoss({ dim, rows: viewers, columns: ranked, bias, targets, scale });
  const { loss, dRows, dColumns } = slopes;
  numerics.backThroughLengths(dRows, viewers, dim, lengths.ofViewers);
  numerics.backThroughLengths(dColumns, ranked, dim, lengths.ofRanked);
  const dSent = numerics.scratch('dSent', sent.length).fill(0);
  numerics.addProduct(numerics.sparseScratch('contexts turned', transposed(sums)), dRows, dim, dSent);
  const dFound = numerics.scratch('dFound', found.length).fill(0);
  items.forEach((item, row) => dFound.set(dColumns.subarray(row * dim, (row + 1) * dim), item * dim));
  return { loss, dSent, dFound };
}
