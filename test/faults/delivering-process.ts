// Commits events and brings them to a durable consumer, until it dies at one of the questions it asks the store.
// argv: database, Redis or '', the question it dies at (0: none), events to commit, 'careful' or 'careless'.
import { openStore } from '../../src/store/open.js';
import { inProcessBus } from '../../src/events/bus.js';
import { RedisBus } from '../../src/events/redis/redis-bus.js';
import { Relay } from '../../src/events/relay.js';
import type { Store } from '../../src/store/graph-store.js';
import { announce, ledger, type Care } from './event-ledger.js';

const [url = '', redis = '', dies = '0', count = '0', care = 'careful'] = process.argv.slice(2);
const store = mortal(await openStore(url), Number(dies));
const bus =
  redis === ''
    ? inProcessBus()
    : await RedisBus.open({ url: redis, shop: url, outboxEnd: async () => endOf(store), staleMs: 300 });
const relay = new Relay(store, { bus, pollMs: 20, retryMs: () => 1 });
const reader = await relay.attachDurable({ name: 'ledger', deliver: ledger(store, care as Care) });
for (let n = 0; n < Number(count); n++) relay.poke(await announce(store, `${process.pid}-${n}`));
await reader.reach(await endOf(store));
await relay.close();
await store.close();

async function endOf(of: Store): Promise<number> {
  const done = await of.commit({ changes: [] });
  return done.kind === 'committed' ? done.seq : 0;
}

/** The store, whose process is killed before or after the n-th question that it is asked. */
function mortal(of: Store, n: number): Store {
  let asked = 0;
  const die = (): void => void process.kill(process.pid, 'SIGKILL');
  return new Proxy(of, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        const at = ++asked;
        if (at === n && n % 2 === 0) die();
        const answer: unknown = Reflect.apply(value, target, args);
        if (at === n && answer instanceof Promise) return answer.finally(die);
        return answer;
      };
    },
  });
}
