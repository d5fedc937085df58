import { describe, expect, it } from '@jest/globals';
import type { Id } from '../../graph-models/domain/ids.js';
import type { EdgeType, NodeProps } from '../../graph-models/domain/vocabulary.js';
import { digestOf } from '../../src/live-graph/digest.js';
import { LiveState } from '../../src/live-graph/live-state.js';
import { NewestIds } from '../../src/live-graph/newest-ids.js';

const alice = 'usr_ALICE' as Id<'User'>;
const bob = 'usr_BOB' as Id<'User'>;
const kettle = 'itm_KETTLE' as Id<'Item'>;
const lamp = 'itm_LAMP' as Id<'Item'>;

function itemNamed(title: string, more: Partial<NodeProps['Item']> = {}): NodeProps['Item'] {
  return {
    sku: title,
    title,
    description: '',
    priceMinor: 1999,
    currency: 'EUR',
    categorySlugs: ['kitchen', 'tea'],
    pictures: [],
    available: true,
    createdAt: 0,
    search: '',
    ...more,
  };
}

function town(): LiveState {
  const state = new LiveState(0);
  state.putPerson(alice, { visibility: 'PUBLIC' });
  state.putPerson(bob, { visibility: 'PUBLIC' });
  state.putItem(kettle, itemNamed('Copper kettle', { brand: 'Acme', sellerId: bob }));
  state.putItem(lamp, itemNamed('Paper lamp'));
  return state;
}

const edge = (type: EdgeType, from: Id, to: Id, props: Record<string, unknown> = {}) => ({
  type,
  from,
  to,
  at: 1000,
  props,
});

describe('a live state', () => {
  it('knows an item by its categories, brand, seller and the words of its title', () => {
    const { graph } = town();

    const names = [...graph.attributesOf(0)].map((attribute) => graph.attributes.idOf(attribute));

    expect(names).toEqual([
      ...['category:kitchen', 'category:tea', 'brand:acme', `seller:${bob}`],
      ...['word:copper', 'word:kettle'],
    ]);
    expect(graph.sellers.idOf(graph.sellerOf(0))).toBe(bob);
    expect(graph.categories.idOf(graph.categoryOf(0))).toBe('kitchen');
  });

  it('takes every kind of act, friendship, block and hiding, and takes them back', () => {
    const state = town();
    const empty = digestOf(state);
    const edges = [
      edge('VIEWED', alice, kettle, { times: 2 }),
      edge('PURCHASED', alice, kettle, { times: 1 }),
      edge('RATED', alice, lamp, { rating: 5 }),
      edge('FRIEND', alice, bob),
      edge('BLOCKS', bob, alice),
      edge('HID', alice, lamp),
    ];

    for (const each of [...edges, ...edges]) state.putEdge(each);

    expect(state.graph.actCount).toBe(3);
    expect([...state.graph.friendsOf(0)]).toEqual([1]);
    expect([...state.blockedEitherWay(0)]).toEqual([1]);
    expect([...state.hidden.from(0)]).toEqual([1]);

    for (const each of edges) state.removeEdge(each);

    expect(digestOf(state)).toBe(empty);
  });

  it('hears a rating of 5 louder than one of 3, and one of 2 not at all', () => {
    const weights = [5, 3, 2].map((rating) => {
      const state = town();
      state.putEdge(edge('RATED', alice, kettle, { rating }));
      return state.graph.actsOf(0).weights[0];
    });

    expect(weights[0]).toBe(1);
    expect(weights[1]).toBeCloseTo(0.3);
    expect(weights[2]).toBe(0);
  });

  it('keeps a private rating out of the graph, and remembers that the item is owned', () => {
    const state = town();
    state.putEdge(edge('RATED', alice, kettle, { rating: 5 }));

    state.setRatingPrivate(alice, kettle, true);

    expect(state.graph.actCount).toBe(0);
    expect(state.privateRatings.has(0, 0)).toBe(true);
  });

  it('forgets everything of a deleted person and of a deleted item', () => {
    const state = town();
    state.putEdge(edge('FRIEND', alice, bob));
    state.putEdge(edge('USED', alice, kettle));
    state.putEdge(edge('USED', bob, kettle));
    state.putEdge(edge('HID', alice, lamp));

    state.removePerson(alice);
    state.removeItem(lamp);

    const without = new LiveState(0);
    without.putItem(kettle, itemNamed('Copper kettle', { brand: 'Acme', sellerId: bob }));
    without.putPerson(bob, { visibility: 'PUBLIC' });
    without.putEdge(edge('USED', bob, kettle));
    expect(digestOf(state)).toBe(digestOf(without));
    expect(state.graph.isAvailable(1)).toBe(false);
    expect(state.newest.indices()).toEqual([0]);
  });

  it('ignores what is said of people and items that are not here, or no more', () => {
    const state = town();
    state.removePerson(bob);
    const before = digestOf(state);

    state.putEdge(edge('FRIEND', alice, bob));
    state.putEdge(edge('USED', alice, 'itm_NOBODY'));
    state.putEdge(edge('BOOKMARKED', alice, 'pst_SOMETHING'));

    expect(digestOf(state)).toBe(before);
  });

  it('has another digest for every fact that differs', () => {
    const variants: ((state: LiveState) => unknown)[] = [
      () => undefined,
      (state) => state.putItem(kettle, itemNamed('Copper kettle', { brand: 'Acme' })),
      (state) => state.putItem(lamp, itemNamed('Paper lamp', { priceMinor: 2 })),
      (state) => state.putItem(lamp, itemNamed('Paper lamp', { currency: 'CNY' })),
      (state) => state.putItem(lamp, itemNamed('Paper lamp', { available: false })),
      (state) => state.putItem(lamp, itemNamed('Paper lamp', { categorySlugs: ['kitchen'] })),
      (state) => state.putEdge(edge('USED', alice, lamp)),
      (state) => state.putEdge(edge('SAVED', alice, lamp)),
      (state) => state.putEdge({ ...edge('USED', alice, lamp), at: 1 }),
      (state) => state.putEdge(edge('FRIEND', alice, bob)),
      (state) => state.putEdge(edge('BLOCKS', alice, bob)),
      (state) => state.putEdge(edge('BLOCKS', bob, alice)),
      (state) => state.putEdge(edge('HID', alice, lamp)),
      (state) => state.setRatingPrivate(alice, lamp, true),
    ];

    const digests = variants.map((change) => {
      const state = town();
      change(state);
      return digestOf(state);
    });

    expect(new Set(digests).size).toBe(variants.length);
  });
});

describe('the newest items', () => {
  it('are those with the highest ids, whatever order they came in', () => {
    const newest = new NewestIds();
    const ids = Array.from({ length: 500 }, (_, item) => ({ item, id: String(10_000 + item) }));
    for (const { item, id } of [...ids.slice(250), ...ids.slice(0, 250), ...ids]) newest.add(item, id);

    newest.remove(499);

    expect(newest.indices().slice(0, 3)).toEqual([498, 497, 496]);
    expect(newest.indices()).toHaveLength(299);
  });
});
