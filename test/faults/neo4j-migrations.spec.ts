import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { neo4jMigrations } from '../../migrations/neo4j/index.js';
import { Connection } from '../../src/store/neo4j/connection.js';
import { Neo4jLedger } from '../../src/store/neo4j/ledger.js';
import { openNeo4jStore, parseNeo4jUrl } from '../../src/store/neo4j/open-neo4j-store.js';
import { StoreTooNewError } from '../../src/store/graph-store.js';
import { checksumOf, migrate, MigrationChangedError, type Migration } from '../../src/store/migrations.js';
import { holdNeo4j, neo4jUri, type HeldNeo4j } from '../support/neo4j.js';

const SCHEMA = 'CREATE CONSTRAINT rehearsal IF NOT EXISTS FOR (n:Rehearsal) REQUIRE n.name IS UNIQUE';
const KETTLE = `MERGE (:Rehearsal {name: 'kettle'})`;
const TEAPOT = `MERGE (:Rehearsal {name: 'teapot'})`;
const REHEARSAL: Migration = { name: '9001-rehearsal', statements: [SCHEMA, KETTLE, TEAPOT] };

const describeWithNeo4j = neo4jUri === undefined ? describe.skip : describe;

describeWithNeo4j('migrations on Neo4j', () => {
  let held: HeldNeo4j;
  let connection: Connection;

  beforeAll(async () => {
    held = await holdNeo4j(neo4jUri ?? '');
    connection = new Connection(parseNeo4jUrl(held.uri));
    await migrate(neo4jMigrations, new Neo4jLedger(connection));
  }, 600_000);

  afterEach(async () => {
    await connection.run(`MATCH (m:Migration) WHERE m.name STARTS WITH '9' DELETE m`);
    await connection.run('MATCH (n:Rehearsal) DELETE n');
    await connection.run('DROP CONSTRAINT rehearsal IF EXISTS');
  });

  afterAll(async () => {
    await connection.close();
    await held.release();
  });

  it('are recorded with their checksums', async () => {
    expect(await new Neo4jLedger(connection).applied()).toEqual(
      neo4jMigrations.map((migration) => ({
        name: migration.name,
        checksum: checksumOf(migration),
        done: migration.statements.length,
      })),
    );
  });

  it('go on after a crash in the middle of one', async () => {
    const broken = { name: REHEARSAL.name, statements: [SCHEMA, KETTLE, 'THE POWER FAILS'] };
    const ledger = new Neo4jLedger(connection);
    for (const step of [0, 1]) await ledger.apply(REHEARSAL, checksumOf(REHEARSAL), step);
    await expect(ledger.apply(broken, checksumOf(REHEARSAL), 2)).rejects.toThrow(/Invalid input 'THE'/);

    const ran = await migrateTo(REHEARSAL);

    expect(ran).toBe(1);
    expect(await rehearsed()).toEqual(['kettle', 'teapot']);
  });

  it('may run a step again whose record a crash took', async () => {
    await connection.run(SCHEMA);
    await connection.run(KETTLE);

    await migrateTo(REHEARSAL);

    expect(await rehearsed()).toEqual(['kettle', 'teapot']);
  });

  it('refuse a store that newer code has written', async () => {
    await connection.run(`CREATE (:Migration {name: '9999-later', checksum: 'x', done: 1})`);

    const opening = openNeo4jStore(held.uri);

    await expect(opening).rejects.toThrow(StoreTooNewError);
    await expect(opening).rejects.toThrow('9999-later');
  });

  it('refuse a migration that was edited after it was applied', async () => {
    await migrateTo(REHEARSAL);

    const again = migrateTo({ name: REHEARSAL.name, statements: [SCHEMA, KETTLE] });

    await expect(again).rejects.toThrow(MigrationChangedError);
  });

  it('may be applied by two processes at once', async () => {
    const others = [new Connection(parseNeo4jUrl(held.uri)), new Connection(parseNeo4jUrl(held.uri))];

    await Promise.all(
      others.map((other) => migrate([...neo4jMigrations, REHEARSAL], new Neo4jLedger(other))),
    );

    expect(await rehearsed()).toEqual(['kettle', 'teapot']);
    await Promise.all(others.map((other) => other.close()));
  });

  const migrateTo = (last: Migration) => migrate([...neo4jMigrations, last], new Neo4jLedger(connection));

  async function rehearsed(): Promise<unknown[]> {
    const rows = await connection.read('MATCH (n:Rehearsal) RETURN n.name AS name ORDER BY name');
    return rows.map((row) => row['name']);
  }
});
