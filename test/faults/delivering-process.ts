// Commits events and brings them to a durable consumer, until it dies at a point of its work; says to which points it came.
// argv: a `Life` as JSON.
import { writeSync } from 'node:fs';
import { inProcessBus } from '../../src/events/bus.js';
import { RedisBus } from '../../src/events/redis/redis-bus.js';
import { Relay } from '../../src/events/relay.js';
import { openStore } from '../../src/store/open.js';
import type { Store } from '../../src/store/graph-store.js';
import { announce, ledger } from './event-ledger.js';
import type { Life } from './life.js';
import { Mortal } from './mortal.js';

const { url, redis, dies, events, care } = JSON.parse(process.argv[2] ?? '') as Life;
const mortal = new Mortal(dies.at, dies.redisPid ?? undefined);
const store = mortal.store(await openStore(url));
if (redis !== null) mortal.redis();
const bus =
  redis === null
    ? inProcessBus()
    : await RedisBus.open({ url: redis, shop: url, outboxEnd: () => endOf(store), staleMs: 300, length: 20 });
const relay = new Relay(store, { bus, pollMs: 20, retryMs: () => 1 });
const counts = ledger(store, care);
const reader = await relay.attachDurable({
  name: 'ledger',
  async deliver(event, once) {
    mortal.at('before delivery');
    await counts(event, once);
    mortal.at('after delivery');
  },
});
for (let n = 0; n < events; n++) {
  const seq = await announce(store, `${process.pid}-${n}`);
  mortal.at('before relay');
  relay.poke(seq);
}
await reader.reach(await endOf(store));
await relay.close();
await store.close();
writeSync(1, `${JSON.stringify({ passed: mortal.passed })}\n`);
process.exit(); // the timer of a command that the driver gave up would keep it for two seconds

async function endOf(of: Store): Promise<number> {
  const done = await of.commit({ changes: [] });
  return done.kind === 'committed' ? done.seq : 0;
}
