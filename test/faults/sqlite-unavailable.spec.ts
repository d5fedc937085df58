import { afterAll, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailableError } from '../../src/store/graph-store.js';
import { openStore } from '../../src/store/open.js';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.js';
import { alice, commit, townsfolk } from '../contracts/graph-store/town.js';

describe('a SQLite store that is not available', () => {
  const folder = mkdtempSync(join(tmpdir(), 'grapevine-unavailable-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);

  it.each<[string, () => string, RegExp]>([
    ['is a folder', () => (mkdirSync(at('folder.db')), `file:${at('folder.db')}`), /cannot be opened/],
    ['is below a file', () => (writeFileSync(at('file'), ''), `file:${at('file/x.db')}`), /cannot be made/],
    ['is where nobody may write', () => 'file:/sys/grapevine/x.db', /cannot be made/],
    [
      'is no database',
      () => (writeFileSync(at('text.db'), 'x'.repeat(5000)), `file:${at('text.db')}`),
      /not a Grapevine/,
    ],
    ['has no name', () => 'file:', /names no store/],
    ['is of another kind', () => 'postgres://user:secret@host/db', /names no store/],
    ['is no URL', () => 'my secret', /names no store/],
  ])('says so in one sentence when it %s', async (_why, url, sentence) => {
    const error: unknown = await openStore(url()).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect((error as Error).message).toMatch(sentence);
    expect((error as Error).message).toMatch(/^[A-Z][^\n]*\.$/);
    expect((error as Error).message).not.toContain('secret');
  });

  it('waits for another process that writes, reads on meanwhile, and gives up with a sentence', async () => {
    const store = await openSqliteStore(at('locked.db'), { lockTimeoutMs: 50 });
    await commit(store, townsfolk);
    const other = new Database(at('locked.db'));
    other.exec('BEGIN IMMEDIATE');

    const writing = store.commit({ changes: [{ kind: 'deleteNode', id: alice }] });
    await expect(writing).rejects.toThrow(StoreUnavailableError);
    await expect(writing).rejects.toThrow(/another process has been writing/);
    expect(await store.nodes('User', [alice])).toMatchObject([{ id: alice }]);

    const patient = await openSqliteStore(at('locked.db'));
    const waiting = patient.commit({ changes: [{ kind: 'deleteNode', id: alice }] });
    other.exec('ROLLBACK');
    expect(await waiting).toMatchObject({ kind: 'committed' });
    expect(await store.nodes('User', [alice])).toEqual([null]);
    for (const open of [store, patient]) await open.close();
    other.close();
  });

  it('answers nothing once it is closed', async () => {
    const store = await openStore('memory:');
    await store.close();

    await expect(store.nodes('User', [alice])).rejects.toThrow(StoreUnavailableError);
    await expect(store.commit({ changes: [] })).rejects.toThrow(StoreUnavailableError);
  });
});
