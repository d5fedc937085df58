import { labelOf, parseId, type Id } from '../../graph-models/domain/ids.js';
import type { Label } from '../../graph-models/domain/vocabulary.js';

/** The opaque id that clients see. */
export function globalId(id: Id): string {
  return Buffer.from(id).toString('base64url');
}

/** The id behind a client's id, or null when it is none of ours. */
export function fromGlobalId(id: string): Id | null {
  const text = Buffer.from(id, 'base64url').toString();
  return labelOf(text) === null ? null : (text as Id);
}

/** The same for one label: null when it names something else. */
export function fromGlobalIdOf<L extends Label>(label: L, id: string): Id<L> | null {
  return parseId(label, Buffer.from(id, 'base64url').toString());
}
