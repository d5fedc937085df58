import Database from 'libsql';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailableError } from '../graph-store.js';

/** What can be bound: the driver ends the process on a boolean, and numbers beyond 2^53 must be bigints. */
export type Bindable = string | number | bigint | null;
export type Row = readonly unknown[];

/** What a piece of writing answers, and whether what it wrote stays. */
export interface Kept<T> {
  readonly keep: boolean;
  readonly value: T;
}

export interface ConnectionOptions {
  /** How long a write waits for other processes that write. Default 15 s. */
  readonly lockTimeoutMs?: number;
  /**
   * Default `everyCommit`: an acknowledged commit survives a power cut. `atCheckpoints`, many times faster: it survives
   * a kill, and a power cut before it is closed can take the last commits, but never half of one.
   */
  readonly synced?: Synced;
}

const BUSY_TIMEOUT_MS = 200;
/** KiB of pages in memory, and pages in the log before they are brought into the file. */
const SIZES = {
  everyCommit: { cache: 65_536, log: 4000 },
  atCheckpoints: { cache: 262_144, log: 20_000 },
} as const;
type Synced = keyof typeof SIZES;

/** One connection to one database file: prepared statements, and writes that wait their turn. */
export class Connection {
  private readonly statements = new Map<string, Database.Statement>();

  private constructor(
    private readonly db: Database.Database,
    private readonly path: string,
    private readonly lockTimeoutMs: number,
    private readonly synced: Synced,
  ) {}

  /** @throws StoreUnavailableError when the file cannot be opened for writing, or is no database */
  static open(path: string, options: ConnectionOptions = {}): Connection {
    const db = databaseAt(path);
    try {
      const connection = new Connection(
        db,
        path,
        options.lockTimeoutMs ?? 15_000,
        options.synced ?? 'everyCommit',
      );
      connection.configure();
      return connection;
    } catch (error) {
      db.close();
      throw unavailable(path, error);
    }
  }

  /** Every row of a query, as arrays. */
  all(sql: string, parameters: readonly Bindable[] = []): Row[] {
    return this.trying(() => this.prepared(sql).all(parameters) as Row[]);
  }

  /** Not by the driver's `get`, which is faster but leaves its statement open: later reads would see the past. */
  first(sql: string, parameters: readonly Bindable[] = []): Row | undefined {
    return this.all(sql, parameters)[0];
  }

  run(sql: string, parameters: readonly Bindable[] = []): Database.RunResult {
    return this.trying(() => this.prepared(sql).run(parameters));
  }

  exec(sql: string): void {
    this.trying(() => this.db.exec(sql));
  }

  /**
   * Runs `work` with the write lock and commits; rolls back when it throws or answers with `keep: false`. From the
   * lock to the end nothing awaits, so nothing else of this process comes between.
   */
  async write<T>(work: () => Kept<T>): Promise<T> {
    const giveUpAt = Date.now() + this.lockTimeoutMs;
    while (!this.tryLock(giveUpAt)) await sleep(1 + Math.random() * 10);
    let kept = false;
    try {
      const { keep, value } = work();
      if (keep) this.run('COMMIT');
      kept = keep;
      return value;
    } finally {
      if (!kept && this.isWriting) this.run('ROLLBACK');
    }
  }

  /** Within `write`: runs `work`, of which alone nothing stays when it throws or answers with `keep: false`. */
  part<T>(work: () => Kept<T>): T {
    this.run('SAVEPOINT part');
    let kept = false;
    try {
      const { keep, value } = work();
      kept = keep;
      return value;
    } finally {
      if (this.isWriting) {
        if (!kept) this.run('ROLLBACK TO part');
        this.run('RELEASE part');
      }
    }
  }

  /** False again when a failure of the disk ended the transaction. */
  get isWriting(): boolean {
    return this.db.inTransaction;
  }

  close(): void {
    if (!this.db.open) return;
    if (this.synced === 'atCheckpoints') this.all('PRAGMA wal_checkpoint(FULL)');
    this.statements.clear();
    this.db.close();
  }

  private configure(): void {
    this.exec('PRAGMA journal_mode = WAL');
    this.exec(`PRAGMA synchronous = ${this.synced === 'everyCommit' ? 'FULL' : 'NORMAL'}`);
    this.exec(`PRAGMA cache_size = -${SIZES[this.synced].cache}`);
    this.exec(`PRAGMA wal_autocheckpoint = ${SIZES[this.synced].log}`);
    this.exec('PRAGMA temp_store = MEMORY');
    // A file in a folder that may not be written opens, and fails at the first write: better now.
    try {
      this.db.exec('BEGIN IMMEDIATE');
      this.db.exec('ROLLBACK');
    } catch (error) {
      if (!isBusy(error)) throw error; // Somebody writes, so it may be written.
    }
  }

  private tryLock(giveUpAt: number): boolean {
    if (!this.db.open) throw new StoreUnavailableError('The store was closed.');
    try {
      // A prepared statement that was refused keeps what it saw, and later reads of this connection with it.
      this.db.exec('BEGIN IMMEDIATE');
      return true;
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw unavailable(this.path, error);
      return false;
    }
  }

  private trying<T>(work: () => T): T {
    if (!this.db.open) throw new StoreUnavailableError('The store was closed.');
    try {
      return work();
    } catch (error) {
      throw unavailable(this.path, error);
    }
  }

  private prepared(sql: string): Database.Statement {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql);
      if (statement.reader) statement.raw(true);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}

/** The driver tells a folder, or a file that may not be read, with an error that has no code. */
function databaseAt(path: string): Database.Database {
  try {
    return new Database(path, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw unavailable(path, { code: codeOf(error) ?? 'SQLITE_CANTOPEN', cause: error });
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'another process has been writing for too long',
  SQLITE_CANTOPEN: 'the file cannot be opened; does its folder exist, and may it be written?',
  SQLITE_READONLY: 'the file or its folder may not be written',
  SQLITE_NOTADB: 'the file is not a Grapevine database',
  SQLITE_CORRUPT: 'the file is damaged',
  SQLITE_FULL: 'the disk is full',
  SQLITE_IOERR: 'the disk does not answer, or is full',
};

function unavailable(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === null) return error;
  const known = Object.keys(SENTENCES).find((name) => code.startsWith(name));
  return known === undefined
    ? error
    : new StoreUnavailableError(`The database ${path} is not available: ${SENTENCES[known]}.`, {
        cause: error,
      });
}

function isBusy(error: unknown): boolean {
  return codeOf(error)?.startsWith('SQLITE_BUSY') ?? false;
}

function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code !== '' ? code : null;
}
