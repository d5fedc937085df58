import neo4j, { type BookmarkManager, type Driver, type Session } from 'neo4j-driver';
import { StoreUnavailableError } from '../graph-store.js';
import { saysWhyUnavailable } from './unavailable.js';

export type Parameters = Record<string, unknown>;
/** One record: column name to value; integers are bigint, maps are plain objects. */
export type Row = Record<string, unknown>;
/** Sends a statement at once, without waiting for those before it; they are answered in the order sent. */
export type Send = (cypher: string, parameters?: Parameters) => Promise<Row[]>;

export interface ConnectionSettings {
  /** `neo4j://host:7687`, without credentials. */
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Writes under way at once; the others wait in this process, so that they leave connections to readers. */
const WRITERS = 4;
const RETRY_FOR_MS = 30_000;
/** A server that is gone is asked again this often before the caller hears of it. */
const TRIES_WHEN_GONE = 3;

/**
 * The driver with what every statement needs: causal bookmarks, so that a reader of this store sees its own writes on
 * every member of a cluster, and retries. The driver's own retry first waits a second, which is long for a deadlock.
 */
export class Connection {
  readonly #driver: Driver;
  readonly #bookmarks: BookmarkManager = neo4j.bookmarkManager();
  readonly #settings: ConnectionSettings;
  readonly #waiting: (() => void)[] = [];
  #writing = 0;
  #closed = false;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.#driver = neo4j.driver(settings.address, neo4j.auth.basic(settings.user, settings.password), {
      useBigInt: true,
      connectionTimeout: 5_000,
      connectionAcquisitionTimeout: 10_000,
      connectionLivenessCheckTimeout: 30_000,
      maxConnectionPoolSize: 100,
      telemetryDisabled: true,
      userAgent: 'grapevine',
    });
  }

  /** The records of one reading statement. */
  read(cypher: string, parameters: Parameters = {}): Promise<Row[]> {
    return this.#retrying(async () =>
      this.#inSession('READ', (session) => rows(session, cypher, parameters)),
    );
  }

  /** Runs a statement that may not be part of a transaction, such as a schema change or one IN TRANSACTIONS. */
  run(cypher: string, parameters: Parameters = {}): Promise<Row[]> {
    return this.#retrying(async () =>
      this.#inSession('WRITE', (session) => rows(session, cypher, parameters)),
    );
  }

  /**
   * Runs `work` in one transaction and commits it; when it throws, nothing is written. `work` runs again after a
   * deadlock or another passing fault, but never once the commit itself was sent and its answer was lost.
   */
  async write<T>(work: (send: Send) => Promise<T>): Promise<T> {
    await this.#takeTurn();
    try {
      return await this.#retrying(async (attempt) =>
        this.#inSession('WRITE', async (session) => {
          const transaction = session.beginTransaction();
          let result: T;
          try {
            result = await work((cypher, parameters) => {
              const answer = rows(transaction, cypher, parameters ?? {});
              answer.catch(() => undefined); // whoever awaits it hears of it; a failed statement fails all that follow
              return answer;
            });
          } catch (error) {
            await transaction.rollback().catch(() => undefined); // a lost connection has rolled back by itself
            throw error;
          }
          try {
            await transaction.commit();
          } catch (error) {
            if (!isGone(error)) throw error;
            attempt.isLast = true;
            throw new StoreUnavailableError(
              `Neo4j at ${this.#settings.address} went away while it committed; whether it did is not known.`,
            );
          }
          return result;
        }),
      );
    } finally {
      this.#endTurn();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#driver.close();
  }

  async #inSession<T>(mode: 'READ' | 'WRITE', work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.#driver.session({
      database: this.#settings.database,
      defaultAccessMode: neo4j.session[mode],
      bookmarkManager: this.#bookmarks,
    });
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }

  async #retrying<T>(work: (attempt: { isLast: boolean }) => Promise<T>): Promise<T> {
    const deadline = Date.now() + RETRY_FOR_MS;
    for (let tries = 1; ; tries += 1) {
      const attempt = { isLast: tries >= TRIES_WHEN_GONE };
      if (this.#closed) throw new StoreUnavailableError('The store was closed.');
      try {
        return await work(attempt);
      } catch (error) {
        const mayPass = isGone(error) ? !attempt.isLast : neo4j.isRetryableError(error);
        if (!mayPass || Date.now() > deadline) throw saysWhyUnavailable(error, this.#settings);
        await pause(Math.min(5 * 2 ** tries, 200) * (0.5 + Math.random()));
      }
    }
  }

  async #takeTurn(): Promise<void> {
    if (this.#writing < WRITERS) this.#writing += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #endTurn(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#writing -= 1;
  }
}

interface Runner {
  run(cypher: string, parameters: Parameters): PromiseLike<{ records: { toObject(): Row }[] }>;
}

async function rows(runner: Runner, cypher: string, parameters: Parameters): Promise<Row[]> {
  const { records } = await runner.run(cypher, parameters);
  return records.map((record) => record.toObject());
}

function isGone(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === neo4j.error.SERVICE_UNAVAILABLE || code === neo4j.error.SESSION_EXPIRED;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
