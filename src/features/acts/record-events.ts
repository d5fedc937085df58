import type { Id } from '../../../graph-models/domain/ids.js';
import type { NodeProps } from '../../../graph-models/domain/vocabulary.js';
import type { Change, Expectation } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import type { Shop } from '../../use-cases/shop.js';
import { visibleItems } from '../catalog/index.js';
import { actKey, checkEvent, type ReportedEvent } from './check-event.js';
import { EventKind, EventStatus, type EventProblem } from './event-kinds.js';
import { unchanged } from './tally.js';

/** What became of one event. */
export type EventOutcome = {
  readonly clientEventId: string;
  readonly status: EventStatus;
  readonly problem: EventProblem | null;
};

export type EventsDone = { readonly outcomes: readonly EventOutcome[] };

/**
 * Records what a person did, each event exactly once by its client's id: one that is known, from before or from
 * earlier in the batch, is a duplicate whatever else it says. The rest goes in with one commit.
 */
export async function planRecordEvents(
  shop: Shop,
  userId: Id<'User'>,
  events: readonly ReportedEvent[],
): Promise<Plan<EventsDone>> {
  const [known, items] = await Promise.all([knownKeys(shop, userId, events), seen(shop, userId, events)]);
  const now = shop.now();
  const acts: NodeProps['Act'][] = [];
  const outcomes = events.map((event): EventOutcome => {
    const { clientEventId } = event;
    const key = actKey(userId, clientEventId);
    if (known.has(key)) return { clientEventId, status: EventStatus.DUPLICATE, problem: null };
    const act = checkEvent(userId, event, now, (id) => items.has(id));
    if (typeof act === 'string') return { clientEventId, status: EventStatus.REJECTED, problem: act };
    known.add(key);
    acts.push(act);
    return { clientEventId, status: EventStatus.ACCEPTED, problem: null };
  });
  const views = await viewed(shop, userId, acts);
  return {
    expect: views.expect,
    changes: [
      ...acts.map((props): Change => ({ kind: 'createNode', id: shop.newId('Act'), props })),
      ...views.changes,
    ],
    result: { outcomes },
  };
}

/** Keys of the batch that an act holds already. */
async function knownKeys(
  shop: Shop,
  userId: Id<'User'>,
  events: readonly ReportedEvent[],
): Promise<Set<string>> {
  const ids = events
    .map(({ clientEventId }) => clientEventId)
    .filter((id) => /^[\x21-\x7e]{1,100}$/.test(id));
  const keys = [...new Set(ids)].map((id) => actKey(userId, id));
  const acts = await shop.store.lookup('Act', 'key', keys);
  return new Set(acts.filter((act) => act !== null).map(({ props }) => props.key));
}

/** Items of the batch that the person can see. */
async function seen(
  shop: Shop,
  userId: Id<'User'>,
  events: readonly ReportedEvent[],
): Promise<Set<Id<'Item'>>> {
  const ids = [...new Set(events.map(({ itemId }) => itemId))].filter((id) => id != null);
  const items = await visibleItems(shop, userId, ids);
  return new Set(items.filter((item) => item !== null).map(({ id }) => id));
}

/** The person's views of each item, with those of `acts` added. */
async function viewed(
  shop: Shop,
  userId: Id<'User'>,
  acts: readonly NodeProps['Act'][],
): Promise<{ readonly expect: Expectation[]; readonly changes: Change[] }> {
  const news = new Map<Id<'Item'>, { times: number; at: number }>();
  for (const { kind, itemId, at } of acts) {
    if (kind !== (EventKind.VIEW as string) || itemId === undefined) continue;
    const so = news.get(itemId) ?? { times: 0, at };
    news.set(itemId, { times: so.times + 1, at: Math.max(so.at, at) });
  }
  const pairs = [...news.keys()].map((to) => ({ from: userId, to }));
  const edges = await shop.store.between('VIEWED', pairs);
  const expect = pairs.map(({ to }, index) => unchanged('VIEWED', userId, to, edges[index] ?? null));
  const changes = [...news].map(([to, { times, at }], index): Change => {
    const edge = edges[index] ?? null;
    const before = edge === null ? { times: 0, at } : { times: edge.props.times, at: edge.at };
    const props = { times: before.times + times };
    return { kind: 'putEdge', type: 'VIEWED', from: userId, to, at: Math.max(at, before.at), props };
  });
  return { expect, changes };
}
