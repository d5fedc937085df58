import type { Id, ItemId, UserId } from '../../graph-models/domain/ids.js';
import type { GraphChanged } from '../events/graph-changed.js';
import type { LiveEvent } from './live-event.js';
import type { LiveEvents } from './live-events.js';
import type { Listening } from './listening.js';
import { OpenList, type Nearness } from './open-list.js';
import { Turns, type TurnsOptions } from './turns.js';

export interface OpenListsOptions extends TurnsOptions {
  /** How often a newly served model is looked for; default 1,000. */
  readonly lookMs?: number;
}

/** Whom and what a change concerns. */
export interface Reached {
  /** The person's own lists are ranked at once. */
  readonly own: (viewer: Id) => void;
  /** The person's lists come next. */
  readonly near: (viewer: Id) => void;
  /** The thing is put into the person's lists next, which are ranked anew later. */
  readonly news: (viewer: Id, thing: Id) => void;
  /** The person's lists come next if the item may be seen in them. */
  readonly doubt: (viewer: Id, item: ItemId) => void;
  /** Lists that show the thing come next. */
  readonly shown: (thing: Id) => void;
}

/** How one kind of lists hears of what happens. */
export interface Reach {
  /** Can it move a score, or decide what may be shown? Bulk imports always do. */
  readonly concerns: (change: GraphChanged) => boolean;
  /** Does it move nobody's list but those that `reach` tells? */
  readonly isPrivate?: (change: GraphChanged) => boolean;
  /** Tells which lists are nearer to it than the others. */
  readonly reach: (change: GraphChanged, reached: Reached) => void;
  /** Of the model that is served now. */
  readonly version: () => string | null;
}

/**
 * The ranked lists that people have open, and whose turn it is to be ranked anew.
 *
 * Anything that anybody does may move any list a little, and ranking all of them each time is out of reach. So lists
 * whose own viewer did something come first and at once. Then come those that something else came near to: a friend's act
 * that may bring a thing into view, a change of a thing they show; in a bounded share of the time, so that requests are
 * answered meanwhile. What is new, and moves nothing else, is put in at once and the list ranked anew later. All others follow, the least recently ranked first, in a smaller share. Whatever happens while a
 * list waits is one change to it.
 */
export class OpenLists {
  readonly #byViewer = new Map<Id, Set<OpenList>>();
  readonly #byThing = new Map<Id, Set<OpenList>>();
  readonly #turns: Turns;
  readonly #looking: NodeJS.Timeout;
  readonly #reached: Reached;
  #served: string | null;
  #listening: Listening;
  #closed = false;

  constructor(
    private readonly events: LiveEvents,
    private readonly how: Reach,
    { lookMs = 1000, ...turns }: OpenListsOptions = {},
  ) {
    this.#turns = new Turns(turns);
    this.#served = how.version();
    this.#looking = setInterval(() => this.#look(), lookMs);
    this.#looking.unref();
    this.#reached = {
      own: (viewer) => this.#bring(this.#byViewer.get(viewer), (list) => list.bring('own')),
      near: (viewer) => this.#bring(this.#byViewer.get(viewer), (list) => list.bring('near')),
      news: (viewer, thing) => this.#bring(this.#byViewer.get(viewer), (list) => list.tell(thing)),
      doubt: (viewer, item) => this.#bring(this.#byViewer.get(viewer), (list) => list.doubt(item)),
      shown: (thing) => this.#bring(this.#byThing.get(thing), (list) => list.bring('near')),
    };
    this.#listening = this.#listen();
    void this.#hear();
  }

  /** How many lists are open. */
  get size(): number {
    return this.#turns.lists.size;
  }

  /** How many of them have not shown the latest change to their readers. */
  get behind(): number {
    return this.#turns.behind;
  }

  /** Whose lists are open. */
  viewers(): IterableIterator<Id> {
    return this.#byViewer.keys();
  }

  /** A list to be ranked now, and again whenever it may have changed. */
  open(viewerId: UserId): OpenList {
    const list = new OpenList(viewerId, this.#turns.changes, {
      wait: () => {
        this.#turns.queue(list);
        this.#turns.start();
      },
      ranked: (took: number, nearness: Nearness) => this.#turns.ranked(took, nearness),
      show: (before, after) => {
        const [were, are] = [new Set(before), new Set(after)];
        for (const id of before) if (!are.has(id)) drop(this.#byThing, id, list);
        for (const id of after) if (!were.has(id)) put(this.#byThing, id, list);
      },
      close: () => this.#forget(list),
    });
    this.#turns.add(list);
    put(this.#byViewer, viewerId, list);
    return list;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#looking);
    this.#turns.close();
    for (const list of [...this.#turns.lists]) list.close();
    await this.#listening.return();
  }

  #listen(): Listening {
    const matching = ({ change }: LiveEvent): boolean => change === null || this.how.concerns(change);
    return this.events.listen({ topics: null, matching, together: true });
  }

  async #hear(): Promise<void> {
    for await (const heard of this.#listening) {
      if (heard.kind === 'following') continue;
      if (heard.kind !== 'events' || heard.events.some((event) => this.#movesAny(event)))
        this.#turns.change();
      if (heard.kind === 'events') for (const event of heard.events) this.#bringNear(event);
      this.#turns.start();
    }
    if (this.#closed) return;
    // Too much at once to be told one by one: every list is behind, and hearing goes on.
    this.#listening = this.#listen();
    void this.#hear();
  }

  #movesAny({ change }: LiveEvent): boolean {
    return change === null || this.how.isPrivate?.(change) !== true;
  }

  #bringNear({ change }: LiveEvent): void {
    if (this.#turns.lists.size === 0) return;
    if (change === null) for (const list of this.#turns.lists) list.forgetScores();
    else this.how.reach(change, this.#reached);
  }

  #bring(lists: ReadonlySet<OpenList> | undefined, tell: (list: OpenList) => void): void {
    for (const list of lists ?? []) {
      tell(list);
      this.#turns.queue(list);
    }
  }

  #forget(list: OpenList): void {
    this.#turns.remove(list);
    drop(this.#byViewer, list.viewerId, list);
  }

  #look(): void {
    const version = this.how.version();
    if (version === this.#served) return;
    this.#served = version;
    this.#turns.change();
    this.#turns.start();
  }
}

function put<K>(sets: Map<K, Set<OpenList>>, key: K, list: OpenList): void {
  const those = sets.get(key) ?? new Set();
  sets.set(key, those.add(list));
}

function drop<K>(sets: Map<K, Set<OpenList>>, key: K, list: OpenList): void {
  const those = sets.get(key);
  those?.delete(list);
  if (those?.size === 0) sets.delete(key);
}
