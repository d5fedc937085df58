import { Redis } from 'ioredis';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { ulid } from 'ulid';
import type { EventBus } from '../bus.js';
import type { Turns } from '../turns.js';
import { GroupTurns } from './group-turns.js';
import { limiterOn } from './limiter.js';
import { Stream } from './stream.js';

export interface RedisBusOptions {
  readonly url: string;
  /** The shop's own part of the names in Redis, so that several shops can share one. */
  readonly shop: string;
  /** The name of this process among those of the shop; default one that nobody else has. */
  readonly process?: string;
  /** The position of the newest event of the outbox. */
  readonly outboxEnd: () => Promise<number>;
  readonly log?: Logger;
  /** A process that has not stirred for so long has lost its turn at a consumer; default 2,000. */
  readonly staleMs?: number;
  /** Entries that the stream keeps, about; default 10,000. */
  readonly length?: number;
}

/** How long one read of the stream waits for news. */
const WAIT_MS = 1000;
const COMMAND_TIMEOUT_MS = 500;
const RETRY_MS = 250;
const FIRST_WAIT_MS = 2000;

/**
 * The bus of several processes: a Redis stream of outbox positions. While Redis is away it is a bus of one process,
 * relays poll the outbox, and nothing waits for it.
 */
export class RedisBus implements EventBus {
  readonly #redis: Redis;
  readonly #stream: Stream;
  readonly #listeners = new Set<(seq: number) => void>();
  readonly #following: Promise<void>;
  readonly #process: string;
  #reader: Redis | null = null;
  #isUp = false;
  /** Whether it was said that Redis is away. */
  #isMissed = false;
  #closing = false;
  #wanted = 0;
  #announcing = false;

  private constructor(private readonly options: RedisBusOptions) {
    this.#redis = new Redis(options.url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 2000,
      commandTimeout: COMMAND_TIMEOUT_MS,
      retryStrategy: () => RETRY_MS,
    });
    this.#redis.on('error', () => undefined); // told where it is followed
    this.#redis.connect().catch(() => undefined); // it tries on by itself
    this.#process = options.process ?? ulid();
    this.#stream = this.#streamOver(this.#redis);
    this.#following = this.#follow();
  }

  /** Connects; where Redis does not answer, it is not waited for long. */
  static async open(options: RedisBusOptions): Promise<RedisBus> {
    const bus = new RedisBus(options);
    const giveUpAt = Date.now() + FIRST_WAIT_MS;
    while (!bus.#isUp && !bus.#isMissed && Date.now() < giveUpAt) await pause(5);
    return bus;
  }

  /** Whether Redis answers. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /** Counts what everybody may do, over all processes; while Redis is away, in this process. */
  readonly limiter = (name: string, points: number, seconds: number): RateLimiterAbstract =>
    limiterOn(this.#redis, `${this.options.shop}:${name}`, points, seconds);

  announce(seq: number): void {
    this.#wake(seq);
    this.#wanted = Math.max(this.#wanted, seq);
    if (!this.#announcing) void this.#announce();
  }

  listen(wake: (seq: number) => void): () => void {
    this.#listeners.add(wake);
    return () => void this.#listeners.delete(wake);
  }

  hearsOthers(): boolean {
    return this.#isUp;
  }

  turns(consumer: string): Turns {
    return new GroupTurns(this.#stream, consumer, {
      staleMs: this.options.staleMs ?? 2000,
      isUp: () => this.#isUp,
      doubt: (error) => this.#doubt(error),
    });
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#listeners.clear();
    this.#reader?.disconnect();
    await this.#following;
    this.#redis.disconnect();
  }

  /** One announcement is on its way at a time; those that come meanwhile become one. */
  async #announce(): Promise<void> {
    this.#announcing = true;
    try {
      for (let seq = 0; this.#isUp && this.#wanted > seq;) {
        seq = this.#wanted;
        await this.#stream.add(seq);
      }
    } catch (error) {
      this.#doubt(error);
    } finally {
      this.#announcing = false;
    }
  }

  async #follow(): Promise<void> {
    while (!this.#closing) {
      try {
        await this.#connected();
        await this.#read();
      } catch (error) {
        this.#down(error);
        await pause(this.#closing ? 0 : RETRY_MS);
      } finally {
        this.#reader?.disconnect();
        this.#reader = null;
      }
    }
  }

  /** Resolves when Redis is connected. @throws the reason why it is not */
  async #connected(): Promise<void> {
    if (this.#redis.status === 'ready') return;
    const stop = new AbortController();
    try {
      await Promise.race([
        once(this.#redis, 'ready', stop), // an `error` meanwhile is what it throws
        once(this.#redis, 'end', stop),
      ]);
    } finally {
      stop.abort();
    }
  }

  async #read(): Promise<void> {
    const reader = this.#redis.duplicate({
      retryStrategy: () => null,
      commandTimeout: WAIT_MS + 1000,
    });
    this.#reader = reader;
    reader.on('error', () => undefined); // the command under way fails as well
    await reader.connect();
    let seq = await this.#begin();
    this.#up();
    this.#wake(seq);
    if (this.#wanted > seq && !this.#announcing) void this.#announce();
    const stream = this.#streamOver(reader);
    while (!this.#closing) {
      const entries = await stream.after(seq, WAIT_MS);
      for (const entry of entries) {
        seq = entry.seq;
        if (entry.by !== stream.process) this.#wake(seq);
      }
    }
  }

  /** Where reading begins. A stream that is ahead of the outbox is of a time that a restored store knows nothing of. */
  async #begin(): Promise<number> {
    const last = await this.#stream.last();
    if (last === null) return 0;
    const end = await this.options.outboxEnd();
    if (last <= end) return last;
    this.options.log?.warn({ last, end }, 'the stream in Redis is ahead of the store: it is begun anew');
    await this.#stream.beginAnew(last);
    return 0;
  }

  #streamOver(redis: Redis): Stream {
    const { shop, length = 10_000 } = this.options;
    return new Stream(redis, `${shop}:outbox`, this.#process, length);
  }

  #wake(seq: number): void {
    for (const wake of this.#listeners) wake(seq);
  }

  #up(): void {
    if (this.#isMissed) this.options.log?.warn('Redis answers again');
    this.#isUp = true;
    this.#isMissed = false;
  }

  #down(error: unknown): void {
    this.#isUp = false;
    if (this.#closing) return;
    // A server that hangs looks connected: whoever asks for something must not wait for it.
    if (this.#redis.status === 'ready') this.#redis.disconnect(true);
    if (this.#isMissed) return;
    this.#isMissed = true;
    this.options.log?.warn(
      { err: error },
      'Redis does not answer: events come by looking at the store, and limits count for this process alone',
    );
  }

  /** Something failed; whether Redis is away shows where it is followed. */
  #doubt(error: unknown): void {
    this.options.log?.debug({ err: error }, 'a command to Redis failed');
  }
}
