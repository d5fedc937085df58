import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteMigrations } from '../../migrations/sqlite/index.js';
import { StoreTooNewError } from '../../src/store/graph-store.js';
import { checksumOf, migrate, MigrationChangedError, type Migration } from '../../src/store/migrations.js';
import { openStore } from '../../src/store/open.js';
import { Connection } from '../../src/store/sqlite/connection.js';
import { SqliteLedger } from '../../src/store/sqlite/ledger.js';
import { alice, commit, townsfolk } from '../contracts/graph-store/town.js';

describe('a migration of SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'grapevine-migrations-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let path: string;
  let files = 0;
  beforeEach(() => {
    path = join(folder, `${files++}.db`);
  });

  const statements = sqliteMigrations.flatMap((migration) =>
    migration.statements.map((_, index) => ({ migration, index })),
  );

  it.each(statements.map((_, done) => done))(
    'goes on where a crash after %i statements left it',
    async (done) => {
      const before = Connection.open(path);
      const ledger = new SqliteLedger(before);
      for (const { migration, index } of statements.slice(0, done)) {
        await ledger.apply(migration, checksumOf(migration), index);
      }
      before.close();

      const store = await openStore(`file:${path}`);
      await commit(store, townsfolk);
      expect(await store.search('User', ['alice'], { first: 1 })).toEqual([alice]);
      await store.close();
    },
  );

  const growing = (...last: string[]): Migration => ({
    name: '0001-growing',
    statements: ['CREATE TABLE one (a)', 'INSERT INTO one VALUES (1)', ...last],
  });

  it('that fails in the middle keeps what was done, once, and goes on when it is put right', async () => {
    const db = Connection.open(path);
    const wrong = { ...growing('CREATE TABLE two (a)', 'INSERT INTO tow VALUES (2)') };

    await expect(migrate([wrong], new SqliteLedger(db))).rejects.toThrow('tow');
    await expect(migrate([wrong], new SqliteLedger(db))).rejects.toThrow('tow');

    expect(await new SqliteLedger(db).applied()).toMatchObject([{ name: '0001-growing', done: 3 }]);
    expect(db.all('SELECT a FROM one')).toEqual([[1]]);
    db.exec('CREATE TABLE tow (a)');
    expect(await migrate([wrong], new SqliteLedger(db))).toBe(1);
    db.close();
  });

  it('runs once, however many processes open the store at the same time', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => openStore(`file:${path}`)));

    await commit(stores[0]!, townsfolk);
    for (const store of stores) {
      expect(await store.nodes('User', [alice])).toMatchObject([{ id: alice }]);
      await store.close();
    }
  });

  it('is refused when it was edited after it was applied', async () => {
    const db = Connection.open(path);
    await migrate([growing()], new SqliteLedger(db));

    await expect(migrate([growing('CREATE TABLE two (a)')], new SqliteLedger(db))).rejects.toThrow(
      MigrationChangedError,
    );
    expect(db.all("SELECT name FROM sqlite_schema WHERE name = 'two'")).toEqual([]);
    db.close();
  });

  it('of a newer Grapevine keeps this one out, in one sentence, and changes nothing', async () => {
    await (await openStore(`file:${path}`)).close();
    const db = new Database(path);
    db.exec(`INSERT INTO migrations VALUES ('0099-from-the-future', 'sum', 1, datetime('now'))`);

    const opening = openStore(`file:${path}`);

    await expect(opening).rejects.toThrow(StoreTooNewError);
    await expect(opening).rejects.toThrow(
      /newer Grapevine \(its migration 0099-from-the-future is unknown here\)/,
    );
    db.close();
  });
});
