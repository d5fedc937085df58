import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { registerCopy } from '../../src/commands/copy.js';
import { Copying } from '../../src/copying/copying.js';
import { placeOf } from '../../src/copying/places.js';
import { sentenceFor } from '../../src/failure.js';
import { openStore } from '../../src/store/open.js';
import { idOf } from './shop-of-everything.js';

describe('grapevine copy', () => {
  let folder: string;
  let said: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'copy-'));
    said = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => (said += String(text)) !== '');
    jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    await fillWithFriends(file('shop.db'));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const path = (name: string): string => join(folder, name);
  const file = (name: string): string => `file:${path(name)}`;

  async function run(from: string, to: string): Promise<void> {
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    registerCopy(program);
    await program.parseAsync(['node', 'grapevine', 'copy', '--from', from, '--to', to]);
  }

  it('copies, prints what is in both, and leaves a store that a shop can run on', async () => {
    await run(file('shop.db'), file('new/copy.db'));

    expect(said).toMatch(
      /^ +source +copy +SHA-256 of the source\nUser +2 +2 +[0-9a-f]{21} +same\nFRIEND +1 +1 /,
    );
    expect(said).toMatch(
      /4 rows are in \S+copy\.db, \d+ rows a second; it holds the same as \S+shop\.db\.\n$/,
    );
    const copy = await openStore(file('new/copy.db'));
    const [alice, bob] = await copy.lookup('User', 'handle', ['alice', 'bob']);
    expect(await copy.counts('FRIEND', 'both', [alice!.id, bob!.id])).toEqual([1, 1]);
    await copy.close();
  });

  it('fails naming what differs, when something wrote to the copy before it is compared', async () => {
    const [shop, target] = [await openStore(file('shop.db')), await openStore(file('copy.db'))];
    const begun = await Copying.begin(
      { ...placeOf('--from', file('shop.db')), store: shop },
      { ...placeOf('--to', file('copy.db')), store: target },
      () => undefined,
    );
    await begun.copy(() => undefined);
    await target.commit({
      changes: [{ kind: 'deleteEdge', type: 'FRIEND', from: idOf('User', 0), to: idOf('User', 1) }],
    });
    await Promise.all([shop.close(), target.close()]);

    const copying = run(file('shop.db'), file('copy.db'));

    await expect(copying).rejects.toThrow(
      /^The copy differs from its source in FRIEND \(1 in the source, 0 in the copy\): .*; empty \S+copy\.db and copy again\.$/,
    );
    expect(said).toMatch(/FRIEND +1 +0 .* DIFFERS\n/);
    expect(said).not.toContain('holds the same');
  });

  it.each<[string, () => [from: string, to: string], RegExp]>([
    ['the same store twice', () => [file('shop.db'), file('shop.db')], /cannot be copied into itself/],
    [
      'the same store under another name',
      () => [file('shop.db'), pathToFileURL(linked()).href],
      /cannot be copied into itself/,
    ],
    ['a source that is not there', () => [file('nowhere.db'), file('copy.db')], /^There is no database at /],
    [
      'a source that is no store',
      () => ['mysql://root:secret@db', file('copy.db')],
      /^--from names no store/,
    ],
    [
      'a target that is no store',
      () => [file('shop.db'), 'neo4j://neo4j:secret@[db'],
      /^--to names no store/,
    ],
    [
      'a password that is not encoded',
      () => [file('shop.db'), 'neo4j://neo4j:100%secret@db'],
      /^--to names no/,
    ],
    ['a target that no longer is', () => [file('shop.db'), 'memory:'], /^--to memory: is gone when/],
  ])('refuses %s in a sentence, and makes nothing', async (_title, urls, sentence) => {
    const refusal = await run(...urls()).catch((error: unknown) => error);

    expect(sentenceFor(refusal)).toMatch(sentence);
    expect(sentenceFor(refusal)).not.toContain('secret');
    expect([path('copy.db'), path('nowhere.db')].filter((each) => existsSync(each))).toEqual([]);
  });

  function linked(): string {
    symlinkSync(path('shop.db'), path('link.db'));
    return path('link.db');
  }
});

describe('a place', () => {
  it('is the same Neo4j whoever signs in and however it is asked', () => {
    const keys = ['neo4j://neo4j:a@DB', 'bolt://reader:b@db:7687', 'neo4j+s://db:7687/neo4j'].map(
      (url) => placeOf('--from', url).key,
    );

    expect(new Set(keys)).toEqual(new Set(['neo4j:db:7687/neo4j']));
    expect(placeOf('--from', 'neo4j://neo4j:a@db/other').key).toBe('neo4j:db:7687/other');
  });

  it('is shown without a password', () => {
    expect(placeOf('--to', 'bolt://neo4j:secret@db').shown).toBe('bolt://db:7687/neo4j');
  });
});

async function fillWithFriends(url: string): Promise<void> {
  const store = await openStore(url);
  const person = { name: 'Somebody', bio: '', locale: 'en', visibility: 'PUBLIC', joinedAt: 1 } as const;
  const [alice, bob] = [idOf('User', 0), idOf('User', 1)];
  await store.commit({
    changes: [
      { kind: 'createNode', id: alice, props: { ...person, handle: 'alice' } },
      { kind: 'createNode', id: bob, props: { ...person, handle: 'bob' } },
      { kind: 'putEdge', type: 'FRIEND', from: alice, to: bob, at: 1, props: {} },
    ],
    events: [{ id: idOf('Act', 0), kind: 'graph.changed', at: 1, payload: {} }],
  });
  await store.close();
}
