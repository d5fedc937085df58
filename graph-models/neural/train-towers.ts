import type { SoftmaxLoss } from '../kernels/softmax-loss.js';
import { CandidateColumns, type ColumnOptions } from './candidate-columns.js';
import { normalised, throughNormalising } from './normalising.js';
import { shuffle } from './random.js';

/** Visits items with weights. */
export type Visit = (item: number, weight: number) => void;

/** What is learnt from: in each example, somebody with weighted items who wants others. */
export interface Examples {
  readonly count: number;
  context(example: number, visit: Visit): void;
  /** Weights say how much the example counts; they are divided by the sum of the batch. */
  wanted(example: number, visit: Visit): void;
}

/** Parameters, and how they make the vectors of items. */
export interface Towers {
  /** Works out `sent` and `found`, float32 [itemCount, dim], from the parameters. */
  forward(): { readonly sent: Float32Array; readonly found: Float32Array };
  /** Takes the loss's gradients by both, and moves the parameters against them. */
  step(dSent: Float32Array, dFound: Float32Array, learningRate: number): void;
}

export interface TrainOptions {
  readonly dim: number;
  /** τ */
  readonly temperature: number;
  readonly learningRate: number;
  readonly batch: number;
  readonly steps: number;
  readonly columns: ColumnOptions;
  readonly random: () => number;
  /** Told the loss of every step. */
  readonly onStep?: (step: number, loss: number) => void;
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
  const { dim, random } = options;
  const columns = new CandidateColumns(itemCounts, options.columns, random);
  const order = Int32Array.from({ length: examples.count }, (_, example) => example);
  let next = order.length;
  let dSent = new Float32Array(0);
  let dFound = new Float32Array(0);
  for (let step = 0; step < options.steps && examples.count > 0; step++) {
    const batch = new Int32Array(Math.min(options.batch, examples.count));
    for (let row = 0; row < batch.length; row++) {
      if (next >= order.length) {
        shuffle(order, random);
        next = 0;
      }
      batch[row] = order[next++]!;
    }
    const contexts = listsOf(batch, (example, visit) => examples.context(example, visit));
    const wanted = listsOf(batch, (example, visit) => examples.wanted(example, visit));
    const { items, bias } = columns.draw(wanted.items);
    const total = wanted.weights.reduce((sum, weight) => sum + weight, 0);
    const targets = {
      start: wanted.start,
      columns: wanted.items.map((item) => columns.columnOf(item)),
      weights: wanted.weights.map((weight) => weight / total),
    };
    const { sent, found } = towers.forward();
    const viewers = normalised(sums(contexts, sent, dim), dim);
    const ranked = normalised(gathered(found, items, dim), dim);
    const { loss, dRows, dColumns } = numerics.softmaxLoss({
      dim,
      rows: viewers.rows,
      columns: ranked.rows,
      bias,
      targets,
      scale: 1 / options.temperature,
    });
    dSent = cleared(dSent, sent.length);
    dFound = cleared(dFound, found.length);
    scatterSums(contexts, throughNormalising(dRows, viewers, dim), dSent, dim);
    scatterRows(items, throughNormalising(dColumns, ranked, dim), dFound, dim);
    towers.step(dSent, dFound, options.learningRate * (1 - step / options.steps));
    options.onStep?.(step, loss);
  }
}

function cleared(array: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
  return array.length === length ? array.fill(0) : new Float32Array(length);
}

/** A few lists of weighted items, one after the other. */
interface Lists {
  readonly start: Int32Array;
  readonly items: Int32Array;
  readonly weights: Float32Array;
}

function listsOf(batch: Int32Array, visitAll: (example: number, visit: Visit) => void): Lists {
  const start = new Int32Array(batch.length + 1);
  const items: number[] = [];
  const weights: number[] = [];
  batch.forEach((example, row) => {
    visitAll(example, (item, weight) => {
      items.push(item);
      weights.push(weight);
    });
    start[row + 1] = items.length;
  });
  return { start, items: Int32Array.from(items), weights: Float32Array.from(weights) };
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
