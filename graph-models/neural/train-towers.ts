import type { SoftmaxLoss } from '../kernels/softmax-loss.js';
import type { SparseRows } from '../kernels/sparse.js';
import { normalised, throughNormalising } from './normalising.js';
import {
  towerBatches,
  type Examples,
  type Lists,
  type TowerBatch,
  type TrainOptions,
} from './tower-batches.js';

/** Parameters, and how they make the vectors of items. */
export interface Towers {
  /** Works out `sent` and `found`, float32 [itemCount, dim], from the parameters. */
  forward(): { readonly sent: Float32Array; readonly found: Float32Array };
  /** Takes the loss's gradients by both, and moves the parameters against them. */
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
  numerics: { readonly softmaxLoss: SoftmaxLoss },
  towers: Towers,
  examples: Examples,
  itemCounts: ArrayLike<number>,
  options: TrainOptions,
): Promise<void> {
  const room = { dSent: new Float32Array(0), dFound: new Float32Array(0) };
  for (const batch of towerBatches(examples, itemCounts, options)) {
    const { loss, dSent, dFound } = towerLoss(numerics, towers, options.dim, batch, room);
    towers.step(dSent, dFound, batch.learningRate);
    options.onStep?.(batch.step, loss);
  }
}

/** The loss of a batch and its gradients by both towers, which are overwritten by the next call with the same room. */
export function towerLoss(
  numerics: { readonly softmaxLoss: SoftmaxLoss },
  towers: Pick<Towers, 'forward'>,
  dim: number,
  { contexts, items, bias, targets, scale }: TowerBatch,
  room: { dSent: Float32Array; dFound: Float32Array },
): { readonly loss: number; readonly dSent: Float32Array; readonly dFound: Float32Array } {
  const { sent, found } = towers.forward();
  const viewers = normalised(sums(contexts, sent, dim), dim);
  const ranked = normalised(gathered(found, items, dim), dim);
  const { loss, dRows, dColumns } = numerics.softmaxLoss({
    dim,
    rows: viewers.rows,
    columns: ranked.rows,
    bias,
    targets,
    scale,
  });
  const dSent = (room.dSent = cleared(room.dSent, sent.length));
  const dFound = (room.dFound = cleared(room.dFound, found.length));
  scatterSums(contexts, throughNormalising(dRows, viewers, dim), dSent, dim);
  scatterRows(items, throughNormalising(dColumns, ranked, dim), dFound, dim);
  return { loss, dSent, dFound };
}

function cleared(array: Float32Array, length: number): Float32Array {
  return array.length === length ? array.fill(0) : new Float32Array(length);
}

/** Row r: Σ weight · table[item] over list r. */
function sums({ start, items, weights }: Lists, table: Float32Array, dim: number): Float32Array {
  const out = new Float32Array((start.length - 1) * dim);
  for (let row = 0; row + 1 < start.length; row++)
    for (let at = start[row]!; at < start[row + 1]!; at++)
      addRow(out, row, table, items[at]!, weights[at]!, dim);
  return out;
}

/** The transpose of `sums`. */
function scatterSums(
  { start, items, weights }: Lists,
  rows: Float32Array,
  into: Float32Array,
  dim: number,
): void {
  for (let row = 0; row + 1 < start.length; row++)
    for (let at = start[row]!; at < start[row + 1]!; at++)
      addRow(into, items[at]!, rows, row, weights[at]!, dim);
}

function gathered(table: Float32Array, items: Int32Array, dim: number): Float32Array {
  const out = new Float32Array(items.length * dim);
  items.forEach((item, row) => out.set(table.subarray(item * dim, (item + 1) * dim), row * dim));
  return out;
}

function scatterRows(items: Int32Array, rows: Float32Array, into: Float32Array, dim: number): void {
  items.forEach((item, row) => addRow(into, item, rows, row, 1, dim));
}

function addRow(
  into: Float32Array,
  row: number,
  from: Float32Array,
  fromRow: number,
  factor: number,
  dim: number,
): void {
  const to = row * dim;
  const base = fromRow * dim;
  for (let d = 0; d < dim; d++) into[to + d]! += factor * from[base + d]!;
}
