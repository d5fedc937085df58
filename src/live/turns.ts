import type { Nearness, OpenList } from './open-list.js';

export interface TurnsOptions {
  /** A list is not ranked more often than this; default 100. */
  readonly pauseMs?: number;
  /** How much of the time may go into lists that somebody else's acts moved while requests wait, 0 to 1; default 0.4. */
  readonly nearShare?: number;
  /** Whether requests wait for this process; left out: always. While none does, near lists take all of the time. */
  readonly isAsked?: () => boolean;
  /** The same for lists that only strangers' acts may have changed, while no nearer one waits; default 0.25. */
  readonly backgroundShare?: number;
  /** The same while requests wait; default `backgroundShare`. */
  readonly busyBackgroundShare?: number;
}

const AT_ONCE = 4;
/** Lists that only have something put in: what they read is read for all of them together. */
const NEWS_AT_ONCE = 16;
/** For how long doubts are settled before others have a turn. */
const SLICE_MS = 5;

/** Whose turn it is to be ranked: own lists at once, then near ones, in a bounded share of the time while requests wait, then others. */
export class Turns {
  /** The least recently ranked first. */
  readonly #all = new Set<OpenList>();
  /** Those waiting whose viewer did something, and those that something else came near to, in the order of the events. */
  readonly #own = new Set<OpenList>();
  readonly #near = new Set<OpenList>();
  readonly #pauseMs: number;
  readonly #shareOf: Readonly<Record<Nearness, number>>;
  /** While requests wait. */
  readonly #busyShareOf: Readonly<Record<Nearness, number>>;
  /** When the next of each may be ranked, by `performance.now()`. */
  readonly #openAt = { near: 0, far: 0 };
  #changes = 0;
  #running = 0;
  readonly #isAsked: () => boolean;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  #closed = false;

  constructor({
    pauseMs = 100,
    nearShare = 0.4,
    backgroundShare = 0.25,
    busyBackgroundShare = backgroundShare,
    isAsked = () => true,
  }: TurnsOptions) {
    this.#pauseMs = pauseMs;
    this.#isAsked = isAsked;
    this.#shareOf = { own: 1, near: 1, news: 1, far: backgroundShare };
    this.#busyShareOf = { own: 1, near: nearShare, news: nearShare, far: busyBackgroundShare };
  }

  /** Every list, the least recently ranked first. */
  get lists(): ReadonlySet<OpenList> {
    return this.#all;
  }

  /** The number of the latest change. */
  get changes(): number {
    return this.#changes;
  }

  /** How many lists have not shown the latest change to their readers. */
  get behind(): number {
    let behind = 0;
    for (const list of this.#all)
      if (!list.isWaiting || list.nearness !== 'far' || list.hasDoubts || list.seen < this.#changes) behind++;
    return behind;
  }

  add(list: OpenList): void {
    this.#all.add(list);
  }

  remove(list: OpenList): void {
    this.#all.delete(list);
    this.#own.delete(list);
    this.#near.delete(list);
  }

  /** Something changed: every list is behind. Call `start` once the near ones are queued. */
  change(): void {
    this.#changes++;
  }

  /** Gives the list its place, by how near it is. */
  queue(list: OpenList): void {
    if (!list.isWaiting) return;
    if (list.nearness === 'own') this.#own.add(list);
    else if (list.nearness !== 'far' || list.hasDoubts) this.#near.add(list);
  }

  /** Starts what may be started, and comes back when there will be more. */
  start(): void {
    clearTimeout(this.#timer);
    let again = Infinity;
    for (let news = 0; this.#running < AT_ONCE + news && news < NEWS_AT_ONCE;) {
      const now = performance.now();
      const { list, at } = this.#next(now);
      if (list === null) {
        again = at - now;
        break;
      }
      this.#own.delete(list);
      this.#near.delete(list);
      this.#running++;
      if (list.nearness === 'news') news++;
      else {
        this.#all.delete(list);
        this.#all.add(list);
        this.#opens(list.nearness, Infinity);
      }
      list.grant(this.#changes);
    }
    if (again === Infinity || this.#closed) return;
    this.#timer = setTimeout(() => this.start(), Math.max(1, again));
    this.#timer.unref();
  }

  /** The nearest list that may be ranked now; else when to look again. */
  #next(now: number): { list: OpenList | null; at: number } {
    const own = this.#firstOf(this.#own, now, 0);
    if (own.list !== null) return own;
    const isSettled = this.#settleDoubts(now);
    const near = this.#firstOf(this.#near, now, this.#openAt.near);
    if (near.list !== null) return near;
    if (!isSettled) return { list: null, at: now };
    const soonest = Math.min(own.at, near.at);
    if (this.#near.size > 0) return { list: null, at: soonest };
    const far = this.#firstFar(now);
    return far.list === null ? { list: null, at: Math.min(soonest, far.at) } : far;
  }

  #firstOf(lists: ReadonlySet<OpenList>, now: number, openAt: number): { list: OpenList | null; at: number } {
    if (openAt > now) return { list: null, at: lists.size > 0 ? openAt : Infinity };
    let soonest = Infinity;
    for (const list of lists) {
      const at = list.rankedAt + this.#pauseMs;
      if (at <= now) return { list, at };
      soonest = Math.min(soonest, at);
    }
    return { list: null, at: soonest };
  }

  /** Takes out of the near ones those that nothing can have moved into view; false when that takes too long. */
  #settleDoubts(now: number): boolean {
    for (const list of this.#near) {
      if (!list.hasDoubts) continue;
      if (performance.now() - now > SLICE_MS) return false;
      list.settleDoubts();
      if (list.nearness === 'far') this.#near.delete(list);
    }
    return true;
  }

  #firstFar(now: number): { list: OpenList | null; at: number } {
    for (const list of this.#all) {
      if (list.seen === this.#changes) break;
      if (!list.isWaiting) continue;
      const at = Math.max(this.#openAt.far, list.rankedAt + this.#pauseMs);
      return at <= now ? { list, at } : { list: null, at };
    }
    return { list: null, at: Infinity };
  }

  /** A turn is over. The next begins once the sockets were read, so that a request waits for one list or a few news at most. */
  ranked(tookMs: number, nearness: Nearness): void {
    this.#running--;
    const share = (this.#isAsked() ? this.#busyShareOf : this.#shareOf)[nearness];
    this.#opens(nearness, performance.now() + tookMs * (1 / share - 1));
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      if (!this.#closed) this.start();
    });
  }

  /** Own lists never wait for others; news shares the time of near ones. */
  #opens(nearness: Nearness, at: number): void {
    if (nearness !== 'own') this.#openAt[nearness === 'far' ? 'far' : 'near'] = at;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#soon);
  }
}
