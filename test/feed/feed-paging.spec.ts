import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FeedEntry } from '../../src/features/feed/feed-request.js';
import type { FeedMode } from '../../src/features/feed/stages.js';
import { full } from '../support/full.js';
import { MemoryTown } from './memory-town.js';

const [PEOPLE, ITEMS] = [8, 10];
const VIEWER = 7;

const person = fc.nat(PEOPLE - 2);
const item = fc.nat(ITEMS - 1);
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ it: fc.constant('post' as const), person, item }) },
  { weight: 4, arbitrary: fc.record({ it: fc.constant('review' as const), person, item }) },
  { weight: 3, arbitrary: fc.record({ it: fc.constant('react' as const), person, post: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ it: fc.constant('buy' as const), person, item }) },
  { weight: 1, arbitrary: fc.record({ it: fc.constant('befriend' as const), person }) },
  { weight: 1, arbitrary: fc.record({ it: fc.constant('unfriend' as const), person }) },
  { weight: 1, arbitrary: fc.record({ it: fc.constant('mute' as const), person }) },
  { weight: 1, arbitrary: fc.record({ it: fc.constant('hide' as const), item }) },
  { weight: 1, arbitrary: fc.record({ it: fc.constant('see' as const), item }) },
  { weight: 1, arbitrary: fc.record({ it: fc.constant('delete' as const), post: fc.nat(20) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

function happens(town: MemoryTown, one: Happening): void {
  const viewer = town.person(VIEWER);
  switch (one.it) {
    case 'post':
      return town.post(one.person, one.item);
    case 'review':
      return town.review(one.person, one.item);
    case 'react': {
      const post = town.posts[one.post];
      return post === undefined ? undefined : town.edge('REACTED', town.person(one.person), post);
    }
    case 'buy':
      return town.edge('PURCHASED', town.person(one.person), town.item(one.item));
    case 'befriend':
      return town.edge('FRIEND', town.person(one.person), viewer);
    case 'unfriend':
      return town.noEdge('FRIEND', town.person(one.person), viewer);
    case 'mute':
      return town.edge('MUTES', viewer, town.person(one.person));
    case 'hide':
      return town.edge('HID', viewer, town.item(one.item));
    case 'see':
      return town.edge('SEEN', viewer, town.item(one.item));
    case 'delete':
      return town.deletePost(one.post);
  }
}

function livelyTown(history: readonly Happening[]): MemoryTown {
  const town = new MemoryTown(PEOPLE, ITEMS);
  for (const friend of [0, 1, 2]) town.edge('FRIEND', town.person(friend), town.person(VIEWER));
  town.edge('FOLLOWS', town.person(VIEWER), town.person(3));
  for (const one of history) happens(town, one);
  return town;
}

const MOST = { author: 3, seller: 3, category: 5, people: 2 };

/** What an entry may not have too much of in 20, told from what it shows alone. */
function keysOf(
  { state }: MemoryTown,
  { node, id, kind }: FeedEntry,
): (readonly [keyof typeof MOST, number])[] {
  const shown = state.content.ids.indexOf((node as { id: string }).id);
  const about = shown >= 0 ? [...state.content.tags.from(shown)] : [state.graph.items.indexOf(id)];
  const keys: (readonly [keyof typeof MOST, number])[] = [];
  if (shown >= 0) keys.push(['author', state.content.authorOf(shown)]);
  if (kind === 'RECOMMENDED_PERSON') keys.push(['people', 0]);
  const item = about[0] ?? -1;
  if (item >= 0)
    keys.push(['seller', state.graph.sellerOf(item)], ['category', state.graph.categoryOf(item)]);
  return keys;
}

function fits(town: MemoryTown, shown: readonly FeedEntry[], entry: FeedEntry): boolean {
  const others = shown.flatMap((one) => keysOf(town, one));
  return keysOf(town, entry).every(
    ([name, key]) => others.filter(([other, of]) => other === name && of === key).length < MOST[name],
  );
}

describe('the spread of a feed', () => {
  it('shows at most 3 by one author, 3 of one seller, 5 of one category and 2 people in 20, while others are left', async () => {
    let crowded = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { minLength: 20, maxLength: 120 }),
        fc.array(fc.nat(PEOPLE - 2), { minLength: 30, maxLength: 60 }),
        fc.constantFrom(0, 0.3, 0.7),
        async (history, authors, mix) => {
          const town = livelyTown(history);
          for (const friend of [0, 1, 2, 3, 4, 5, 6])
            town.edge('FRIEND', town.person(friend), town.person(VIEWER));
          authors.forEach((author, i) => town.post(author, i % 4 === 0 ? i % ITEMS : null));
          const { entries } = await town.feed(VIEWER, { mix });
          for (let start = 0; start < entries.length; start += 20) {
            const window = entries.slice(start, start + 20);
            const rest = entries.slice(start + 20);
            const shown = window.filter((entry, i) => fits(town, window.slice(0, i), entry));
            if (shown.length === window.length) continue;
            crowded++;
            for (const entry of rest) expect(fits(town, shown, entry)).toBe(false);
          }
        },
      ),
      { seed: 6, numRuns: full ? 2000 : 200 },
    );
    expect(crowded).toBeGreaterThan(0);
  });
});

describe('a walk through a feed', () => {
  it('has no repeat, and no gap for what was there throughout, however the ranking moves', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { maxLength: 25 }),
        fc.array(fc.tuple(fc.integer({ min: 2, max: 5 }), fc.array(happening, { maxLength: 3 })), {
          minLength: 30,
          maxLength: 30,
        }),
        fc.constantFrom<FeedMode>('RANKED', 'CHRONOLOGICAL'),
        fc.constantFrom(0, 0.3, 1),
        async (history, pages, mode, mix) => {
          const town = livelyTown(history);
          const now = async (): Promise<string[]> =>
            (await town.feed(VIEWER, { mode, mix })).entries.map(({ id }) => id);
          const first = await now();
          let throughout = new Set(first);
          const walked: string[] = [];
          let after: { list: string; place: number } | null = null;
          for (const [size, meanwhile] of pages) {
            const page: Awaited<ReturnType<MemoryTown['feed']>> = await town.feed(VIEWER, {
              ...{ mode, mix, after, first: size },
            });
            walked.push(...page.entries.map(({ id }) => id));
            expect(page.entries.length).toBeLessThanOrEqual(size);
            if (!page.hasMore) break;
            expect(page.entries).toHaveLength(size);
            after = page.entries.at(-1)!.position;
            for (const one of meanwhile) {
              happens(town, one);
              const there = new Set(await now());
              throughout = new Set([...throughout].filter((id) => there.has(id)));
            }
          }

          expect(new Set(walked).size).toBe(walked.length);
          const inOrder = first.filter((id) => walked.includes(id));
          expect(walked).toEqual(inOrder);
          expect(walked).toEqual(expect.arrayContaining([...throughout]));
        },
      ),
      { seed: 5, numRuns: full ? 10_000 : 1000 },
    );
  });
});
