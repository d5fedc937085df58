import type { SoftmaxTargets } from '../kernels/softmax-loss.js';
import { CandidateColumns, type ColumnOptions } from './candidate-columns.js';
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

/** How towers are trained, whatever engine does it. */
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

/** A few lists of weighted items, one after the other: list r is [start[r], start[r + 1]). */
export interface Lists {
  readonly start: Int32Array;
  readonly items: Int32Array;
  readonly weights: Float32Array;
}

/** What one step learns from. */
export interface TowerBatch {
  readonly step: number;
  /** Falls to 0 over the steps. */
  readonly learningRate: number;
  /** Somebody's items, list by list. */
  readonly contexts: Lists;
  /** The columns of the softmax: items, each once, and what is added to their logits. */
  readonly items: Int32Array;
  readonly bias: Float32Array;
  /** What each list wants, by column; all weights of the batch add up to 1. */
  readonly targets: SoftmaxTargets;
  /** 1 / τ */
  readonly scale: number;
}

/** The batches of a training run; same random numbers, same batches, for any engine. */
export function* towerBatches(
  examples: Examples,
  itemCounts: ArrayLike<number>,
  options: TrainOptions,
): Generator<TowerBatch, void, void> {
  const { random } = options;
  const columns = new CandidateColumns(itemCounts, options.columns, random);
  const order = Int32Array.from({ length: examples.count }, (_, example) => example);
  let next = order.length;
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
    yield {
      step,
      learningRate: options.learningRate * (1 - step / options.steps),
      contexts,
      items,
      bias,
      targets: {
        start: wanted.start,
        columns: wanted.items.map((item) => columns.columnOf(item)),
        weights: wanted.weights.map((weight) => weight / total),
      },
      scale: 1 / options.temperature,
    };
  }
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
