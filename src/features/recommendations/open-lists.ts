import { labelOf, type Id, type ItemId, type UserId } from '../../../graph-models/domain/ids.js';
import { isAct } from '../../live-graph/act-of-edge.js';
import type { LiveEvent } from '../../live/live-event.js';
import type { LiveEvents } from '../../live/live-events.js';
import type { Listening } from '../../live/listening.js';
import { OpenList, type Nearness } from './open-list.js';
import type { Serving } from './serving.js';
import { Turns, type TurnsOptions } from './turns.js';

export interface OpenListsOptions extends TurnsOptions {
  /** How often a newly served model is looked for; default 1,000. */
  readonly lookMs?: number;
}

/**
 * The ranked lists that people have open, and whose turn it is to be ranked anew.
 *
 * Anything that anybody does may move any list a little, and ranking all of them each time is out of reach. So lists
 * whose own viewer did something come first and at once. Then come those that something else came near to: a friend's act
 * that may bring an item into view, a change of an item they show; in a bounded share of the time, so that requests are
 * answered meanwhile. All others follow, the least recently ranked first, in a smaller share. Whatever happens while a
 * list waits is one change to it.
 */
export class OpenLists {
  readonly #byViewer = new Map<Id, Set<OpenList>>();
  readonly #byItem = new Map<Id, Set<OpenList>>();
  readonly #turns: Turns;
  readonly #looking: NodeJS.Timeout;
  #served: string | null;
  #listening: Listening;
  #closed = false;

  constructor(
    private readonly events: LiveEvents,
    private readonly serving: () => Serving,
    { lookMs = 1000, ...turns }: OpenListsOptions = {},
  ) {
    this.#turns = new Turns(turns);
    this.#served = serving().version;
    this.#looking = setInterval(() => this.#look(), lookMs);
    this.#looking.unref();
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

  /** A list to be ranked now, and again whenever it may have changed. */
  open(viewerId: UserId): OpenList {
    const list = new OpenList(viewerId, this.#turns.changes, {
      wait: () => {
        this.#turns.queue(list);
        this.#turns.start();
      },
      ranked: (took, nearness) => this.#turns.ranked(took, nearness),
      show: (before, after) => {
        for (const id of before) drop(this.#byItem, id, list);
        for (const id of after) put(this.#byItem, id, list);
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
    return this.events.listen({ topics: null, matching: concernsRanking, together: true });
  }

  async #hear(): Promise<void> {
    for await (const heard of this.#listening) {
      if (heard.kind === 'following') continue;
      this.#turns.change();
      if (heard.kind === 'events') for (const event of heard.events) this.#bringNear(event);
      this.#turns.start();
    }
    if (this.#closed) return;
    // Too much at once to be told one by one: every list is behind, and hearing goes on.
    this.#listening = this.#listen();
    void this.#hear();
  }

  #bringNear({ change }: LiveEvent): void {
    if (this.#turns.lists.size === 0) return;
    if (change === null) {
      for (const list of this.#turns.lists) list.forgetScores();
      return;
    }
    for (const { type, from, to } of [...change.put, ...change.removed]) {
      if (isAct(type) || BONDS.has(type)) this.#bring('own', this.#byViewer.get(from));
      if (BONDS.has(type)) this.#bring('own', this.#byViewer.get(to));
      if (isAct(type)) this.#ofFriends(from, (list) => list.doubt(to as ItemId));
    }
    for (const id of [...change.nodes, ...change.deleted]) {
      this.#bring('near', this.#byItem.get(id));
      if (labelOf(id) !== 'User') continue;
      this.#bring('own', this.#byViewer.get(id));
      this.#ofFriends(id, (list) => list.bring('near'));
    }
  }

  #bring(nearness: Nearness, lists: ReadonlySet<OpenList> | undefined): void {
    for (const list of lists ?? []) {
      list.bring(nearness);
      this.#turns.queue(list);
    }
  }

  #ofFriends(id: Id, tell: (list: OpenList) => void): void {
    const { graph } = this.serving().state;
    const person = graph.people.indexOf(id);
    if (person < 0) return;
    for (const friend of graph.friendsOf(person)) {
      for (const list of this.#byViewer.get(graph.people.idOf(friend) as UserId) ?? []) {
        tell(list);
        this.#turns.queue(list);
      }
    }
  }

  #forget(list: OpenList): void {
    this.#turns.remove(list);
    drop(this.#byViewer, list.viewerId, list);
  }

  #look(): void {
    const { version } = this.serving();
    if (version === this.#served) return;
    this.#served = version;
    this.#turns.change();
    this.#turns.start();
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
