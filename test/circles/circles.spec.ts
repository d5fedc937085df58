import { beforeEach, expect, it } from '@jest/globals';
import { circlesFeature } from '../../src/features/circles/index.js';
import { peopleFeature } from '../../src/features/people/index.js';
import type { SignedIn } from '../../src/graphql/context.js';
import { globalId } from '../../src/graphql/global-id.js';
import { openApi, type Api } from '../support/api.js';
import { describeOnEachStore } from '../support/stores.js';

describeOnEachStore('a circle', (openEmptyStore) => {
  let api: Api;
  let alice: SignedIn;
  let bob: SignedIn;
  let carol: SignedIn;

  beforeEach(async () => {
    api = await openApi(await openEmptyStore(), [peopleFeature(), circlesFeature()]);
    alice = await api.person('alice');
    bob = await api.person('bob');
    carol = await api.person('carol');
  });

  interface Outcome {
    readonly __typename: string;
    readonly circle?: { readonly id: string } | null;
  }

  async function run(mutation: string, input: object, as: SignedIn): Promise<Outcome> {
    const type = {
      createCircle: 'CreateCircleInput',
      updateCircle: 'UpdateCircleInput',
      addToCircle: 'CircleMemberInput',
      removeFromCircle: 'CircleMemberInput',
      handOverCircle: 'CircleMemberInput',
    }[mutation];
    const document = `mutation ($input: ${type ?? 'CircleInput'}!) { ${mutation}(input: $input) {
      __typename ... on CircleChanged { circle { id } } } }`;
    const answer = await api.execute(document, { input }, as);
    expect(answer.errors).toEqual([]);
    return (answer.data as Record<string, Outcome>)[mutation]!;
  }

  async function well(visibility = 'PUBLIC'): Promise<string> {
    const made = await run('createCircle', { slug: 'the-well', name: 'The well 井', visibility }, alice);
    return made.circle!.id;
  }

  async function look(as: SignedIn | null): Promise<unknown> {
    const answer = await api.execute(
      `{ circle(slug: "the-well") { name memberCount viewerRole owner { handle }
         members { edges { role node { handle } } } } }`,
      {},
      as,
    );
    expect(answer.errors).toEqual([]);
    return (answer.data as { circle: unknown }).circle;
  }

  const id = (person: SignedIn): string => globalId(person.userId);

  it('is made by its owner, who is in it, and joined by anybody when it is public', async () => {
    const circleId = await well();

    await run('joinCircle', { circleId }, bob);
    await run('joinCircle', { circleId }, bob);

    expect(await look(bob)).toEqual({
      name: 'The well 井',
      memberCount: 2,
      viewerRole: 'MEMBER',
      owner: { handle: 'alice' },
      members: {
        edges: [
          { role: 'MEMBER', node: { handle: 'bob' } },
          { role: 'OWNER', node: { handle: 'alice' } },
        ],
      },
    });
  });

  it('has an address of its own, well-formed', async () => {
    await well();

    expect(await run('createCircle', { slug: 'The-Well', name: 'Another' }, bob)).toMatchObject({
      __typename: 'SlugTaken',
    });
    for (const slug of ['a', '-well', 'well-', 'the well', 'née', 'x'.repeat(61)]) {
      expect(await run('createCircle', { slug, name: 'Another' }, bob)).toMatchObject({
        __typename: 'SlugNotAllowed',
      });
    }
  });

  it('is one of twenty made at once under the same address', async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, () => run('createCircle', { slug: 'the-well', name: 'Well' }, bob)),
    );
    expect(made.filter(({ __typename }) => __typename === 'CircleChanged')).toHaveLength(1);
  });

  it('looks absent to strangers when it is for members only, and its owner adds them', async () => {
    const circleId = await well('CIRCLE');

    expect(await look(bob)).toBeNull();
    expect(await run('joinCircle', { circleId }, bob)).toMatchObject({ __typename: 'NotFound' });
    expect(await run('addToCircle', { circleId, userId: id(carol) }, bob)).toMatchObject({
      __typename: 'NotFound',
    });
    await run('addToCircle', { circleId, userId: id(bob) }, alice);

    expect(await look(bob)).toMatchObject({ memberCount: 2 });
    expect(await look(carol)).toBeNull();
    expect(await look(null)).toBeNull();
    expect(await run('addToCircle', { circleId, userId: id(carol) }, bob)).toMatchObject({
      __typename: 'NotAllowed',
    });
  });

  it('is left by members, handed over by its owner, and ends with the last', async () => {
    const circleId = await well();
    await run('joinCircle', { circleId }, bob);

    expect(await run('leaveCircle', { circleId }, alice)).toMatchObject({ __typename: 'OwnerStays' });
    expect(await run('handOverCircle', { circleId, userId: id(carol) }, alice)).toMatchObject({
      __typename: 'NotAMember',
    });
    await run('handOverCircle', { circleId, userId: id(bob) }, alice);
    await run('leaveCircle', { circleId }, alice);
    expect(await look(alice)).toMatchObject({ owner: { handle: 'bob' }, memberCount: 1, viewerRole: null });
    await run('leaveCircle', { circleId }, bob);

    expect(await look(bob)).toBeNull();
  });

  it('is changed, emptied and ended by its owner alone', async () => {
    const circleId = await well();
    await run('joinCircle', { circleId }, bob);

    for (const mutation of ['updateCircle', 'deleteCircle'] as const) {
      expect(await run(mutation, { circleId }, bob)).toMatchObject({ __typename: 'NotAllowed' });
    }
    await run('updateCircle', { circleId, name: ' Well ' }, alice);
    await run('removeFromCircle', { circleId, userId: id(bob) }, alice);
    expect(await look(bob)).toMatchObject({ name: 'Well', memberCount: 1, viewerRole: null });
    await run('deleteCircle', { circleId }, alice);

    expect(await look(alice)).toBeNull();
  });

  it('passes to its oldest member when its owner’s account is erased', async () => {
    const circleId = await well();
    api.clock.now += 1;
    await run('joinCircle', { circleId }, bob);
    api.clock.now += 1;
    await run('joinCircle', { circleId }, carol);

    const { erase } = circlesFeature();
    expect(await erase!(api.shop, alice.userId)).toBe(false);

    expect(await look(carol)).toMatchObject({ owner: { handle: 'bob' }, memberCount: 2 });
  });
});
