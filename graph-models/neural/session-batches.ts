import type { SoftmaxTargets } from '../kernels/softmax-loss.js';
import type { CandidateColumns } from './candidate-columns.js';
import { packed } from './gru.js';
import { shuffle } from './random.js';
import type { Sequence } from './session-examples.js';

/** What one step learns from: acts packed by step as `Gru` has them, and what was wanted after some of them. */
export interface SessionBatch {
  readonly step: number;
  /** Falls to 0 over the steps. */
  readonly learningRate: number;
  readonly start: Int32Array;
  /** One an act. */
  readonly items: Int32Array;
  readonly kinds: Uint8Array;
  readonly gaps: Uint8Array;
  /** float32 [acts, dim]: 0 where a number is left out, else what makes up for those that are. Overwritten by the next batch. */
  readonly mask: Float32Array;
  /** Acts after which something new was wanted. */
  readonly wantedRows: Int32Array;
  /** The columns of the softmax: items, and what is added to their logits. */
  readonly columns: Int32Array;
  readonly bias: Float32Array;
  /** What each of `wantedRows` wants, by column; all weights of the batch add up to 1. */
  readonly targets: SoftmaxTargets;
  /** 1 / τ */
  readonly scale: number;
}

export interface SessionBatchOptions {
  readonly dim: number;
  /** τ */
  readonly temperature: number;
  readonly dropout: number;
  readonly learningRate: number;
  /** Acts a step, at least, and steps. */
  readonly batch: number;
  readonly steps: number;
  readonly random: () => number;
}

/** The batches of a training run; same random numbers, same batches, for any engine. */
export function* sessionBatches(
  sequences: readonly Sequence[],
  candidates: CandidateColumns,
  options: SessionBatchOptions,
): Generator<SessionBatch, void, void> {
  const { dim, dropout, random, steps } = options;
  const next = inTurns(sequences, options.batch, random);
  let room = new Float32Array(0);
  for (let step = 0; step < steps && sequences.length > 0; step++) {
    const { start, items, kinds, gaps, wantedRows, wanted, wishes } = rowsOf(next());
    if (room.length < items.length * dim) room = new Float32Array(Math.ceil(1.2 * items.length * dim));
    const mask = room.subarray(0, items.length * dim);
    for (let at = 0; at < mask.length; at++) mask[at] = random() < dropout ? 0 : 1 / (1 - dropout);
    const drawn = candidates.draw(wanted);
    const total = wishes.reduce((sum, one) => sum + one, 0);
    yield {
      step,
      learningRate: options.learningRate * (1 - step / steps),
      ...{ start, items, kinds, gaps, mask },
      wantedRows: Int32Array.from(wantedRows),
      columns: drawn.items,
      bias: drawn.bias,
      targets: {
        start: Int32Array.from({ length: wanted.length + 1 }, (_, at) => at),
        columns: Int32Array.from(wanted, (item) => candidates.columnOf(item)),
        weights: Float32Array.from(wishes, (one) => one / total),
      },
      scale: 1 / options.temperature,
    };
  }
}

/** Batches of at least so many acts, in a new order every time round. */
function inTurns(sequences: readonly Sequence[], acts: number, random: () => number): () => Sequence[] {
  const order = Int32Array.from(sequences.keys());
  let next = order.length;
  return () => {
    const batch: Sequence[] = [];
    for (let rows = 0; rows < acts && batch.length < order.length;) {
      if (next >= order.length) {
        shuffle(order, random);
        next = 0;
      }
      const sequence = sequences[order[next++]!]!;
      batch.push(sequence);
      rows += sequence.steps.items.length;
    }
    return batch;
  };
}

/** The acts of a batch, packed by step, and what was wanted after which. */
function rowsOf(batch: readonly Sequence[]) {
  const { start, order } = packed(batch.map(({ steps }) => steps.items.length));
  const rows = start[start.length - 1]!;
  const [items, kinds, gaps] = [new Int32Array(rows), new Uint8Array(rows), new Uint8Array(rows)];
  const wantedRows: number[] = [];
  const wanted: number[] = [];
  const wishes: number[] = [];
  for (let t = 0, row = 0; t + 1 < start.length; t++)
    for (let b = 0; b < start[t + 1]! - start[t]!; b++, row++) {
      const { steps, next, wish } = batch[order[b]!]!;
      items[row] = steps.items[t]!;
      kinds[row] = steps.kinds[t]!;
      gaps[row] = steps.gaps[t]!;
      if (next[t]! < 0) continue;
      wantedRows.push(row);
      wanted.push(next[t]!);
      wishes.push(wish[t]!);
    }
  return { start, items, kinds, gaps, wantedRows, wanted, wishes };
}
