import { createHmac } from 'node:crypto';
import {
  createSourceEventStream,
  execute,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
} from 'graphql';
import { pino } from 'pino';
import type { NodeProps, Role } from '../../graph-models/domain/vocabulary.js';
import type { Context, SignedIn } from '../../src/graphql/context.js';
import { clientError } from '../../src/graphql/errors.js';
import type { Feature } from '../../src/graphql/feature.js';
import { Loaders } from '../../src/graphql/loaders.js';
import { schemaOf } from '../../src/graphql/schema.js';
import { contextOf } from '../../src/graphql/subscription.js';
import type { Store } from '../../src/store/graph-store.js';
import { idFactory, type Shop } from '../../src/use-cases/shop.js';

type Variables = Readonly<Record<string, unknown>>;

/** What a client gets. */
export interface Answer<Data> {
  readonly data: Data;
  readonly errors: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** The API of some features over a store, without HTTP, tokens or limits. */
export interface Api {
  readonly shop: Shop;
  /** Moves the shop's clock, which starts at 2026-01-01 and stands still. */
  readonly clock: { now: number };
  /** Answers as a client sees it: errors are formatted. */
  readonly execute: <Data = unknown>(
    document: string,
    variables?: Variables,
    as?: SignedIn | null,
  ) => Promise<Answer<Data>>;
  /** The results of a subscription, as they come. */
  readonly subscribe: <Data = unknown>(
    document: string,
    variables: Variables,
    as: SignedIn | null,
  ) => Promise<AsyncIterableIterator<Answer<Data>>>;
  /** Puts a person into the store who can act; roles are SHOPPER when left out. */
  readonly person: (
    handle: string,
    more?: Partial<Omit<NodeProps['User'], 'handle'>> & { roles?: readonly Role[] },
  ) => Promise<SignedIn>;
}

export async function openApi(store: Store, features: readonly Feature[]): Promise<Api> {
  const schema = await schemaOf(features);
  const clock = { now: Date.UTC(2026, 0, 1) };
  const shop: Shop = {
    store,
    now: () => clock.now,
    newId: idFactory(() => clock.now),
    digest: (text) => createHmac('sha256', 'test').update(text).digest('base64url'),
    settled: () => Promise.resolve(),
  };
  const log = pino({ level: 'silent' });
  const contextFor = (viewer: SignedIn | null): Context => ({
    ...{ shop, viewer, log, live: null },
    loaders: new Loaders(store),
    requestId: 'test',
    address: '127.0.0.1',
  });
  const valid = (text: string): DocumentNode => {
    const document = parse(text);
    const invalid = validate(schema, document);
    if (invalid.length > 0) throw new Error(invalid.map((error) => error.message).join('\n'));
    return document;
  };
  const answerOf = <Data>({ data, errors = [] }: ExecutionResult): Answer<Data> => ({
    data: (data ?? null) as Data,
    errors: errors.map((error) => clientError(error, log, () => 'error-1')),
  });

  return {
    shop,
    clock,
    async execute<Data>(document: string, variables: Variables = {}, as: SignedIn | null = null) {
      const operation = { schema, document: valid(document), variableValues: variables };
      return answerOf<Data>(await execute({ ...operation, contextValue: contextFor(as) }));
    },
    async subscribe<Data>(document: string, variables: Variables, as: SignedIn | null) {
      const operation = { schema, document: valid(document), variableValues: variables };
      const context = contextFor(as);
      const source = await createSourceEventStream({ ...operation, contextValue: context });
      if (!(Symbol.asyncIterator in source)) throw new Error(JSON.stringify(answerOf(source).errors));
      return mapped(source[Symbol.asyncIterator](), async (rootValue) =>
        answerOf<Data>(
          await execute({ ...operation, rootValue, contextValue: contextOf(rootValue) ?? context }),
        ),
      );
    },
    async person(handle, given = {}) {
      const { roles = ['SHOPPER'], ...more } = given;
      const userId = shop.newId('User');
      const props: NodeProps['User'] = {
        handle,
        name: handle[0]!.toUpperCase() + handle.slice(1),
        bio: '',
        locale: 'en',
        visibility: 'PUBLIC',
        joinedAt: clock.now,
        search: handle,
        ...more,
      };
      const done = await store.commit({ changes: [{ kind: 'createNode', id: userId, props }] });
      if (done.kind !== 'committed') throw new Error(`${handle} is there already`);
      return { userId, accountId: shop.newId('Account'), signInId: shop.newId('SignIn'), roles };
    },
  };
}

const DONE = { done: true, value: undefined } as const;

function mapped<A, B>(source: AsyncIterator<A>, to: (one: A) => Promise<B>): AsyncIterableIterator<B> {
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const result = await source.next();
      return result.done === true ? DONE : { done: false, value: await to(result.value) };
    },
    async return() {
      await source.return?.();
      return DONE;
    },
  };
}

/** The store, counting the reads that it is asked for. */
export function countingStore(store: Store): { store: Store; reads: () => number; reset: () => void } {
  let reads = 0;
  const counted = new Set(['nodes', 'lookup', 'edges', 'between', 'counts', 'walk', 'search']);
  const proxy = new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        if (counted.has(String(name))) reads += 1;
        return Reflect.apply(value, target, given);
      };
    },
  });
  return { store: proxy, reads: () => reads, reset: () => (reads = 0) };
}
