import type { Change, Changes } from '../../src/store/graph-store.js';
import { friends, item, nth, person, put } from '../contracts/graph-store/town.js';

const ITEMS = 20;
const EVERY_LARGE = 7;
const LARGE = 400;

/**
 * The n-th commit to an empty store: a person who befriends the one before, likes and views, takes the view of the
 * one before back, and now and then hundreds of likes. What is in the store after n commits follows from n.
 */
export function numberedCommit(n: number): Changes {
  const who = nth('User', n);
  const before = nth('User', n - 1);
  const thing = nth('Item', n % ITEMS);
  const changes: Change[] = [
    ...(n === 1 ? Array.from({ length: ITEMS }, (_, i) => item(nth('Item', i), `item-${i}`)) : []),
    person(who, `person-${n}`),
    put('LIKED', who, thing, n),
    put('VIEWED', who, thing, n, { times: 1 }),
    { kind: 'increment', id: thing, property: 'rated5', by: 1 },
  ];
  if (n > 1) {
    changes.push(friends(before, who, n));
    changes.push({ kind: 'deleteEdge', type: 'VIEWED', from: before, to: nth('Item', (n - 1) % ITEMS) });
  }
  if (n % EVERY_LARGE === 0) {
    for (let k = 0; k < LARGE; k++) {
      changes.push(put('SAVED', nth('User', 1 + (k % n)), nth('Item', Math.floor(k / n) % ITEMS), n));
    }
  }
  return { changes, events: [{ id: `commit-${n}`, kind: 'numbered', at: n, payload: { n } }] };
}
