import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EdgeType, NodeProps, Value } from '../../../graph-models/domain/vocabulary.js';
import { StoreInputError, type Change, type Store } from '../../../src/store/graph-store.js';
import type { StoreUnderTest } from './contract.js';
import { alice, bob, commit, item, kettle, lamp, nth, person, put, teapot, townsfolk } from './town.js';

const HOSTILE = [
  "'; DROP TABLE nodes; --",
  '"quoted" \'twice\' `thrice`',
  'a`) RETURN 1 UNION MATCH (n) DETACH DELETE n //',
  '{"$json": [1, 2]}',
  '$param {braces} [brackets] \\u0060 \\ backslash',
  '~{"integer":"5"}',
  '</script><script>alert(1)</script>',
  '../../etc/passwd',
  '__proto__ constructor toString',
  '%s %d \r\n\t\u0001\u007f\u2028\ufeff',
  'NULL',
  '*',
];
const UNICODE = [
  '红茶壶',
  '한국어 日本語',
  'e\u0301 is not é',
  '👩‍👩‍👧‍👦🏳️‍🌈𝒳',
  '\u202Eright-to-left',
  'zero\u200Bwidth',
  '\ud83d\ude00',
  'ﬀ ß İ ı',
];
const EXACT: readonly Value[] = [
  '',
  ' ',
  'NUL \0 inside',
  true,
  false,
  0,
  -0,
  1,
  -1,
  0.1,
  1e300,
  5e-324,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  2 ** 53,
  1.5e18,
  2n ** 63n - 1n,
  -(2n ** 63n),
  2n ** 53n + 1n,
  [],
  [''],
  ['a', '', '红'],
  [1, 2.5, -0],
  [0],
  ...HOSTILE,
  ...UNICODE,
];

export function describeValues({ openEmpty }: StoreUnderTest): void {
  describe('a value', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
      await commit(store, townsfolk);
    });

    it('comes back as it was put in, from nodes and from relationships', async () => {
      const given = Object.fromEntries(EXACT.map((value, n) => [`value${n}`, value]));
      await commit(store, [
        person(nth('User', 9), 'exact', given),
        put('LIKED', alice, kettle, 1, given as never),
        { kind: 'updateNode', id: bob, props: given },
      ]);

      const [erin, robert] = await store.nodes('User', [nth('User', 9), bob]);
      const [edge] = await store.between('LIKED', [{ from: alice, to: kettle }]);
      for (const [n, value] of EXACT.entries()) {
        for (const props of [erin?.props, robert?.props, edge?.props]) {
          expect((props as Record<string, unknown>)[`value${n}`]).toEqual(value);
        }
      }
      expect(Object.keys(edge?.props ?? {})).toHaveLength(EXACT.length);
    });

    it('that is a small bigint comes back as a number', async () => {
      await commit(store, [
        put('LIKED', alice, kettle, 1, { small: 5n, large: 2n ** 53n - 1n, zero: 0n } as never),
      ]);

      const [edge] = await store.between('LIKED', [{ from: alice, to: kettle }]);
      expect(edge?.props).toEqual({ small: 5, large: Number.MAX_SAFE_INTEGER, zero: 0 });
    });

    it('beyond 2^53 is incremented exactly, and refused beyond 64 bits', async () => {
      const big = (value: bigint) =>
        ({ kind: 'updateNode', id: kettle, props: { rated5: value } }) as unknown as Change;
      const add = (by: number): Change => ({ kind: 'increment', id: kettle, property: 'rated5', by });
      const rated = async () => (await store.nodes('Item', [kettle]))[0]?.props.rated5;

      await commit(store, [big(2n ** 53n + 1n), add(2)]);
      expect(await rated()).toBe(2n ** 53n + 3n);

      await commit(store, [big(2n ** 63n - 1n)]);
      await expect(store.commit({ changes: [add(1)] })).rejects.toThrow(StoreInputError);
      expect(await rated()).toBe(2n ** 63n - 1n);
    });

    it('that is text is not incremented', async () => {
      const change: Change = { kind: 'increment', id: kettle, property: 'title', by: 1 };

      await expect(store.commit({ changes: [change] })).rejects.toThrow('Item.title');
      expect(await store.nodes('Item', [kettle])).toMatchObject([{ version: 1, props: { title: 'kettle' } }]);
    });

    it.each(HOSTILE.concat(UNICODE))(
      '%j is data as a key, as a search text and as a name of a property',
      async (text) => {
        await commit(store, [
          item(nth('Item', 9), text, { title: text, search: text, [text]: text }),
          put('LIKED', alice, kettle, 1, { [text]: text } as never),
          { kind: 'increment', id: teapot, property: text, by: 2 },
          { kind: 'updateNode', id: lamp, props: { [text]: 1 } },
          { kind: 'updateNode', id: lamp, props: { [text]: null } },
        ]);

        const [found] = await store.lookup('Item', 'sku', [text]);
        expect(found).toMatchObject({ id: nth('Item', 9), props: { title: text, [text]: text } });
        const [edge] = await store.between('LIKED', [{ from: alice, to: kettle }]);
        expect(edge?.props).toEqual({ [text]: text });
        const [counted, cleared] = await store.nodes('Item', [teapot, lamp]);
        expect((counted?.props as unknown as Record<string, Value>)[text]).toBe(2);
        expect(cleared?.props).not.toHaveProperty([text]);

        const other = await store.commit({ changes: [item(nth('Item', 10), text)] });
        expect(other).toMatchObject({ kind: 'conflict', conflict: { kind: 'keyTaken', value: text } });
        expect(await store.lookup('Item', 'sku', ['kettle'])).toMatchObject([{ id: kettle }]);
      },
    );

    it.each<[string, unknown, string]>([
      ['a lone surrogate', 'tea \ud83d pot', 'User.bio'],
      ['a lone surrogate in a list', ['ok', '\udc00'], 'User.bio'],
      ['NaN', Number.NaN, 'User.bio'],
      ['Infinity', Number.POSITIVE_INFINITY, 'User.bio'],
      ['undefined', undefined, 'User.bio'],
      ['null', null, 'User.bio'],
      ['a date', new Date(0), 'User.bio'],
      ['an object', { a: 1 }, 'User.bio'],
      ['a function', () => 1, 'User.bio'],
      ['a list of lists', [[1]], 'User.bio'],
      ['a mixed list', ['a', 1], 'User.bio'],
      ['a list with a gap', [1, undefined], 'User.bio'],
      ['an integer beyond 64 bits', 2n ** 63n, 'User.bio'],
    ])('that is %s is refused, and label and property are named', async (_what, value, name) => {
      const props = { bio: value } as unknown as Partial<NodeProps['User']>;

      const refused = expect(store.commit({ changes: [person(nth('User', 9), 'erin', props)] })).rejects;
      await refused.toThrow(StoreInputError);
      await expect(store.commit({ changes: [person(nth('User', 9), 'erin', props)] })).rejects.toThrow(name);
      expect(await store.nodes('User', [nth('User', 9)])).toEqual([null]);

      const edge = put('RATED', alice, kettle, 1, { rating: value } as never);
      await expect(store.commit({ changes: [edge] })).rejects.toThrow('RATED.rating');
    });

    it.each<[string, Change]>([
      ['an empty property name', put('LIKED', alice, kettle, 1, { '': 1 } as never)],
      ['a property name with NUL', put('LIKED', alice, kettle, 1, { 'a\0b': 1 } as never)],
      ['a property name with half an emoji', put('LIKED', alice, kettle, 1, { '\ud83d': 1 } as never)],
      ['a property named __proto__', put('LIKED', alice, kettle, 1, JSON.parse('{"__proto__": 1}') as never)],
      ['a unique key with NUL', person(nth('User', 9), 'er\0in')],
      ['a unique key with half an emoji', person(nth('User', 9), 'erin\ud83d')],
      ['a unique key that is no text', person(nth('User', 9), 5 as never)],
      ['a unique key without end', person(nth('User', 9), 'x'.repeat(10_000))],
      ['an id that is none', person('usr_nonsense', 'erin')],
      ['an id of another label', put('LIKED', alice, bob, 1)],
      ['a type that is none', put('LIKED`]->() DELETE n //' as EdgeType, alice, kettle, 1)],
      ['a relationship with itself', put('FOLLOWS', alice, alice, 1)],
      ['a friendship from the higher id', put('FRIEND', bob, alice, 1)],
      ['a time that is no integer', put('LIKED', alice, kettle, 1.5)],
      ['an increment by NaN', { kind: 'increment', id: kettle, property: 'rated5', by: Number.NaN }],
    ])('%s is refused', async (_what, change) => {
      await expect(store.commit({ changes: [change] })).rejects.toThrow(StoreInputError);
    });

    it('that cannot be stored is not found, and finds nothing that looks like it', async () => {
      await commit(store, [person(nth('User', 9), 'replacement \ufffd'), person(nth('User', 10), 'cut')]);

      expect(await store.lookup('User', 'handle', ['replacement \ud83d', 'cut\0off'])).toEqual([null, null]);
      expect(await store.search('User', ['\ud83d'], { first: 5 })).toEqual([]);
      expect(await store.nodes('User', ['usr_\ud83d'])).toEqual([null]);
    });
  });
}
