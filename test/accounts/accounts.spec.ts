import { beforeEach, expect, it } from '@jest/globals';
import type { Feature } from '../../src/graphql/feature.js';
import type { SignedIn } from '../../src/graphql/context.js';
import {
  accountDesk,
  accountsFeature,
  authenticate,
  keysOf,
  type AccountDesk,
} from '../../src/features/accounts/index.js';
import { peopleFeature } from '../../src/features/people/index.js';
import { openApi, type Api } from '../support/api.js';
import { operation } from '../support/operations.js';
import { describeOnEachStore } from '../support/stores.js';

const ALICE = { email: 'Alice@Example.org', password: 'correct horse', handle: 'alice', name: 'Alice' };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Tokens {
  readonly __typename: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

describeOnEachStore('accounts', (openEmptyStore) => {
  let api: Api;
  let desk: AccountDesk;

  beforeEach(async () => {
    desk = accountDesk({ keys: keysOf('a secret of a test'), accessTokenMinutes: 15, refreshTokenDays: 30 });
    const features: Feature[] = [peopleFeature(), accountsFeature(desk)];
    api = await openApi(await openEmptyStore(), features);
  });

  async function run(name: string, input: object, as: SignedIn | null = null): Promise<Tokens> {
    const field = name[0]!.toLowerCase() + name.slice(1);
    const { data, errors } = await api.execute(operation(name), { input }, as);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return (data as Record<string, Tokens>)[field]!;
  }
  const bearer = (tokens: Tokens): Promise<SignedIn | null> =>
    authenticate(api.shop, desk, `Bearer ${tokens.accessToken}`);
  const signedIn = async (tokens: Tokens): Promise<SignedIn> => {
    const viewer = await bearer(tokens);
    if (viewer === null) throw new Error('nobody is signed in');
    return viewer;
  };

  it('signs up, and the token names the person', async () => {
    const alice = await run('SignUp', ALICE);

    const { data } = await api.execute(operation('Me'), {}, await bearer(alice));

    expect(data).toMatchObject({
      viewer: { email: 'Alice@Example.org', roles: ['SHOPPER'], sessions: [{ current: true }] },
    });
  });

  it('keeps neither the address nor the password in clear', async () => {
    await run('SignUp', ALICE);

    const accounts: string[] = [];
    for await (const batch of api.shop.store.scanNodes('Account'))
      accounts.push(...batch.map((account) => JSON.stringify(account)));

    expect(accounts).toHaveLength(1);
    expect(accounts[0]).not.toMatch(/alice@example|correct horse/i);
    expect(accounts[0]).toContain('$argon2id$');
  });

  it('refuses an address or a handle that is taken, whatever its case', async () => {
    await run('SignUp', ALICE);

    expect(await run('SignUp', { ...ALICE, email: 'alice@example.ORG', handle: 'alice2' })).toMatchObject({
      __typename: 'EmailTaken',
    });
    expect(await run('SignUp', { ...ALICE, email: 'other@example.org', handle: 'Alice' })).toMatchObject({
      __typename: 'HandleTaken',
    });
  });

  it('makes one account of twenty sign-ups at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => run('SignUp', { ...ALICE, handle: `alice-${i}` })),
    );

    expect(all.filter(({ __typename }) => __typename === 'Session')).toHaveLength(1);
    expect(all.filter(({ __typename }) => __typename === 'EmailTaken')).toHaveLength(19);
  });

  it('answers the same to a retry with the same idempotency key', async () => {
    const first = await run('SignUp', { ...ALICE, idempotencyKey: 'k1' });
    const again = await run('SignUp', { ...ALICE, idempotencyKey: 'k1' });

    expect(again.refreshToken).toBe(first.refreshToken);
  });

  it('says the same of an unknown address as of a wrong password', async () => {
    await run('SignUp', ALICE);

    const wrong = await run('SignIn', { email: ALICE.email, password: 'wrong' });
    const unknown = await run('SignIn', { email: 'nobody@example.org', password: 'wrong' });

    expect(wrong).toMatchObject({ __typename: 'WrongCredentials' });
    expect(unknown).toEqual(wrong);
  });

  it('makes a guesser wait', async () => {
    await run('SignUp', ALICE);

    for (let guess = 0; guess < 10; guess++) await run('SignIn', { email: ALICE.email, password: 'wrong' });

    expect(await run('SignIn', { email: ALICE.email, password: ALICE.password })).toMatchObject({
      __typename: 'TooManyAttempts',
    });
  });

  it('rotates refresh tokens, and a retry within seconds gets the same new one', async () => {
    const first = await run('SignUp', ALICE);

    const second = await run('RefreshSession', { refreshToken: first.refreshToken });
    const retried = await run('RefreshSession', { refreshToken: first.refreshToken });

    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(retried.refreshToken).toBe(second.refreshToken);
  });

  it('ends the whole session when an old refresh token comes back later', async () => {
    const first = await run('SignUp', ALICE);
    const second = await run('RefreshSession', { refreshToken: first.refreshToken });
    api.clock.now += MINUTE;

    const stolen = await run('RefreshSession', { refreshToken: first.refreshToken });

    expect(stolen).toMatchObject({ __typename: 'SessionEnded' });
    expect(await run('RefreshSession', { refreshToken: second.refreshToken })).toMatchObject({
      __typename: 'SessionEnded',
    });
    await expect(bearer(second)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  });

  it('believes no refresh token that it did not make', async () => {
    const { refreshToken } = await run('SignUp', ALICE);
    const [id, , mark] = refreshToken.split('.');

    for (const forged of [`${id}.2.${mark}`, `${id}.1.x`, 'x', `${id}.1.${mark}x`]) {
      expect(await run('RefreshSession', { refreshToken: forged })).toMatchObject({
        __typename: 'SessionEnded',
      });
    }
    expect(await run('RefreshSession', { refreshToken })).toMatchObject({ __typename: 'Session' });
  });

  it('ends a session that nobody refreshed for a month', async () => {
    const { refreshToken } = await run('SignUp', ALICE);
    api.clock.now += 31 * DAY;

    expect(await run('RefreshSession', { refreshToken })).toMatchObject({ __typename: 'SessionEnded' });
  });

  it('believes an access token for its minutes only, and no other', async () => {
    const alice = await run('SignUp', ALICE);
    const other = accountDesk({
      keys: keysOf('another secret'),
      accessTokenMinutes: 15,
      refreshTokenDays: 30,
    });

    await expect(authenticate(api.shop, other, `Bearer ${alice.accessToken}`)).rejects.toThrow();
    await expect(authenticate(api.shop, desk, 'Bearer nonsense')).rejects.toThrow();
    await expect(authenticate(api.shop, desk, `Basic ${alice.accessToken}`)).rejects.toThrow();
    api.clock.now += 16 * MINUTE;
    await expect(bearer(alice)).rejects.toThrow();
  });

  it('signs out at once, here or everywhere', async () => {
    const phone = await run('SignUp', ALICE);
    const laptop = await run('SignIn', ALICE_IN);
    const tablet = await run('SignIn', ALICE_IN);

    await run('SignOut', {}, await signedIn(phone));
    await expect(bearer(phone)).rejects.toThrow();
    await expect(bearer(laptop)).resolves.not.toBeNull();

    await run('SignOut', { everywhere: true }, await signedIn(laptop));
    await expect(bearer(laptop)).rejects.toThrow();
    await expect(bearer(tablet)).rejects.toThrow();
  });

  it('changes the password, which ends the other sessions', async () => {
    const phone = await run('SignUp', ALICE);
    const laptop = await run('SignIn', ALICE_IN);
    const change = { oldPassword: ALICE.password, newPassword: 'battery staple' };

    expect(
      await run('ChangePassword', { ...change, oldPassword: 'wrong' }, await signedIn(phone)),
    ).toMatchObject({
      __typename: 'WrongPassword',
    });
    await run('ChangePassword', change, await signedIn(phone));

    await expect(bearer(phone)).resolves.not.toBeNull();
    await expect(bearer(laptop)).rejects.toThrow();
    expect(await run('SignIn', ALICE_IN)).toMatchObject({ __typename: 'WrongCredentials' });
    expect(await run('SignIn', { ...ALICE_IN, password: 'battery staple' })).toMatchObject({
      __typename: 'Session',
    });
  });

  it('closes an account, and address and handle are free again', async () => {
    const alice = await run('SignUp', ALICE);

    await run('DeleteAccount', { password: ALICE.password }, await signedIn(alice));

    await expect(bearer(alice)).rejects.toThrow();
    expect(await run('SignIn', ALICE_IN)).toMatchObject({ __typename: 'WrongCredentials' });
    expect(await run('SignUp', ALICE)).toMatchObject({ __typename: 'Session' });
  });

  it('lets staff alone set roles', async () => {
    const alice = await signedIn(await run('SignUp', ALICE));
    const input = { handle: 'alice', role: 'SELLER', granted: true };

    const { errors } = await api.execute(operation('SetRole'), { input }, alice);
    const granted = await run('SetRole', input, { ...alice, roles: ['STAFF'] });

    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(granted).toMatchObject({ roles: ['SHOPPER', 'SELLER'] });
    expect(await signedIn(await run('SignIn', ALICE_IN))).toMatchObject({ roles: ['SHOPPER', 'SELLER'] });
  });

  it('names the field of an input that is not valid', async () => {
    const { errors } = await api.execute(operation('SignUp'), {
      input: { ...ALICE, email: 'no address', password: 'short' },
    });

    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    const fields = errors[0]!.extensions?.fields as { field: string }[];
    expect(fields.map(({ field }) => field)).toEqual(['email', 'password']);
  });
});

const ALICE_IN = { email: 'alice@example.org', password: ALICE.password };
