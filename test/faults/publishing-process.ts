import { FileRegistry } from '../../src/models/file-registry.js';
import { saveFitted } from '../../src/models/ranker-model.js';
import { plantedTown } from '../learning/small-town.js';
import { popularityModel } from '../training/small-model.js';

/** Publishes one model after the other into a folder, and acknowledges each, until it is killed. */
const [folder = ''] = process.argv.slice(2);
const graph = plantedTown({ people: 30 });
const model = await popularityModel(graph);
const registry = new FileRegistry(folder);
for (let at = Date.now(); ; at += 1000)
  process.stdout.write(`${await saveFitted(registry, model, graph, at)}\n`);
