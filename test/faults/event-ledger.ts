import { makeId } from '../../graph-models/domain/ids.js';
import { uncounted, type Once } from '../../src/events/once.js';
import type { Store, StoredEvent } from '../../src/store/graph-store.js';
import { item } from '../contracts/graph-store/town.js';

/** A careless reader commits its effects without saying for which event. */
export type Care = 'careful' | 'careless';

const COUNTER = makeId('Item', '0'.repeat(26));

/** Commits one event; answers its position. */
export async function announce(store: Store, id: string): Promise<number> {
  const done = await store.commit({
    changes: [],
    events: [{ id, kind: 'counted', at: 1, payload: { id } }],
  });
  if (done.kind === 'conflict') throw new Error(`an event met ${done.conflict.kind}`);
  return done.seq;
}

/** The effect of an event is one more on a counter: twice is seen, and so is never. */
export function ledger(store: Store, care: Care): (event: StoredEvent, once: Once) => Promise<void> {
  return async (_event, once) => {
    const { expect, changes } = await (care === 'careful' ? once : uncounted)();
    const done = await store.commit({
      expect,
      changes: [...changes, { kind: 'increment', id: COUNTER, property: 'rated5', by: 1 }],
    });
    if (done.kind === 'conflict') throw new Error('somebody was faster');
  };
}

/** An empty ledger. */
export async function openLedger(store: Store): Promise<void> {
  await store.commit({ changes: [item(COUNTER, 'counter')] });
}

/** How many events there are, and how many had their effect. */
export async function balance(store: Store): Promise<{ readonly events: number; readonly effects: number }> {
  const [counter] = await store.nodes('Item', [COUNTER]);
  const events = await store.eventsAfter(0, 1_000_000);
  return { events: events.length, effects: counter?.props.rated5 ?? 0 };
}
