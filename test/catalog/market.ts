import type { SignedIn } from '../../src/graphql/context.js';
import { actsFeature } from '../../src/features/acts/index.js';
import { catalogFeature } from '../../src/features/catalog/index.js';
import { ordersFeature } from '../../src/features/orders/index.js';
import { peopleFeature } from '../../src/features/people/index.js';
import { searchFeature } from '../../src/features/search/index.js';
import type { Change, Store } from '../../src/store/graph-store.js';
import { openApi, type Api } from '../support/api.js';
import { operation } from '../support/operations.js';

/** What a client reads of an answer, whose shape its document decides. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Answer = any;

/* eslint-disable @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument */

/** A shop with a seller, somebody of staff and two shoppers. */
export interface Market {
  readonly api: Api;
  readonly sam: SignedIn;
  readonly stella: SignedIn;
  readonly alice: SignedIn;
  readonly bob: SignedIn;
  /** Sends a document of schema/operations; throws when it is answered with errors. */
  readonly send: (name: string, variables?: object, as?: SignedIn | null) => Promise<Answer>;
  /** The same, and gives the error's code and fields. */
  readonly fail: (
    name: string,
    variables: object,
    as?: SignedIn | null,
  ) => Promise<{ code: string; fields?: Answer }>;
  /** Sam lists an item, a minute after the one before; gives its global id. */
  readonly list: (title: string, more?: object) => Promise<string>;
  readonly category: (slug: string, name: string, nameZh?: string) => Promise<void>;
  readonly put: (...changes: Change[]) => Promise<void>;
}

export async function openMarket(store: Store): Promise<Market> {
  const features = [peopleFeature(), catalogFeature(), actsFeature(), ordersFeature(), searchFeature()];
  const api = await openApi(store, features);
  const [sam, stella, alice, bob] = [
    await api.person('sam', { roles: ['SHOPPER', 'SELLER'] }),
    await api.person('stella', { roles: ['STAFF'] }),
    await api.person('alice'),
    await api.person('bob'),
  ];
  const send: Market['send'] = async (name, variables = {}, as = null) => {
    const { data, errors } = await api.execute(operation(name), { ...variables }, as);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    const fields = Object.values(data as object);
    return fields[0];
  };
  let count = 0;
  return {
    api,
    sam,
    stella,
    alice,
    bob,
    send,
    async fail(name, variables, as = null) {
      const { errors } = await api.execute(operation(name), { ...variables }, as);
      if (errors.length === 0) throw new Error(`${name} did not fail`);
      return errors[0]!.extensions as { code: string; fields?: Answer };
    },
    async list(title, more = {}) {
      api.clock.now += 60_000;
      count += 1;
      const input = { sku: `SKU-${count}`, title, priceMinor: 1999, currency: 'EUR', ...more };
      const done = await send('CreateItem', { input }, sam);
      if (done.__typename !== 'ItemCreated') throw new Error(JSON.stringify(done));
      return done.item.id;
    },
    async category(slug, name, nameZh) {
      const done = await send('CreateCategory', { input: { slug, name, nameZh } }, stella);
      if (done.__typename !== 'CategoryCreated') throw new Error(JSON.stringify(done));
    },
    async put(...changes) {
      const done = await store.commit({ changes });
      if (done.kind !== 'committed') throw new Error(JSON.stringify(done));
    },
  };
}

/** A field of the nodes of a connection, in order. */
export function each(connection: Answer, field = 'sku'): unknown[] {
  return connection.edges.map((edge: Answer) => edge.node[field]);
}

/** A field of the nodes of all pages of a list, and how many each page had. */
export async function walk(
  read: (after: string | null) => Promise<Answer>,
  field = 'sku',
): Promise<{ all: unknown[]; sizes: number[] }> {
  const all: unknown[] = [];
  const sizes: number[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Answer = await read(after);
    all.push(...each(page, field));
    sizes.push(page.edges.length);
    if (!page.pageInfo.hasNextPage) return { all, sizes };
    after = page.pageInfo.endCursor;
  }
}
