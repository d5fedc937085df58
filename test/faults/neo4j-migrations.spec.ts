import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection } from '../../src/store/neo4j/connection.js';
import { migrate, ownMigrations, parseMigration } from '../../src/store/neo4j/migrate.js';
import { openNeo4jStore, parseNeo4jUrl } from '../../src/store/neo4j/open-neo4j-store.js';
import { StoreTooNewError } from '../../src/store/graph-store.js';
import { holdNeo4j, neo4jUri, type HeldNeo4j } from '../support/neo4j.js';

const describeWithNeo4j = neo4jUri === undefined ? describe.skip : describe;

describeWithNeo4j('migrations on Neo4j', () => {
  let held: HeldNeo4j;
  let connection: Connection;

  beforeAll(async () => {
    held = await holdNeo4j(neo4jUri ?? '');
    connection = new Connection(parseNeo4jUrl(held.uri));
    await migrate(connection, ownMigrations());
  }, 600_000);

  afterEach(async () => {
    await connection.run('MATCH (m:Migration) WHERE m.number >= 9000 DELETE m');
    await connection.run('MATCH (n:Rehearsal) DELETE n');
    await connection.run('DROP CONSTRAINT rehearsal IF EXISTS');
  });

  afterAll(async () => {
    await connection.close();
    await held.release();
  });

  it('are recorded with their checksums', async () => {
    const rows = await connection.read(
      'MATCH (m:Migration) RETURN m.number AS number, m.checksum AS checksum',
    );

    expect(rows).toEqual(
      expect.arrayContaining(
        ownMigrations().map(({ number, checksum }) => ({ number: BigInt(number), checksum })),
      ),
    );
  });

  it('go on after a crash in the middle of one', async () => {
    const schema = 'CREATE CONSTRAINT rehearsal IF NOT EXISTS FOR (n:Rehearsal) REQUIRE n.name IS UNIQUE;';
    const rest = `MERGE (:Rehearsal {name: 'kettle'});\nMERGE (:Rehearsal {name: 'teapot'});`;
    const whole = parseMigration('9001-rehearsal.cypher', `${schema}\n${rest}`);
    const failing = { ...whole, statements: [...whole.statements.slice(0, 2), 'THE POWER FAILS'] };
    await expect(migrate(connection, [...ownMigrations(), failing])).rejects.toThrow(/Invalid input 'THE'/);

    await migrate(connection, [...ownMigrations(), whole]);

    const names = await connection.read('MATCH (n:Rehearsal) RETURN n.name AS name ORDER BY name');
    expect(names).toEqual([{ name: 'kettle' }, { name: 'teapot' }]);
  });

  it('refuse a store that newer code has written', async () => {
    await connection.run(`CREATE (:Migration {number: 9002, name: 'later', checksum: 'x'})`);

    const opening = openNeo4jStore(held.uri);

    await expect(opening).rejects.toThrow(StoreTooNewError);
    await expect(opening).rejects.toThrow('it has migration 9002');
  });

  it('refuse a migration that was changed after it was applied', async () => {
    const first = parseMigration('9003-rehearsal.cypher', `MERGE (:Rehearsal {name: 'kettle'});`);
    const changed = parseMigration('9003-rehearsal.cypher', `MERGE (:Rehearsal {name: 'teapot'});`);
    await migrate(connection, [...ownMigrations(), first]);

    const again = migrate(connection, [...ownMigrations(), changed]);

    await expect(again).rejects.toThrow('Migration 9003 (rehearsal) was changed after it was applied');
  });

  it('may be applied by two processes at once', async () => {
    const both = [new Connection(parseNeo4jUrl(held.uri)), new Connection(parseNeo4jUrl(held.uri))];
    const migration = parseMigration(
      '9004-rehearsal.cypher',
      `CREATE CONSTRAINT rehearsal IF NOT EXISTS FOR (n:Rehearsal) REQUIRE n.name IS UNIQUE;\nMERGE (:Rehearsal {name: 'kettle'});`,
    );

    await Promise.all(both.map((one) => migrate(one, [...ownMigrations(), migration])));

    const rows = await connection.read('MATCH (n:Rehearsal) RETURN count(*) AS count');
    expect(rows).toEqual([{ count: 1n }]);
    await Promise.all(both.map((one) => one.close()));
  });
});
