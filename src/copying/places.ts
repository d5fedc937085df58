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
  try {
    if (url.startsWith('file:') && url.length > 'file:'.length) return fileAt(url, pathOf(url));
    if (NEO4J.test(url)) return serverAt(url, new URL(url));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // Malformed; said below, without a password in it.
  }
  throw new OperatorError(
    `${flag} names no store; use file:./data/grapevine.db or neo4j://user:password@host:7687.`,
  );
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
