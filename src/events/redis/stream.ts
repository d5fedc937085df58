import type { Redis } from 'ioredis';
import { ACKNOWLEDGE, BEGIN_ANEW, HOLD, TAKE } from './scripts.js';

/** Entries that a process has to see to at once, at most. */
const MOST = 1000;

/** An entry of the stream: the outbox had reached `seq`, says the process `by`. */
export interface Entry {
  readonly seq: number;
  readonly by: string;
}

/** The commands of one stream, as one process sends them. */
export class Stream {
  constructor(
    private readonly redis: Redis,
    readonly key: string,
    /** This process, and nobody else. */
    readonly process: string,
    /** Entries that the stream keeps, about; a reader that is further behind finds all in the outbox. */
    private readonly length: number,
  ) {}

  /** Adds that the outbox has reached `seq`, unless somebody has said so, or more. */
  async add(seq: number): Promise<void> {
    try {
      await this.redis.xadd(this.key, 'MAXLEN', '~', this.length, `${seq}-0`, 'by', this.process);
    } catch (error) {
      if (!String(error).includes('equal or smaller')) throw error;
    }
  }

  /** The newest seq, or null when the stream is empty. */
  async last(): Promise<number | null> {
    const [entry] = await this.redis.xrevrange(this.key, '+', '-', 'COUNT', 1);
    return entry === undefined ? null : seqOf(entry[0]);
  }

  /** Takes the stream away if `last` is still its newest. */
  async beginAnew(last: number): Promise<void> {
    await this.redis.eval(BEGIN_ANEW, 1, this.key, `${last}-0`);
  }

  /** Entries after `seq`; waits for one, up to `waitMs`. */
  async after(seq: number, waitMs: number): Promise<Entry[]> {
    const found = await this.redis.xread('BLOCK', waitMs, 'STREAMS', this.key, `${seq}-0`);
    return (found ?? []).flatMap(([, entries]) =>
      entries.map(([id, [, by = '']]) => ({ seq: seqOf(id), by })),
    );
  }

  /** Whether this process has the turn in a group. */
  async take(group: string, seq: number, staleMs: number): Promise<boolean> {
    const args = [group, this.process, staleMs, seq, MOST, this.length];
    return (await this.redis.eval(TAKE, 1, this.key, ...args)) === 1;
  }

  async hold(group: string): Promise<void> {
    await this.redis.eval(HOLD, 1, this.key, group, this.process, MOST);
  }

  async acknowledge(group: string, seq: number): Promise<void> {
    await this.redis.eval(ACKNOWLEDGE, 1, this.key, group, this.process, MOST, seq);
  }

  async leave(group: string): Promise<void> {
    await this.redis.xgroup('DELCONSUMER', this.key, group, this.process);
  }
}

function seqOf(id: string): number {
  return Number(id.split('-')[0]);
}
