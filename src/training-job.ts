import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { InteractionGraph } from '../graph-models/interactions/interaction-graph.js';
import type { EngineWish } from '../graph-models/tensorflow/choose-engine.js';
import { engineFor } from './engine-for.js';
import { loadState } from './live-graph/load.js';
import { FileRegistry } from './models/file-registry.js';
import { RunLog } from './models/run-log.js';
import { openStore } from './store/open.js';
import { trainShop, type TrainOptions, type TrainOutcome } from './training/train-shop.js';

/** A shop's model is to be learnt; plain data, so that another process can be told. */
export interface TrainingJob extends Omit<TrainOptions, 'now' | 'onProgress' | 'engine'> {
  readonly engine: EngineWish;
  readonly databaseUrl: string;
  readonly dataDir: string;
}

/** Does the job somewhere; `onNote` is told which engine computes, and why. */
export type Trainer = (
  job: TrainingJob,
  onProgress?: NonNullable<TrainOptions['onProgress']>,
  onNote?: Told,
) => Promise<TrainOutcome>;

/** Whoever serves on this machine comes before this process from now on. */
export function giveWay(): void {
  setPriority(constants.priority.PRIORITY_LOW);
}

type Told = (text: string) => void;

/** Loads the shop's graph from its store, and learns. */
export const train: Trainer = async (job, onProgress = () => undefined, onNote = () => undefined) => {
  onProgress('loading the graph');
  const store = await openStore(job.databaseUrl);
  try {
    const { graph } = await loadState(store);
    return await trainOn(graph, job, onProgress, onNote);
  } finally {
    await store.close();
  }
};

/** Learns from a graph that is loaded already. */
export async function trainOn(
  graph: InteractionGraph,
  job: TrainingJob,
  onProgress: NonNullable<TrainOptions['onProgress']> = () => undefined,
  onNote: Told = () => undefined,
): Promise<TrainOutcome> {
  const { registry, runs } = modelsIn(job.dataDir);
  const engine = await engineFor(job.engine, onNote);
  return trainShop(graph, registry, runs, { ...job, engine, now: Date.now, onProgress });
}

/** Where a shop keeps its models and the runs that made them. */
export function modelsIn(dataDir: string): { readonly registry: FileRegistry; readonly runs: RunLog } {
  const folder = join(dataDir, 'models');
  return { registry: new FileRegistry(folder), runs: new RunLog(join(folder, 'runs')) };
}
