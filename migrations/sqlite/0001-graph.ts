import type { Migration } from '../../src/store/migrations.js';

/**
 * Objects, relationships and what is derived from them in the same transaction. Everything but `ids` names a node by
 * its row number, which is never given twice, and a label or type by its code in `names`.
 */
export const graph: Migration = {
  name: '0001-graph',
  statements: [
    'CREATE TABLE names (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)',

    'CREATE TABLE ids (rid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE)',

    'CREATE TABLE nodes (rid INTEGER PRIMARY KEY, version INTEGER NOT NULL, props TEXT NOT NULL)',

    // `props` is null for none, which most relationships have.
    `CREATE TABLE edges (
       type INTEGER NOT NULL, src INTEGER NOT NULL, dst INTEGER NOT NULL, at INTEGER NOT NULL, props TEXT,
       PRIMARY KEY (type, src, dst)
     ) WITHOUT ROWID`,
    'CREATE INDEX edges_out ON edges (type, src, at DESC, dst)',
    'CREATE INDEX edges_in ON edges (type, dst, at DESC, src)',

    // `side` is 0 for out, 1 for in.
    `CREATE TABLE degrees (
       rid INTEGER NOT NULL, type INTEGER NOT NULL, side INTEGER NOT NULL, n INTEGER NOT NULL,
       PRIMARY KEY (rid, type, side)
     ) WITHOUT ROWID`,

    'CREATE TABLE keys (key INTEGER NOT NULL, value TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (key, value)) WITHOUT ROWID',

    // Words arrive cut and encoded (src/store/sqlite/search.ts), so that only blanks separate them.
    "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'ascii', detail = none, prefix = '1 2')",

    'CREATE TABLE outbox (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, at INTEGER NOT NULL, payload TEXT NOT NULL)',
  ],
};
