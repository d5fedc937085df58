import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Id } from '../../../graph-models/domain/ids.js';
import type { EdgeType, Label } from '../../../graph-models/domain/vocabulary.js';
import { sqliteMigrations } from '../../../migrations/sqlite/index.js';
import type {
  Changes,
  Direction,
  PageRequest,
  ScanOptions,
  Step,
  Store,
  WalkOptions,
} from '../graph-store.js';
import { migrate } from '../migrations.js';
import { Commits } from './commits.js';
import { Connection, type ConnectionOptions } from './connection.js';
import { SqliteLedger } from './ledger.js';
import { loadNames, type Names } from './names.js';
import { lookUp, readBetween, readCounts, readEvents, readNodes, readPages } from './reads.js';
import { scanEdges, scanNodes } from './scan.js';
import { search } from './search.js';
import { walk } from './walk.js';

/** The path that keeps a database in memory only. */
export const IN_MEMORY = ':memory:';

/**
 * The graph in one SQLite file (libSQL): WAL, every commit on disk before it is acknowledged, any number of processes.
 *
 * @throws StoreUnavailableError when the file cannot be opened for writing
 * @throws StoreTooNewError when newer code wrote it
 */
export async function openSqliteStore(path: string, options: ConnectionOptions = {}): Promise<Store> {
  const db = Connection.open(path, options);
  try {
    await migrate(sqliteMigrations, new SqliteLedger(db));
    return new SqliteStore(db, await loadNames(db), identityOf(path));
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The verbs, each in the file of its name. Methods are async so that what goes wrong is always a rejection. */
class SqliteStore implements Store {
  readonly #commits: Commits;

  constructor(
    private readonly db: Connection,
    private readonly names: Names,
    private readonly id: string,
  ) {
    this.#commits = new Commits(db, names);
  }

  async nodes<L extends Label>(label: L, ids: readonly Id<L>[]) {
    return readNodes(this.db, label, ids);
  }

  async lookup<L extends Label>(label: L, key: string, values: readonly string[]) {
    return lookUp(this.db, this.names, label, key, values);
  }

  async edges<T extends EdgeType>(type: T, direction: Direction, fromIds: readonly Id[], page: PageRequest) {
    return readPages(this.db, this.names, type, direction, fromIds, page);
  }

  async between<T extends EdgeType>(type: T, pairs: readonly { readonly from: Id; readonly to: Id }[]) {
    return readBetween(this.db, this.names, type, pairs);
  }

  async counts(type: EdgeType, direction: Direction, fromIds: readonly Id[]) {
    return readCounts(this.db, this.names, type, direction, fromIds);
  }

  async walk(steps: readonly Step[], fromIds: readonly Id[], options: WalkOptions) {
    return walk(this.db, this.names, steps, fromIds, options);
  }

  scanNodes<L extends Label>(label: L, from: ScanOptions = {}) {
    return scanNodes(this.db, label, from);
  }

  scanEdges<T extends EdgeType>(type: T, from: ScanOptions = {}) {
    return scanEdges(this.db, this.names, type, from);
  }

  async eventsAfter(seq: number, limit: number) {
    return readEvents(this.db, seq, limit);
  }

  async search<L extends Label>(
    label: L,
    words: readonly string[],
    page: { readonly first: number; readonly after?: Id<L>; readonly prefix?: boolean },
  ) {
    return search(this.db, label, words, page);
  }

  commit(changes: Changes) {
    return this.#commits.commit(changes);
  }

  async identity() {
    return this.id;
  }

  async close() {
    await this.#commits.idle();
    this.db.close();
  }
}

/** The file itself, not what is in it: a copy holds the same and is another. */
function identityOf(path: string): string {
  if (path === IN_MEMORY) return `memory:${randomUUID()}`;
  const { dev, ino } = statSync(path, { bigint: true });
  return `file:${dev}:${ino}`;
}
