import type { Identified } from '../graph-store.js';
import type { Connection } from './connection.js';

const IDENTITY = `
  CALL db.info() YIELD id AS database
  CALL dbms.info() YIELD id AS server
  RETURN database, server`;

/** The database, of the server or cluster it is on: loaded from a dump elsewhere it is another. */
export function identified(connection: Connection): Identified {
  return {
    async identity() {
      const [row] = await connection.read(IDENTITY);
      return `neo4j:${String(row?.['database'])}:${String(row?.['server'])}`;
    },
  };
}
