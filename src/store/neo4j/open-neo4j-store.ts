import { neo4jMigrations } from '../../../migrations/neo4j/index.js';
import type { Store } from '../graph-store.js';
import { migrate } from '../migrations.js';
import { commits } from './commit.js';
import { Connection, type ConnectionSettings } from './connection.js';
import { identified } from './identity.js';
import { Neo4jLedger } from './ledger.js';
import { outbox } from './outbox.js';
import { reads } from './reads.js';
import { scans } from './scan.js';
import { search } from './search.js';
import { walks } from './walk.js';

/**
 * Opens the store that `url` names, `neo4j://user:password@host:port/database` or the like with `bolt` or with `+s`,
 * and migrates it.
 *
 * @throws StoreUnavailableError with one sentence when the server or the database cannot be used
 * @throws StoreTooNewError when newer code has written it
 */
export async function openNeo4jStore(url: string): Promise<Store> {
  const connection = new Connection(parseNeo4jUrl(url));
  try {
    await migrate(neo4jMigrations, new Neo4jLedger(connection));
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    ...reads(connection),
    ...walks(connection),
    ...scans(connection),
    ...search(connection),
    ...outbox(connection),
    ...commits(connection),
    ...identified(connection),
    close: () => connection.close(),
  };
}

/** What a `neo4j://…` or `bolt://…` URL says; the database defaults to `neo4j`, the port to 7687. */
export function parseNeo4jUrl(url: string): ConnectionSettings {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  return {
    address: `${protocol}//${hostname}:${port || '7687'}`,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)) || 'neo4j',
  };
}
