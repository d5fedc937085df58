import neo4j, { type Driver } from 'neo4j-driver';
import { parseNeo4jUrl } from '../../src/store/neo4j/open-neo4j-store.js';

/** The Neo4j that the specifications may use and wipe, when there is one. */
export const neo4jUri = process.env['NEO4J_URI'];

/** How long a spec file waits for its turn. */
export const NEO4J_TURN_MS = 900_000;

/** A Community server has one database, so the specifications take it in turns: one spec file at a time has it. */
export interface HeldNeo4j {
  readonly uri: string;
  /** Deletes everything but the schema; the outbox starts again. */
  wipe(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Waits until no other spec file, in this process or another, has the database. What is held is the lock of a node in
 * an open transaction: it ends with the process that took it, however that ends.
 */
export async function holdNeo4j(uri: string): Promise<HeldNeo4j> {
  const { address, user, password, database } = parseNeo4jUrl(uri);
  const driver = neo4j.driver(address, neo4j.auth.basic(user, password), { telemetryDisabled: true });
  const run = (cypher: string) => runAlone(driver, database, cypher);
  await run('CREATE CONSTRAINT test_turn IF NOT EXISTS FOR (n:TestTurn) REQUIRE n.name IS UNIQUE');
  await run(`MERGE (:TestTurn {name: 'turn'})`);
  const session = driver.session({ database });
  const turn = session.beginTransaction();
  await turn.run(`MATCH (n:TestTurn {name: 'turn'}) SET n.taken = true`);
  return {
    uri,
    async wipe() {
      await run(`MATCH (n) WHERE NOT n:TestTurn AND NOT n:Migration AND NOT n:Outbox
        CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS`);
      await run('MATCH (o:Outbox) SET o.seq = 0');
    },
    async release() {
      await turn.rollback();
      await driver.close();
    },
  };
}

async function runAlone(driver: Driver, database: string, cypher: string): Promise<void> {
  const session = driver.session({ database });
  try {
    await session.run(cypher);
  } finally {
    await session.close();
  }
}
