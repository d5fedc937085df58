/**
 * What a feed costs where networks are large: `node dist/bench/large-networks.js [--people 1000000] [--friends 5000]`.
 *
 * Everybody follows one person; Alice has thousands of friends, that person among them. In the live graph alone: what the
 * store adds is the same for every page. Milliseconds of 20 pages each, the processor's time of one thread.
 */
import 'reflect-metadata';
import { pino } from 'pino';
import { parseArgs } from 'node:util';
import { ulid } from 'ulid';
import { makeId, type Id } from '../graph-models/domain/ids.js';
import { randomOf } from '../graph-models/neural/random.js';
import { feedReach } from '../src/features/feed/feed-reach.js';
import { feedNow, type FeedDeps } from '../src/features/feed/feed.js';
import { hotTopicsNow } from '../src/features/feed/hot-topics.js';
import { withoutModel } from '../src/features/recommendations/serving.js';
import { LiveState } from '../src/live-graph/live-state.js';
import { RememberedLists } from '../src/pipeline/remembered-lists.js';

const { values } = parseArgs({
  options: { people: { type: 'string', default: '1000000' }, friends: { type: 'string', default: '5000' } },
});
const [PEOPLE, FRIENDS] = [Number(values.people), Number(values.friends)];
const [ITEMS, POSTS, OPEN, PAGES] = [20_000, 50_000, 1000, 20];
const [FAMOUS, ALICE, FEW] = [0, 1, 2];
const HOUR = 3_600_000;
const now = Date.UTC(2026, 0, 1);

const random = randomOf(5);
const upTo = (count: number): number => Math.floor(random() * count);
const state = new LiveState(1);
const people = ids('User', PEOPLE);
const items = ids('Item', ITEMS);
const startedAt = performance.now();
fill();
say(
  'filled',
  `${Math.round(performance.now() - startedAt)} ms, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
);

const serving = () => withoutModel(state);
const deps: FeedDeps = {
  things: (those) => Promise.resolve(those.map((id) => ({ id }))),
  live: { refresh: () => Promise.resolve(true), freshAt: now },
  lists: new RememberedLists<number>(ulid),
  serving,
  now: () => now,
  log: pino({ level: 'silent' }),
};
for (const [who, person] of [
  [`${FRIENDS} friends`, ALICE],
  ['20 friends', FEW],
  [`${PEOPLE} followers`, FAMOUS],
] as const) {
  for (const mode of ['RANKED', 'CHRONOLOGICAL'] as const)
    await time(`page of 20, ${mode}, by somebody with ${who}`, async () => {
      await feedNow(
        deps,
        { viewerId: people[person]!, mode, mix: 0.3, weights: {}, first: 20, after: null },
        true,
      );
    });
  await time(`hot topics, by somebody with ${who}`, () => hotTopicsNow(serving(), people[person]!, now));
}
const viewers = people.slice(FEW, FEW + OPEN);
const reach = feedReach(serving, () => ({ viewers: () => viewers.values() }));
const post = makeId('Post', ulid());
const change = {
  ...{ by: people[FAMOUS]!, mutation: 'createPost', at: now, nodes: [post], deleted: [], removed: [] },
  put: [{ type: 'WROTE', from: people[FAMOUS]!, to: post, at: now, props: {} }],
} as never;
let told = 0;
const tell = (): unknown => told++;
const reached = { own: tell, near: tell, news: tell, doubt: tell, shown: () => undefined };
await time(`a post by somebody with ${PEOPLE} followers, ${OPEN} of them looking`, () =>
  reach.reach(change, reached),
);
say('told', `${told / (PAGES + 1)} feeds a post`);

function ids<L extends 'User' | 'Item'>(label: L, count: number): Id<L>[] {
  return Array.from({ length: count }, (_, n) =>
    makeId(label, `01ARZ3NDEKTSV4RR${String(n).padStart(10, '0')}`),
  );
}

function fill(): void {
  for (const id of people)
    state.putPerson(id, { visibility: 'PUBLIC', announced: ['PURCHASES', 'REACTIONS'] });
  items.forEach((id, n) =>
    state.putItem(id, {
      ...{ sku: `${n}`, title: `Item ${n}`, description: '', priceMinor: 1, currency: 'EUR' },
      ...{ categorySlugs: [`category-${n % 40}`], sellerId: people[n % 300]!, pictures: [] },
      ...{ available: true, createdAt: 1, search: '' },
    }),
  );
  const put = (type: string, from: Id, to: Id, at: number, props: object = {}): void =>
    state.putEdge({ type, from, to, at, props } as never);
  for (let n = 1; n < PEOPLE; n++) put('FOLLOWS', people[n]!, people[FAMOUS]!, 1);
  for (let n = 0; n < FRIENDS; n++) put('FRIEND', people[ALICE]!, people[n === 0 ? FAMOUS : n + 1]!, 1);
  for (let n = 0; n < 20; n++) put('FRIEND', people[FEW]!, people[n === 0 ? FAMOUS : 10 + n * 7]!, 1);
  for (let n = 0; n < 4 * FRIENDS; n++) {
    const [one, other] = [2 + upTo(FRIENDS), 2 + upTo(10 * FRIENDS)];
    if (one !== other) put('FRIEND', people[one]!, people[other]!, 1);
  }
  for (let n = 0; n < 600_000; n++) {
    const [person, item] = [people[upTo(2 * FRIENDS)]!, items[Math.floor(ITEMS * random() ** 3)]!];
    put(n % 3 === 0 ? 'PURCHASED' : 'LIKED', person, item, now - upTo(60 * 24) * HOUR, { times: 1 });
  }
  for (let n = 0; n < POSTS; n++) {
    const id = makeId('Post', `01ARZ3NDEKTSV4RR${String(n).padStart(10, '0')}`);
    const createdAt = now - upTo(60 * 24) * HOUR;
    const userId = people[n % 100 === 0 ? FAMOUS : upTo(2 * FRIENDS)]!;
    state.putContent(id, { userId, text: '', visibility: 'PUBLIC', createdAt });
    put('TAGS', id, items[upTo(ITEMS)]!, createdAt);
    put('REACTED', people[upTo(2 * FRIENDS)]!, id, createdAt, { kind: 'LIKE' });
  }
}

async function time(what: string, run: () => unknown): Promise<void> {
  await run();
  const took: number[] = [];
  for (let n = 0; n < PAGES; n++) {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1000);
  }
  took.sort((a, b) => a - b);
  const [p50, p95] = [0.5, 0.95].map((share) => took[Math.floor(share * took.length)]!.toFixed(1));
  say(what, `p50 ${p50} ms, p95 ${p95} ms`);
}

function say(what: string, figure: string): void {
  process.stdout.write(`${what}: ${figure}\n`);
}
