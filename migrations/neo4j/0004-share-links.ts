import type { Migration } from '../../src/store/migrations.js';

const LABELS_WITH_KEYS: readonly (readonly [label: string, ...keys: string[]])[] = [
  ['ShareLink', 'tokenDigest'],
];
const TYPES = ['MADE', 'LEADS_TO', 'OPENED', 'CONTINUES', 'CREDITED'];

/** Links by which people pass things on outside, who opened them, and the purchases owed to them. */
export const shareLinks: Migration = {
  name: '0004-share-links',
  statements: [
    LABELS_WITH_KEYS.flatMap(([label, ...keys]) =>
      ['id', ...keys].map(
        (key) =>
          `CREATE CONSTRAINT ${label}_${key} IF NOT EXISTS FOR (n:${label}) REQUIRE n.${key} IS UNIQUE`,
      ),
    ),
    TYPES.flatMap((type) => [
      `CREATE CONSTRAINT ${type}_pair IF NOT EXISTS FOR ()-[r:${type}]-() REQUIRE (r.from, r.to) IS UNIQUE`,
      `CREATE INDEX ${type}_out IF NOT EXISTS FOR ()-[r:${type}]-() ON (r.from, r.at, r.to)`,
      `CREATE INDEX ${type}_in IF NOT EXISTS FOR ()-[r:${type}]-() ON (r.to, r.at, r.from)`,
    ]),
  ].map((step) => step.join(';\n')),
};
