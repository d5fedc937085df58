// Opens both engines in one process, as `auto` may, and trains on one after the other; prints where each has trained.
import { fitGraphTaste } from '../../graph-models/neural/fit-graph-taste.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { enginesFolder } from '../../graph-models/tensorflow/load-package.js';
import { openEngine } from '../../graph-models/tensorflow/open-engine.js';
import { plantedTown } from '../learning/small-town.js';

const folder = enginesFolder(process.env);
const opened = [await openEngine('tensorflow', folder), await openEngine('webgpu', folder)];
const graph = plantedTown();
const trainedOn: string[] = [];
for (const one of [...opened, opened[0]!]) {
  if (one.kind === 'absent') continue;
  await fitGraphTaste(graph, TasteMatrix.of(graph), 1, { dim: 16, steps: 2, batch: 16, engine: one.engine });
  trainedOn.push(one.tf!.getBackend());
}
const report: BothReport = { opened: opened.map(({ kind }) => kind), trainedOn };
// Dawn keeps a process alive for as long as it has a device.
process.stdout.write(JSON.stringify(report), () => process.exit(0));

export interface BothReport {
  readonly opened: readonly ('open' | 'absent')[];
  /** The backend that was active after TensorFlow's turn, WebGPU's, and TensorFlow's again. */
  readonly trainedOn: readonly string[];
}
