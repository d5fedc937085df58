import { monotonicFactory } from 'ulid';
import { drawn } from './drawn.js';
import { makeId, type Id } from '../../graph-models/domain/ids.js';
import type { Label } from '../../graph-models/domain/vocabulary.js';
import type { Store } from '../store/graph-store.js';

/** What every use case acts on; time, ids and secrets are parameters. */
export interface Shop {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: <L extends Label>(label: L) => Id<L>;
  /** Keyed digest (HMAC-SHA-256, base64url) of text that must not be stored in clear. */
  readonly digest: (text: string) => string;
  /** Resolves when this process's in-memory views have followed the outbox up to `seq`. */
  readonly settled: (seq: number) => Promise<void>;
}

/** Ids that sort by time, also within a millisecond. */
export function idFactory(now: () => number, random: () => number = drawn): Shop['newId'] {
  const next = monotonicFactory(random);
  return (label) => makeId(label, next(now()));
}
