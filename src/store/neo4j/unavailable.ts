import neo4j from 'neo4j-driver';
import { StoreUnavailableError } from '../graph-store.js';
import type { ConnectionSettings } from './connection.js';

/** `error` as one clear sentence when the database cannot be used, else as it is; never with a credential. */
export function saysWhyUnavailable(error: unknown, settings: ConnectionSettings): unknown {
  const reason = reasonOf(error, settings);
  return reason === null ? error : new StoreUnavailableError(reason);
}

function reasonOf(error: unknown, { address, database }: ConnectionSettings): string | null {
  const code = String((error as { code?: unknown } | null)?.code);
  const message = String((error as { message?: unknown } | null)?.message);
  switch (code) {
    case 'Neo.ClientError.Security.Unauthorized':
    case 'Neo.ClientError.Security.CredentialsExpired':
      return `Neo4j at ${address} refused the user name or password.`;
    case 'Neo.ClientError.Security.AuthenticationRateLimit':
      return `Neo4j at ${address} refuses to sign in for a while, after too many wrong passwords.`;
    case 'Neo.ClientError.Security.Forbidden':
      return `Neo4j at ${address} does not let this user do what the store needs.`;
    case 'Neo.ClientError.Database.DatabaseNotFound':
      return `Neo4j at ${address} has no database named "${database}".`;
    case 'Neo.TransientError.General.DatabaseUnavailable':
    case 'Neo.DatabaseError.Database.DatabaseUnavailable':
      return `The database "${database}" of Neo4j at ${address} is not available now.`;
    case neo4j.error.SERVICE_UNAVAILABLE:
    case neo4j.error.SESSION_EXPIRED:
      return `Neo4j at ${address} does not answer.`;
    default:
      return /acquisition timed out|Pool is closed|getaddrinfo/i.test(message)
        ? `Neo4j at ${address} does not answer.`
        : null;
  }
}
