import { beforeEach, expect, it } from '@jest/globals';
import { friendPair, type Visibility } from '../../graph-models/domain/vocabulary.js';
import { peopleFeature } from '../../src/features/people/index.js';
import { visiblePeople, visibleTo, type Owned } from '../../src/features/visibility/index.js';
import type { SignedIn } from '../../src/graphql/context.js';
import { Loaders } from '../../src/graphql/loaders.js';
import type { Change } from '../../src/store/graph-store.js';
import { countingStore, openApi, type Api } from '../support/api.js';
import { describeOnEachStore } from '../support/stores.js';

const KINDS: readonly Visibility[] = ['PUBLIC', 'FRIENDS', 'CIRCLE', 'ONLY_ME'];

describeOnEachStore('the rule of visibility', (openEmptyStore) => {
  let api: Api;
  let counted: ReturnType<typeof countingStore>;
  /** Alice owns things; Bob is her friend, Carol is in her circle, Dave is nobody to her, Eve is blocked by her. */
  let people: Record<'alice' | 'bob' | 'carol' | 'dave' | 'eve', SignedIn>;
  const circleId = 'cir_01HZZZZZZZZZZZZZZZZZZZZZZZ' as const;

  beforeEach(async () => {
    counted = countingStore(await openEmptyStore());
    api = await openApi(counted.store, [peopleFeature()]);
    const [alice, bob, carol, dave, eve] = await Promise.all(
      ['alice', 'bob', 'carol', 'dave', 'eve'].map((handle) => api.person(handle)),
    );
    people = { alice: alice!, bob: bob!, carol: carol!, dave: dave!, eve: eve! };
    const circle = {
      slug: 'well',
      name: 'The well',
      about: '',
      ownerId: alice!.userId,
      createdAt: 1,
    } as const;
    await put({ kind: 'createNode', id: circleId, props: { ...circle, visibility: 'CIRCLE' } });
    await put({
      kind: 'putEdge',
      type: 'FRIEND',
      ...friendPair(alice!.userId, bob!.userId),
      at: 1,
      props: {},
    });
    const role = { role: 'MEMBER' } as const;
    await put({ kind: 'putEdge', type: 'MEMBER_OF', from: carol!.userId, to: circleId, at: 1, props: role });
    await put({ kind: 'putEdge', type: 'BLOCKS', from: alice!.userId, to: eve!.userId, at: 1, props: {} });
  });

  const put = async (change: Change): Promise<void> => {
    expect(await api.shop.store.commit({ changes: [change] })).toMatchObject({ kind: 'committed' });
  };

  /** Which of Alice's four things each person sees. */
  async function seen(): Promise<Record<string, Visibility[]>> {
    const things = KINDS.map(
      (visibility) => ({ ownerId: people.alice.userId, visibility, circleId }) as const,
    );
    const viewers = { ...people, nobody: null };
    const rows = Object.entries(viewers).map(async ([name, viewer]) => {
      const visible = await visibleTo(new Loaders(api.shop.store), viewer?.userId ?? null, things);
      return [name, KINDS.filter((_, index) => visible[index])] as const;
    });
    return Object.fromEntries(await Promise.all(rows));
  }

  it('shows each what is theirs to see', async () => {
    expect(await seen()).toEqual({
      alice: ['PUBLIC', 'FRIENDS', 'CIRCLE', 'ONLY_ME'],
      bob: ['PUBLIC', 'FRIENDS'],
      carol: ['PUBLIC', 'CIRCLE'],
      dave: ['PUBLIC'],
      eve: [],
      nobody: ['PUBLIC'],
    });
  });

  it('shows nothing of a person who is for friends only, but to friends', async () => {
    await put({ kind: 'updateNode', id: people.alice.userId, props: { visibility: 'FRIENDS' } });

    expect(await seen()).toEqual({
      alice: ['PUBLIC', 'FRIENDS', 'CIRCLE', 'ONLY_ME'],
      bob: ['PUBLIC', 'FRIENDS'],
      carol: [],
      dave: [],
      eve: [],
      nobody: [],
    });
  });

  it('takes a block from either side', async () => {
    await put({
      kind: 'putEdge',
      type: 'BLOCKS',
      from: people.dave.userId,
      to: people.alice.userId,
      at: 1,
      props: {},
    });

    expect(await seen()).toMatchObject({ dave: [], eve: [] });
    const ofDave = await visiblePeople(new Loaders(api.shop.store), people.alice.userId, [
      people.dave.userId,
    ]);
    expect(ofDave).toEqual([false]);
  });

  it('sees nobody where there is nobody', async () => {
    const nobody = api.shop.newId('User');
    expect(await visiblePeople(new Loaders(api.shop.store), people.bob.userId, [nobody])).toEqual([false]);
  });

  it('asks the store as often for many things as for one', async () => {
    const readsFor = async (count: number): Promise<number> => {
      counted.reset();
      const owners = [people.alice, people.carol, people.dave, people.eve];
      const things = Array.from({ length: count }, (_, i): Owned => ({
        ownerId: owners[i % owners.length]!.userId,
        visibility: KINDS[i % 3]!,
        circleId: circleId,
      }));
      await visibleTo(new Loaders(counted.store), people.bob.userId, things);
      return counted.reads();
    };

    expect(await readsFor(200)).toBe(await readsFor(12));
  });
});
