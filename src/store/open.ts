import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '../make-folder.js';
import { StoreUnavailableError, type Store } from './graph-store.js';

export interface StoreOptions {
  /**
   * Default `everyCommit`. `atCheckpoints` is for bulk work that can go on where it was: a kill loses nothing, and a power
   * cut before the store is closed may take the last commits of a SQLite file, but never half of one. Neo4j always syncs.
   */
  readonly synced?: 'everyCommit' | 'atCheckpoints';
}

/** Drops the end of a URL that may hold a password. */
const SHOWN = /^[a-z0-9+]*:(\/\/)?/i;

/**
 * Opens and migrates the store that `url` names, and nothing else changes with it:
 * `file:./data/grapevine.db` (SQLite, the folder is made), `memory:` (SQLite in memory, gone when closed),
 * `neo4j://user:password@host:port/database` or `bolt://…` (Neo4j).
 *
 * @throws StoreUnavailableError with a sentence for the operator
 * @throws StoreTooNewError when newer code wrote it
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  if (url === 'memory:') return openSqlite(null, options);
  if (url.startsWith('file:') && url.length > 'file:'.length) return openSqlite(pathOf(url), options);
  if (/^(neo4j|bolt)(\+s|\+ssc)?:\/\/./.test(url)) {
    const { openNeo4jStore } = await import('./neo4j/open-neo4j-store.js');
    return openNeo4jStore(url);
  }
  const shown = SHOWN.exec(url)?.[0] ?? '';
  throw new StoreUnavailableError(
    `DATABASE_URL${shown === '' ? '' : ` beginning with ${shown}`} names no store; use file:./data/grapevine.db or neo4j://user:password@host:7687.`,
  );
}

async function openSqlite(path: string | null, options: StoreOptions): Promise<Store> {
  const { IN_MEMORY, openSqliteStore } = await import('./sqlite/open-sqlite-store.js');
  if (path === null) return openSqliteStore(IN_MEMORY, options);
  try {
    makeFolder(dirname(path));
  } catch (error) {
    throw new StoreUnavailableError(`The folder ${dirname(path)} cannot be made for the database.`, {
      cause: error,
    });
  }
  return openSqliteStore(path, options);
}

/** `file:relative`, `file:/absolute` and `file:///absolute` all name a path. */
export function pathOf(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : resolve(url.slice('file:'.length));
}
