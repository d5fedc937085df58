import type { Migration } from '../../src/store/migrations.js';
import { graph } from './0001-graph.js';
import { notifications } from './0002-notifications.js';
import { feed } from './0003-feed.js';
import { shareLinks } from './0004-share-links.js';

/**
 * In the order in which they are applied. A step may be several statements, separated by a semicolon and a line break:
 * all of the schema, or all data. It may run twice: schema is IF NOT EXISTS, data is MERGE.
 */
export const neo4jMigrations: readonly Migration[] = [graph, notifications, feed, shareLinks];
