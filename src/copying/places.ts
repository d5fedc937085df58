import { existsSync, realpathSync } from 'node:fs';
import { OperatorError } from '../failure.js';
import { pathOf } from '../store/open.js';

/** A store by its URL. */
export interface Place {
  readonly url: string;
  /** For messages: without user and password. */
  readonly shown: string;
  /** The same for every URL that names the same file or the same database of the same server. */
  readonly key: string;
  /** False for a SQLite file that is not there. */
  readonly exists: boolean;
}

const NEO4J = /^(neo4j|bolt)(\+s|\+ssc)?:\/\/./;

/**
 * The place that the URL given with `flag` names; nothing is opened.
 *
 * @throws OperatorError when it names none that a copy can come from or go to
 */
export function placeOf(flag: string, url: string): Place {
  if (url === 'memory:') {
    throw new OperatorError(
      `${flag} memory: is gone when the copy ends; use a file or a Neo4j, for example file:./data/grapevine.db.`,
    );
  }
  const named = parsed(url);
  if (named === null) {
    throw new OperatorError(
      `${flag} names no store; use file:./data/grapevine.db or neo4j://user:password@host:7687.`,
    );
  }
  return typeof named === 'string' ? fileAt(url, named) : serverAt(url, named);
}

/** A path or a server, or null; what is wrong is not said, as there may be a password in it. */
function parsed(url: string): string | URL | null {
  try {
    if (url.startsWith('file:') && url.length > 'file:'.length) return pathOf(url);
    if (!NEO4J.test(url)) return null;
    decodeURIComponent(url); // Throws at a % that stands for itself, as opening it would.
    return new URL(url);
  } catch {
    return null;
  }
}

function fileAt(url: string, path: string): Place {
  const exists = existsSync(path);
  return { url, shown: path, key: `file:${exists ? realpathSync(path) : path}`, exists };
}

function serverAt(url: string, { protocol, hostname, port, pathname }: URL): Place {
  const database = decodeURIComponent(pathname.slice(1)) || 'neo4j';
  const address = `${hostname.toLowerCase()}:${port || '7687'}/${database}`;
  return { url, shown: `${protocol}//${address}`, key: `neo4j:${address}`, exists: true };
}
