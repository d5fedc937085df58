import { availableParallelism } from 'node:os';
import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { Numerics } from '../kernels/numerics.js';
import { CandidateColumns } from './candidate-columns.js';
import { columnCountOf, goingOn, stepsWithin } from './fit-steps.js';
import type { ItemGraph } from './item-graph.js';
import { CPU_ENGINE, type Engine } from './engine.js';
import { randomOf } from './random.js';
import { sessionBatches } from './session-batches.js';
import { sequencesOf } from './session-examples.js';
import type { SessionWeights } from './session-cell.js';
import type { SessionGru } from './session-gru.js';
import type { TasteMatrix } from './taste-matrix.js';
import { SessionTraining } from './train-session.js';

export interface SessionOptions {
  /** τ */
  readonly temperature?: number;
  /** Share of the numbers that come in which are left out, step by step. */
  readonly dropout?: number;
  readonly learningRate?: number;
  /** Acts a step, at least, and steps. */
  readonly batch?: number;
  readonly steps?: number;
  /** Of the steps that would be taken: all when left out. */
  readonly share?: number;
  readonly head?: number;
  readonly drawn?: number;
  readonly onStep?: (step: number, loss: number) => void;
  /** What it is computed with; left out: our own kernels. */
  readonly engine?: Engine;
  /** Parameters of an earlier fit to go on from. */
  readonly start?: SessionWeights;
}

const DEFAULTS = {
  temperature: 0.1,
  dropout: 0.2,
  learningRate: 0.005,
  batch: 1024,
  steps: 130,
  share: 1,
  head: 1500,
  drawn: 1000,
};
const MOST_PASSES = 20;

/**
 * Learns `SessionGru`: softmax over the catalogue of the next new item, after every act of everybody (Hidasi et al. 2016, with
 * the full softmax or an estimate of it, see `CandidateColumns`, instead of BPR).
 *
 * It begins as what is known already, the linear item graph: W_n = I, z = .7, U = 0 but for noise, so that the state is the
 * decayed mean of the vectors of items; what order, kinds and gaps add is learnt from there. The vectors stay: moved as well,
 * they learnt the histories by heart (docs/decisions/0057).
 */
export async function fitSessionGru(
  graph: InteractionGraph,
  tastes: TasteMatrix,
  itemGraph: ItemGraph,
  seed: number,
  options: SessionOptions = {},
): Promise<SessionGru> {
  const settled = { ...DEFAULTS, ...options };
  const random = randomOf(seed + 5);
  const numerics = new Numerics({ threads: availableParallelism() });
  try {
    const sequences = sequencesOf(graph);
    const training = new SessionTraining(numerics, itemGraph, random, options.start);
    const acts = sequences.reduce((sum, { steps }) => sum + steps.items.length, 0);
    const steps = stepsWithin(settled, acts, MOST_PASSES, options.steps);
    const pace = goingOn(options.start !== undefined, steps, settled.learningRate);
    const columns = new CandidateColumns(tastes.itemCounts(), settled, random);
    const { dim } = itemGraph.items;
    const batches = () => sessionBatches(sequences, columns, { ...settled, ...pace, dim, random });
    const engine = options.engine ?? CPU_ENGINE;
    await engine.trainSession(training, batches, options.onStep);
    return training.result();
  } finally {
    numerics.close();
  }
}

/** The multiply-adds of a fit: forwards and twice as much backwards, three products of the softmax. */
export function sessionWork(tastes: TasteMatrix, dim: number, options: SessionOptions = {}): number {
  const settled = { ...DEFAULTS, ...options };
  const steps = stepsWithin(settled, tastes.rowItems.length, MOST_PASSES, options.steps);
  return steps * settled.batch * dim * (18 * dim + 3 * columnCountOf(tastes, settled));
}
