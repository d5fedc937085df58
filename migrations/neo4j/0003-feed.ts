import type { Migration } from '../../src/store/migrations.js';

const TYPES = ['MUTES', 'SEEN', 'WANTS'];

/** Whom and what people keep out of their feeds, have seen there, and want more or less of. */
export const feed: Migration = {
  name: '0003-feed',
  statements: [
    TYPES.flatMap((type) => [
      `CREATE CONSTRAINT ${type}_pair IF NOT EXISTS FOR ()-[r:${type}]-() REQUIRE (r.from, r.to) IS UNIQUE`,
      `CREATE INDEX ${type}_out IF NOT EXISTS FOR ()-[r:${type}]-() ON (r.from, r.at, r.to)`,
      `CREATE INDEX ${type}_in IF NOT EXISTS FOR ()-[r:${type}]-() ON (r.to, r.at, r.from)`,
    ]),
  ].map((step) => step.join(';\n')),
};
