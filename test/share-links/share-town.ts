import { catalogFeature } from '../../src/features/catalog/index.js';
import { ordersFeature } from '../../src/features/orders/index.js';
import { peopleFeature } from '../../src/features/people/index.js';
import { postsFeature } from '../../src/features/posts/index.js';
import { shareLinksFeature } from '../../src/features/share-links/index.js';
import { clearThread } from '../../src/features/talk/index.js';
import type { SignedIn } from '../../src/graphql/context.js';
import type { Change, Store } from '../../src/store/graph-store.js';
import { openApi, type Api } from '../support/api.js';
import { operation } from '../support/operations.js';

/** What a client reads of an answer, whose shape its document decides. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Answer = any;

/* eslint-disable @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call */

/** A seller with a kettle, and people who share. */
export interface ShareTown {
  readonly api: Api;
  readonly people: Readonly<Record<'sam' | 'alice' | 'bob' | 'carol', SignedIn>>;
  /** Global id of an item for 19.99. */
  readonly kettle: string;
  readonly send: (name: string, variables?: object, as?: SignedIn | null) => Promise<Answer>;
  readonly share: (as: SignedIn, more?: object) => Promise<Answer>;
  readonly open: (token: string, as?: SignedIn | null, more?: object) => Promise<Answer>;
  readonly buy: (as: SignedIn, more?: object) => Promise<Answer>;
  /** Opens and purchases of a person's links, the last made first. */
  readonly counts: (as: SignedIn) => Promise<[opens: number, purchases: number][]>;
  readonly put: (...changes: Change[]) => Promise<void>;
}

export async function openShareTown(store: Store): Promise<ShareTown> {
  const features = [
    ...[peopleFeature(), catalogFeature(), postsFeature(clearThread)],
    ...[shareLinksFeature(), ordersFeature()],
  ];
  const api = await openApi(store, features);
  const people = {
    sam: await api.person('sam', { roles: ['SHOPPER', 'SELLER'] }),
    alice: await api.person('alice'),
    bob: await api.person('bob'),
    carol: await api.person('carol'),
  };
  const send: ShareTown['send'] = async (name, variables = {}, as = null) => {
    const { data, errors } = await api.execute(operation(name), { ...variables }, as);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return Object.values(data as object)[0];
  };
  const listing = { sku: 'KETTLE', title: 'Kettle', priceMinor: 1999, currency: 'EUR' };
  const kettle: string = (await send('CreateItem', { input: listing }, people.sam)).item.id;
  return {
    api,
    people,
    kettle,
    send,
    share: (as, more = {}) => send('CreateShareLink', { input: { subjectId: kettle, ...more } }, as),
    open: (token, as = null, more = {}) => send('OpenShareLink', { input: { token, ...more } }, as),
    buy: (as, more = {}) =>
      send('PlaceOrder', { input: { lines: [{ itemId: kettle, expectedPriceMinor: 1999 }], ...more } }, as),
    async counts(as) {
      const { edges } = (await send('MyShareLinks', {}, as)).shareLinks;
      return edges.map(({ node }: Answer) => [node.opens, node.purchases]);
    },
    async put(...changes) {
      const done = await store.commit({ changes });
      if (done.kind !== 'committed') throw new Error(JSON.stringify(done));
    },
  };
}
