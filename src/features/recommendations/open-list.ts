import type { Id, UserId } from '../../../graph-models/domain/ids.js';

interface Owner {
  readonly wait: () => void;
  readonly ranked: (tookMs: number, wasNear: boolean) => void;
  readonly show: (before: readonly Id[], after: readonly Id[]) => void;
  readonly close: () => void;
}

/** One open list's turns to be ranked. */
export class OpenList {
  /** When it was ranked last, by `performance.now()`. */
  rankedAt = -Infinity;
  /** Did something happen that is near to it? So does its opening. */
  isNear = true;
  #turn: ((wasNear: boolean | null) => void) | null = null;
  #closed = false;
  #shown: readonly Id[] = [];

  /** @param seen which change it has seen last */
  constructor(
    readonly viewerId: UserId,
    public seen: number,
    private readonly owner: Owner,
  ) {}

  /** Would it take a turn now? */
  get isWaiting(): boolean {
    return this.#turn !== null;
  }

  /** Waits for the next turn and ranks in it; null when the list was closed. */
  async rank<T>(job: () => Promise<T>): Promise<T | null> {
    if (this.#closed) return null;
    const wasNear = await new Promise<boolean | null>((resolve) => {
      this.#turn = resolve;
      this.owner.wait();
    });
    if (wasNear === null) return null;
    const startedAt = performance.now();
    try {
      return await job();
    } finally {
      this.rankedAt = performance.now();
      this.owner.ranked(this.rankedAt - startedAt, wasNear);
    }
  }

  /** The items that its reader sees: changes of them are near to it. */
  shows(items: readonly Id[]): void {
    if (this.#closed) return;
    this.owner.show(this.#shown, items);
    this.#shown = items;
  }

  /** Called by the owner: ranks now. */
  grant(change: number): void {
    this.seen = change;
    const wasNear = this.isNear;
    this.isNear = false;
    const turn = this.#turn;
    this.#turn = null;
    turn?.(wasNear);
  }

  close(): void {
    if (this.#closed) return;
    this.owner.show(this.#shown, []);
    this.#closed = true;
    const turn = this.#turn;
    this.#turn = null;
    turn?.(null);
    this.owner.close();
  }
}
