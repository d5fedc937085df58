import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemId, UserId } from '../graph-models/domain/ids.js';
import { friendPair } from '../graph-models/domain/vocabulary.js';
import { randomOf } from '../graph-models/neural/random.js';
import { deskOf, shopOf } from '../src/app.js';
import type { Config } from '../src/config.js';
import { hashPassword, planSignUp } from '../src/features/accounts/index.js';
import { accessToken, type AccessClaims } from '../src/features/accounts/tokens.js';
import type { Change } from '../src/store/graph-store.js';
import { openStore } from '../src/store/open.js';
import { perform } from '../src/use-cases/perform.js';

const FRIENDS = 5;
const ACTS = 10;
const CATEGORIES = 40;
const HOUR_MS = 3_600_000;
/** How many sign up together: their commits share the wait for the disk. */
const AT_ONCE = 50;

export interface LiveShop {
  readonly users: readonly UserId[];
  readonly items: readonly ItemId[];
  /** An access token of each person, good for an hour. */
  readonly tokens: readonly string[];
}

/** What a run leaves in the shop's folder for the next one. */
interface Kept {
  readonly signIns: readonly Omit<AccessClaims, 'expiresAt'>[];
  readonly items: readonly ItemId[];
}

interface Size {
  readonly people: number;
  readonly items: number;
  readonly seed: number;
  readonly star?: boolean;
}

/** The shop in the config's folder, filled the first time; everybody is signed in. */
export async function liveShop(config: Config, size: Size): Promise<LiveShop> {
  const path = join(config.dataDir, 'live-shop.json');
  if (!existsSync(path)) writeFileSync(path, JSON.stringify(await fill(config, size)));
  const { signIns, items } = JSON.parse(readFileSync(path, 'utf8')) as Kept;
  if (signIns.length !== size.people || items.length !== size.items)
    throw new Error(`the shop in ${config.dataDir} has ${signIns.length} people and ${items.length} items`);
  const { keys } = deskOf(config);
  const tokens = signIns.map((one) => accessToken(keys, one, Date.now(), Date.now() + HOUR_MS));
  return { users: signIns.map(({ userId }) => userId), items, tokens: await Promise.all(tokens) };
}

/** A shop where everybody is signed in: people with about ten friends and ten acts each; the first is everybody's friend if wanted. */
async function fill(config: Config, size: Size): Promise<Kept> {
  const store = await openStore(config.databaseUrl);
  const desk = deskOf(config);
  const shop = shopOf(store, desk, () => Promise.resolve());
  const random = randomOf(size.seed);
  const upTo = (count: number): number => Math.floor(random() * count);
  const write = async (changes: Change[]): Promise<void> => {
    for (let from = 0; from < changes.length; from += 500)
      await store.commit({ changes: changes.slice(from, from + 500) });
  };

  const items = Array.from({ length: size.items }, () => shop.newId('Item'));
  await write(
    items.map((id, n) => ({
      kind: 'createNode',
      id,
      props: {
        ...{ sku: `bench-${n}`, title: `Thing ${n}`, description: '', priceMinor: 100 + n, currency: 'EUR' },
        ...{
          categorySlugs: [`category-${n % CATEGORIES}`],
          pictures: [],
          available: true,
          createdAt: 1,
          search: '',
        },
      },
    })),
  );
  const hash = await hashPassword('grapevine');
  const signedUp = async (n: number): Promise<Omit<AccessClaims, 'expiresAt'>> => {
    const input = {
      email: `p${n}@example.org`,
      password: 'grapevine',
      handle: `person-${n}`,
      name: `P ${n}`,
      locale: 'en',
    };
    const made = await perform(shop, { mutation: 'signUp', by: null, input: {} }, () =>
      planSignUp(shop, desk, input, hash),
    );
    const [signIn] = await store.nodes('SignIn', [(made as { signInId: `sgn_${string}` }).signInId]);
    const { userId, accountId } = signIn!.props;
    return { userId, accountId, signInId: signIn!.id, roles: ['SHOPPER'] };
  };
  const signIns: Omit<AccessClaims, 'expiresAt'>[] = [];
  for (let n = 0; n < size.people; n += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, size.people - n) }, (_, i) => signedUp(n + i));
    signIns.push(...(await Promise.all(some)));
  }
  const users = signIns.map(({ userId }) => userId);
  const put = (type: string, from: string, to: string, props: object): Change =>
    ({ kind: 'putEdge', type, from, to, at: Date.now() - upTo(1000) * HOUR_MS, props }) as Change;
  await write(
    users.flatMap((user, n) => [
      ...Array.from({ length: ACTS }, () => {
        const category = (n + 13 * upTo(2)) % CATEGORIES;
        const nth = Math.floor((size.items / CATEGORIES) * random() ** 2);
        return put('LIKED', user, items[category + CATEGORIES * nth]!, {});
      }),
      ...Array.from({ length: FRIENDS }, () => {
        const friend = users[(n + 1 + upTo(Math.min(100, users.length - 1))) % users.length]!;
        const { from, to } = friendPair(user, friend);
        return put('FRIEND', from, to, {});
      }),
    ]),
  );
  if (size.star === true) {
    const [star, ...others] = users as [UserId, ...UserId[]];
    await write(
      others.map((other) => {
        const { from, to } = friendPair(star, other);
        return put('FRIEND', from, to, {});
      }),
    );
  }
  await store.close();
  return { signIns, items };
}
