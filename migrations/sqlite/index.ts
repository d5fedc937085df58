import type { Migration } from '../../src/store/migrations.js';
import { graph } from './0001-graph.js';

/** In the order in which they are applied. */
export const sqliteMigrations: readonly Migration[] = [graph];
