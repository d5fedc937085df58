import { labelOf, type Id, type ItemId, type UserId } from '../../../graph-models/domain/ids.js';
import { isAct } from '../../live-graph/act-of-edge.js';
import type { LiveEvent } from '../../live/live-event.js';
import type { LiveEvents } from '../../live/live-events.js';
import type { Listening } from '../../live/listening.js';
import { OpenList } from './open-list.js';
import type { Serving } from './serving.js';

export interface OpenListsOptions {
  /** A list is not ranked more often than this; default 100. */
  readonly pauseMs?: number;
  /** How much of the time goes into lists that only strangers' acts may have changed, 0 to 1; default 0.25. */
  readonly backgroundShare?: number;
  /** How often a newly served model is looked for; default 1,000. */
  readonly lookMs?: number;
}

const AT_ONCE = 4;
/** For how long doubts are settled before others have a turn. */
const SLICE_MS = 5;

/**
 * The ranked lists that people have open, and whose turn it is to be ranked anew.
 *
 * Anything that anybody does may move any list a little, and ranking all of them each time is out of reach. So the
 * lists that an event is near to (those of the people in it, those of their friends into which it may bring an item, and
 * those that show an item which changed) come first and at once; all others follow one after the other, the least recently ranked first, in a bounded
 * share of the time. Whatever happens while a list waits is one change to it.
 */
export class OpenLists {
  readonly #byViewer = new Map<Id, Set<OpenList>>();
  readonly #byItem = new Map<Id, Set<OpenList>>();
  /** The least recently ranked first. */
  readonly #all = new Set<OpenList>();
  /** Those waiting that an event was near to, in the order of the events. */
  readonly #near = new Set<OpenList>();
  readonly #options: Required<OpenListsOptions>;
  #changes = 0;
  #running = 0;
  #backgroundAt = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #looking: NodeJS.Timeout;
  #served: string | null;
  #listening: Listening;
  #closed = false;

  constructor(
    private readonly events: LiveEvents,
    private readonly serving: () => Serving,
    { pauseMs = 100, backgroundShare = 0.25, lookMs = 1000 }: OpenListsOptions = {},
  ) {
    this.#options = { pauseMs, backgroundShare, lookMs };
    this.#served = serving().version;
    this.#looking = setInterval(() => this.#look(), lookMs);
    this.#looking.unref();
    this.#listening = this.#listen();
    void this.#hear();
  }

  /** How many lists are open. */
  get size(): number {
    return this.#all.size;
  }

  /** How many of them have not shown the latest change to their readers. */
  get behind(): number {
    let behind = 0;
    for (const list of this.#all) if (!list.isWaiting || list.isNear || list.seen < this.#changes) behind++;
    return behind;
  }

  /** A list to be ranked now, and again whenever it may have changed. */
  open(viewerId: UserId): OpenList {
    const list = new OpenList(viewerId, this.#changes, {
      wait: () => {
        this.#queue(list);
        this.#pump();
      },
      ranked: (took, wasNear) => this.#ranked(took, wasNear),
      show: (before, after) => {
        for (const id of before) drop(this.#byItem, id, list);
        for (const id of after) put(this.#byItem, id, list);
      },
      close: () => this.#forget(list),
    });
    this.#all.add(list);
    put(this.#byViewer, viewerId, list);
    return list;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#looking);
    clearTimeout(this.#timer);
    for (const list of [...this.#all]) list.close();
    await this.#listening.return();
  }

  #listen(): Listening {
    return this.events.listen({ topics: null, matching: concernsRanking, together: true });
  }

  async #hear(): Promise<void> {
    for await (const heard of this.#listening) {
      if (heard.kind === 'following') continue;
      this.#changes++;
      if (heard.kind === 'events') for (const event of heard.events) this.#bringNear(event);
      this.#pump();
    }
    if (this.#closed) return;
    // Too much at once to be told one by one: every list is behind, and hearing goes on.
    this.#listening = this.#listen();
    void this.#hear();
  }

  #bringNear({ change }: LiveEvent): void {
    if (this.#all.size === 0) return;
    if (change === null) {
      for (const list of this.#all) list.forgetScores();
      return;
    }
    for (const { type, from, to } of [...change.put, ...change.removed]) {
      if (isAct(type) || BONDS.has(type)) this.#addNear(this.#byViewer.get(from));
      if (BONDS.has(type)) this.#addNear(this.#byViewer.get(to));
      if (isAct(type)) this.#ofFriends(from, (list) => list.doubt(to as ItemId));
    }
    for (const id of [...change.nodes, ...change.deleted]) {
      this.#addNear(this.#byItem.get(id));
      if (labelOf(id) !== 'User') continue;
      this.#addNear(this.#byViewer.get(id));
      this.#ofFriends(id, (list) => (list.isNear = true));
    }
  }

  #addNear(lists: ReadonlySet<OpenList> | undefined): void {
    for (const list of lists ?? []) {
      list.isNear = true;
      this.#queue(list);
    }
  }

  #ofFriends(id: Id, tell: (list: OpenList) => void): void {
    const { graph } = this.serving().state;
    const person = graph.people.indexOf(id);
    if (person < 0) return;
    for (const friend of graph.friendsOf(person)) {
      for (const list of this.#byViewer.get(graph.people.idOf(friend) as UserId) ?? []) {
        tell(list);
        this.#queue(list);
      }
    }
  }

  #queue(list: OpenList): void {
    if (list.isWaiting && (list.isNear || list.hasDoubts)) this.#near.add(list);
  }

  /** Starts what may be started, and comes back when there will be more. */
  #pump(): void {
    clearTimeout(this.#timer);
    let again = Infinity;
    const now = performance.now();
    while (this.#running < AT_ONCE) {
      const [near, nearAt] = this.#nextNear(now);
      const [far, farAt] = near === null ? this.#nextFar(now) : [null, Infinity];
      const next = near ?? far;
      if (next === null) {
        again = Math.min(nearAt, farAt);
        break;
      }
      this.#near.delete(next);
      this.#all.delete(next);
      this.#all.add(next);
      this.#running++;
      if (near === null) this.#backgroundAt = Infinity;
      next.grant(this.#changes);
    }
    if (again === Infinity || this.#closed) return;
    this.#timer = setTimeout(() => this.#pump(), Math.max(1, again - now));
    this.#timer.unref();
  }

  #nextNear(now: number): [OpenList | null, number] {
    let soonest = Infinity;
    for (const list of this.#near) {
      if (performance.now() - now > SLICE_MS) return [null, now];
      if (!list.isNear) list.settleDoubts();
      if (!list.isNear) {
        this.#near.delete(list);
        continue;
      }
      const at = list.rankedAt + this.#options.pauseMs;
      if (at <= now) return [list, at];
      soonest = Math.min(soonest, at);
    }
    return [null, soonest];
  }

  #nextFar(now: number): [OpenList | null, number] {
    for (const list of this.#all) {
      if (list.seen === this.#changes) break;
      if (!list.isWaiting) continue;
      const at = Math.max(this.#backgroundAt, list.rankedAt + this.#options.pauseMs);
      return at <= now ? [list, at] : [null, at];
    }
    return [null, Infinity];
  }

  #ranked(tookMs: number, wasNear: boolean): void {
    this.#running--;
    const rest = tookMs * (1 / this.#options.backgroundShare - 1);
    if (!wasNear) this.#backgroundAt = performance.now() + rest;
    this.#pump();
  }

  #forget(list: OpenList): void {
    this.#all.delete(list);
    this.#near.delete(list);
    drop(this.#byViewer, list.viewerId, list);
  }

  #look(): void {
    const { version } = this.serving();
    if (version === this.#served) return;
    this.#served = version;
    this.#changes++;
    this.#pump();
  }
}

/** Can it move a score, or decide what may be shown? */
function concernsRanking({ change }: LiveEvent): boolean {
  if (change === null) return true;
  const isRanked = (id: Id): boolean => RANKED_LABELS.has(labelOf(id) ?? '');
  return (
    [...change.put, ...change.removed].some(({ type }) => isAct(type) || BONDS.has(type)) ||
    [...change.nodes, ...change.deleted].some(isRanked)
  );
}

const RANKED_LABELS: ReadonlySet<string> = new Set(['User', 'Item', 'Review']);
const BONDS: ReadonlySet<string> = new Set(['FRIEND', 'BLOCKS', 'HID']);

function put<K>(sets: Map<K, Set<OpenList>>, key: K, list: OpenList): void {
  const those = sets.get(key) ?? new Set();
  sets.set(key, those.add(list));
}

function drop<K>(sets: Map<K, Set<OpenList>>, key: K, list: OpenList): void {
  const those = sets.get(key);
  those?.delete(list);
  if (those?.size === 0) sets.delete(key);
}
