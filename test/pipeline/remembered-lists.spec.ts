import { beforeEach, describe, expect, it } from '@jest/globals';
import { RememberedLists } from '../../src/pipeline/remembered-lists.js';

describe('remembered lists', () => {
  let now: number;
  let lists: RememberedLists;
  beforeEach(() => {
    now = 0;
    let made = 0;
    const newName = (): string => `list ${made++}`;
    lists = new RememberedLists(newName, { most: 6, mostOfOne: 3, keptMs: 100, now: () => now });
  });
  const remember = (owner: string, request: string, ...ids: string[]) =>
    lists.remember(owner, request, ids, null).name;

  it('keep their name while the order is the same, and are found by it', () => {
    const name = remember('Alice', 'feed', 'a', 'b');
    expect(remember('Alice', 'feed', 'a', 'b')).toBe(name);
    const other = remember('Alice', 'feed', 'b', 'a');
    expect(other).not.toBe(name);
    expect([lists.find(name)?.ids, lists.find(other)?.ids]).toEqual([
      ['a', 'b'],
      ['b', 'a'],
    ]);
    expect(lists.find('made up')).toBeNull();
  });

  it('of somebody who asks for many make room for their own alone, those not looked at first', () => {
    const alices = remember('Alice', 'feed', 'a');
    const first = remember('Mallory', 'mix 1');
    const second = remember('Mallory', 'mix 2');
    remember('Mallory', 'mix 3');
    lists.find(first);
    for (let n = 4; n < 100; n++) {
      remember('Mallory', `mix ${n}`);
      lists.find(first);
    }

    expect(lists.find(alices)).not.toBeNull();
    expect(lists.find(first)).not.toBeNull();
    expect(lists.find(second)).toBeNull();
  });

  it('give way when there are too many of everybody, the least recently used first', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'].map((owner) => remember(owner, owner));
    lists.find(names[0]!);
    remember('G', 'G');

    expect(names.map((name) => lists.find(name) !== null)).toEqual([true, false, true, true, true, true]);
  });

  it('end so long after they were looked at last', () => {
    const name = remember('Alice', 'feed', 'a');
    now = 100;
    expect(lists.find(name)).not.toBeNull();
    now = 200;
    expect(lists.find(name)).not.toBeNull();
    now = 301;
    expect(lists.find(name)).toBeNull();
    expect(remember('Alice', 'feed', 'a')).not.toBe(name);
  });
});
