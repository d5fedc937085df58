import type { Id, ItemId, UserId } from '../../graph-models/domain/ids.js';

/**
 * How soon a list must have a turn: own, its viewer did something; near, something may have moved in view; news, something
 * new is to be put in; far, the rest.
 */
export type Nearness = 'own' | 'near' | 'news' | 'far';

/** What a list has its turn for. */
interface Turn {
  readonly nearness: Nearness;
  /** What is to be put in, the oldest first, while the rest of the list may wait; empty: the list is ranked anew. */
  readonly news: readonly Id[];
}

interface Owner {
  readonly wait: () => void;
  readonly ranked: (tookMs: number, nearness: Nearness) => void;
  readonly show: (before: readonly Id[], after: readonly Id[]) => void;
  readonly close: () => void;
}

/** What a reader sees of a list. */
export interface Beginning {
  readonly things: readonly Id[];
  /** An item below it is not seen; -Infinity where there is place for more. */
  readonly lowest: number;
  /** What the item would score in the graph of now, for who asked; null where it is not known. */
  readonly scoreOf: (item: ItemId) => number | null;
}

const MOST_DOUBTS = 50;
/** More at once are not put in one by one. */
const MOST_NEWS = 5;

/** One open list's turns to be ranked. */
export class OpenList {
  /** When it was ranked last, by `performance.now()`. */
  rankedAt = -Infinity;
  #nearness: Nearness = 'own';
  readonly #doubts = new Set<ItemId>();
  readonly #news = new Set<Id>();
  #beginning: Beginning | null = null;
  #turn: ((turn: Turn | null) => void) | null = null;
  #closed = false;

  /** @param seen by which change it was ranked last */
  constructor(
    readonly viewerId: UserId,
    public seen: number,
    private readonly owner: Owner,
  ) {}

  /** Would it take a turn now? */
  get isWaiting(): boolean {
    return this.#turn !== null;
  }

  /** A list that was just opened is as near as can be. */
  get nearness(): Nearness {
    return this.#nearness;
  }

  /** It stays as near as it was, or comes nearer. */
  bring(nearness: 'own' | 'near'): void {
    if (this.#nearness !== 'own') this.#nearness = nearness;
  }

  /** Something new may be put in without ranking everything anew. */
  tell(thing: Id): void {
    this.#news.add(thing);
    if (this.#news.size > MOST_NEWS) this.bring('near');
    else if (this.#nearness === 'far') this.#nearness = 'news';
  }

  /** Waits for the next turn and does the job in it, with what is to be put in; null when the list was closed. */
  async rank<T>(job: (news: readonly Id[]) => Promise<T>): Promise<T | null> {
    if (this.#closed) return null;
    const turn = await new Promise<Turn | null>((resolve) => {
      this.#turn = resolve;
      this.owner.wait();
    });
    if (turn === null) return null;
    const startedAt = performance.now();
    try {
      return await job(turn.news);
    } finally {
      this.rankedAt = performance.now();
      this.owner.ranked(this.rankedAt - startedAt, turn.nearness);
    }
  }

  /** What its reader sees now: changes of these things are near to it. */
  shows(beginning: Beginning): void {
    if (this.#closed) return;
    this.owner.show(this.#beginning?.things ?? [], beginning.things);
    this.#beginning = beginning;
  }

  /** A friend did something with the item, which may bring it into the list, or move it there. */
  doubt(item: ItemId): void {
    this.#doubts.add(item);
    if (this.#doubts.size > MOST_DOUBTS) this.bring('near');
  }

  get hasDoubts(): boolean {
    return this.#doubts.size > 0;
  }

  /** Looks at the doubted items one by one, at a hundredth of what ranking costs; one that may be shown is near. */
  settleDoubts(): void {
    if (this.#nearness !== 'near' && [...this.#doubts].some((item) => this.#mayShow(item)))
      this.bring('near');
    this.#doubts.clear();
  }

  /** Lets go of the graph that it was ranked by. */
  forgetScores(): void {
    if (this.#beginning !== null) this.#beginning = { ...this.#beginning, scoreOf: () => null };
  }

  #mayShow(item: ItemId): boolean {
    if (this.#beginning === null) return true;
    const { things, lowest, scoreOf } = this.#beginning;
    if (things.includes(item)) return true;
    const score = scoreOf(item);
    return score === null || score >= lowest;
  }

  /** Called by the owner: has its turn now. What is only put in leaves the list as far behind as it was. */
  grant(change: number): void {
    const nearness = this.#nearness;
    if (nearness !== 'news') this.seen = change;
    const news = nearness === 'news' ? [...this.#news] : [];
    this.#nearness = 'far';
    this.#doubts.clear();
    this.#news.clear();
    const turn = this.#turn;
    this.#turn = null;
    turn?.({ nearness, news });
  }

  close(): void {
    if (this.#closed) return;
    this.owner.show(this.#beginning?.things ?? [], []);
    this.#beginning = null;
    this.#closed = true;
    const turn = this.#turn;
    this.#turn = null;
    turn?.(null);
    this.owner.close();
  }
}
