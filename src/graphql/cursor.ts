import { GraphQLError } from 'graphql';
import { labelOf, type Id } from '../../graph-models/domain/ids.js';
import type { EdgePosition } from '../store/graph-store.js';

/** An opaque keyset position: a list's name and the values of its last row. */
export function encodeCursor(list: string, values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([list, ...values])).toString('base64url');
}

/** The values of a cursor of this list. @throws GraphQLError BAD_CURSOR for anything else */
export function decodeCursor(list: string, cursor: string): readonly (string | number)[] {
  const decoded = parsed(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(decoded) || decoded[0] !== list) throw badCursor();
  const values: unknown[] = decoded.slice(1);
  return values.map((value) => {
    if (typeof value === 'string' || typeof value === 'number') return value;
    throw badCursor();
  });
}

/** The position after an edge in a page of a node's edges. */
export function encodeEdgeCursor(position: EdgePosition): string {
  return encodeCursor('edge', [position.at, position.id]);
}

export function decodeEdgeCursor(cursor: string): EdgePosition {
  const [at, id] = decodeCursor('edge', cursor);
  if (typeof at !== 'number' || typeof id !== 'string' || labelOf(id) === null) throw badCursor();
  return { at, id: id as Id };
}

export function badCursor(): GraphQLError {
  return new GraphQLError('`after` is not a cursor of this list.', { extensions: { code: 'BAD_CURSOR' } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
