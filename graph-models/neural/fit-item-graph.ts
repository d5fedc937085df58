import { availableParallelism } from 'node:os';
import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { columnCountOf, goingOn, stepsWithin } from './fit-steps.js';
import { ItemGraph, sharesOf, type ItemGraphParameters } from './item-graph.js';
import { itemLikeness } from './item-likeness.js';
import { CPU_ENGINE, type Engine } from './engine.js';
import { unitRows } from './item-vectors.js';
import { Numerics } from '../kernels/numerics.js';
import { fillGaussian, randomOf } from './random.js';
import { someRows, transposed, type SparseRows } from '../kernels/sparse.js';
import type { TasteMatrix } from './taste-matrix.js';
import type { Examples } from './tower-batches.js';
import type { TowerPlan, Towers, UsedItems } from './train-towers.js';

export interface ItemGraphOptions {
  readonly dim?: number;
  /** τ */
  readonly temperature?: number;
  /** What each step back in a history counts, against the step after it. */
  readonly decay?: number;
  readonly learningRate?: number;
  readonly l2?: number;
  /** Moments of histories a step, and steps. */
  readonly batch?: number;
  readonly steps?: number;
  /** Of the steps that would be taken: all when left out. */
  readonly share?: number;
  /** Items that stand in every step's softmax, and how many others are drawn into it. */
  readonly head?: number;
  readonly drawn?: number;
  readonly onStep?: (step: number, loss: number) => void;
  /** What it is computed with; left out: our own kernels. */
  readonly engine?: Engine;
  /** E and F of an earlier fit to go on from, by index of this graph; zeros for what came since. */
  readonly start?: ItemGraphParameters;
}

const DEFAULTS = {
  dim: 64,
  temperature: 0.1,
  decay: 0.7,
  learningRate: 0.04,
  l2: 0,
  batch: 1024,
  steps: 250,
  share: 1,
  head: 1500,
  drawn: 1000,
};
const NEWEST_ACTS_COUNTED = 200;
const MOST_PASSES = 20;
/** Of A's entries: with more of them in the rows that a step reads, taking these out costs more than it saves. */
const MOST_TAKEN_APART = 0.4;
/** About how many like items an item has. */
const LIKE_ITEMS = 20;

/** Learns `ItemGraph`: softmax over the catalogue of everybody's next item, at every moment of their history. */
export async function fitItemGraph(
  graph: InteractionGraph,
  tastes: TasteMatrix,
  seed: number,
  options: ItemGraphOptions = {},
): Promise<ItemGraph> {
  const settled = { ...DEFAULTS, ...options };
  const { dim, decay, head, drawn } = settled;
  const random = randomOf(seed + 4);
  const numerics = new Numerics({ threads: availableParallelism() });
  try {
    const examples = examplesOf(tastes, decay);
    const { start } = options;
    const steps = stepsWithin(settled, examples.count, MOST_PASSES, options.steps);
    const smoothing = new Smoothing(numerics, itemLikeness(graph, tastes), settled, random);
    if (start !== undefined) smoothing.startFrom(start);
    const engine = options.engine ?? CPU_ENGINE;
    await engine.trainTowers(numerics, smoothing, examples, tastes.itemCounts(), {
      ...settled,
      ...goingOn(start !== undefined, steps, settled.learningRate),
      columns: { head, drawn },
      random,
    });
    const { sent, found } = smoothing.forward();
    const [ofSent, ofFound] = smoothing.parameters;
    return new ItemGraph({ dim, sent: sent.slice(), found: unitRows(found, dim) }, decay, {
      ofSent: ofSent.slice(),
      ofFound: ofFound.slice(),
    });
  } finally {
    numerics.close();
  }
}

/** The multiply-adds of a fit: three products of the softmax, four of the graph of like items, Adam. */
export function itemGraphWork(tastes: TasteMatrix, options: ItemGraphOptions = {}): number {
  const settled = { ...DEFAULTS, ...options };
  const { columnCount, rowItems } = tastes;
  const steps = stepsWithin(settled, rowItems.length, MOST_PASSES, options.steps);
  const softmax = 3 * Math.min(settled.batch, rowItems.length) * columnCountOf(tastes, settled);
  const ofItems = (4 * LIKE_ITEMS + 10) * columnCount;
  return steps * settled.dim * (softmax + ofItems);
}

/** Every act that has one before it; rows of the matrix are newest first. */
function examplesOf(tastes: TasteMatrix, decay: number): Examples {
  const { rowCount, rowStart, rowItems } = tastes;
  const shares = sharesOf(decay);
  const moments: number[] = [];
  const ends: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    const end = Math.min(rowStart[row + 1]!, rowStart[row]! + NEWEST_ACTS_COUNTED);
    for (let at = rowStart[row]!; at + 1 < end; at++) {
      moments.push(at);
      ends.push(end);
    }
  }
  return {
    count: moments.length,
    context: (example, visit) => {
      const newest = moments[example]! + 1;
      const end = Math.min(ends[example]!, newest + shares.length);
      for (let at = newest; at < end; at++) visit(rowItems[at]!, shares[at - newest]!);
    },
    wanted: (example, visit) => visit(rowItems[moments[example]!]!, 1),
  };
}

/** sent = ½(E + AE), found = ½(F + AF); A is symmetric, so gradients go back the same way. */
export class Smoothing implements Towers {
  /** E and F, float32 [items, dim]. */
  readonly parameters: readonly [Float32Array, Float32Array];
  readonly #smoothed: readonly [Float32Array, Float32Array];
  readonly #gradients: readonly [Float32Array, Float32Array];
  readonly #moves: readonly ReturnType<Numerics['adam']>[];
  /** ½A */
  readonly #half: SparseRows;
  /** The rows of ½A that the last `forward` went through, for each tower. */
  #gone: readonly [SparseRows, SparseRows];

  constructor(
    private readonly numerics: Numerics,
    likeness: SparseRows,
    private readonly options: { readonly dim: number; readonly l2: number },
    random: () => number,
  ) {
    this.#half = numerics.sparse({ ...likeness, values: likeness.values.map((one) => one / 2) });
    this.#gone = [this.#half, this.#half];
    const table = (): Float32Array => numerics.float32(likeness.rowCount * options.dim);
    this.parameters = [table(), table()];
    this.#smoothed = [table(), table()];
    this.#gradients = [table(), table()];
    for (const one of this.parameters) fillGaussian(one, 0.1, random);
    this.#moves = this.parameters.map((one) => numerics.adam(one));
  }

  get plan(): TowerPlan {
    const smoothed = (parameter: number) => [
      { factor: 0.5, parameter, through: [] },
      { factor: 1, parameter, through: [{ matrix: 0, transposed: false }] },
    ];
    return {
      dim: this.options.dim,
      l2: this.options.l2,
      parameters: this.parameters,
      matrices: [this.#half],
      sent: smoothed(0),
      found: smoothed(1),
    };
  }

  startFrom({ ofSent, ofFound }: ItemGraphParameters): void {
    this.parameters[0].set(ofSent);
    this.parameters[1].set(ofFound);
  }

  forward(used?: UsedItems): { sent: Float32Array; found: Float32Array } {
    this.#gone = [this.#rowsOf('sent', used?.sent), this.#rowsOf('found', used?.found)];
    for (const nth of [0, 1] as const)
      this.#smooth(this.#gone[nth], this.parameters[nth], this.#smoothed[nth]);
    return { sent: this.#smoothed[0], found: this.#smoothed[1] };
  }

  step(dSent: Float32Array, dFound: Float32Array, learningRate: number): void {
    const gradients = this.gradients(dSent, dFound);
    this.#moves.forEach((move, which) => move(gradients[which]!, learningRate, this.options.l2));
  }

  gradients(dSent: Float32Array, dFound: Float32Array): readonly [Float32Array, Float32Array] {
    const [ofSent, ofFound] = this.#gone;
    this.#smooth(this.#back('sent', ofSent), dSent, this.#gradients[0]);
    this.#smooth(this.#back('found', ofFound), dFound, this.#gradients[1]);
    return this.#gradients;
  }

  /** These rows of ½A, or all of them where that is less work. */
  #rowsOf(tower: string, items: Int32Array | undefined): SparseRows {
    if (items === undefined) return this.#half;
    const some = someRows(this.#half, items, MOST_TAKEN_APART * this.#half.values.length);
    return some === null ? this.#half : this.numerics.sparseScratch(tower, some);
  }

  #back(tower: string, gone: SparseRows): SparseRows {
    return gone === this.#half ? gone : this.numerics.sparseScratch(`${tower}, back`, transposed(gone));
  }

  /** out = ½x + matrix · x. */
  #smooth(matrix: SparseRows, x: Float32Array, out: Float32Array): void {
    this.numerics.weightedSum(x, 0.5, x, 0, out);
    this.numerics.addProduct(matrix, x, this.options.dim, out);
  }
}
