import { createHash, timingSafeEqual } from 'node:crypto';
import { makeId } from '../../../graph-models/domain/ids.js';
import type { Shown } from '../../live/list-patches.js';
import { Node } from '../../graphql/node.js';
import type { SubjectId } from './entries.js';
import type { FeedEntry } from './feed-request.js';

/** An entry as a client has it. */
export interface ShownEntry extends Shown {
  readonly id: SubjectId;
  /** It counted as seen when it came into the list; looking at it does not move it. */
  readonly seen: boolean;
}

type Digest = (text: string) => string;

const LABELS = { p: 'Post', i: 'Item', u: 'User', c: 'Category' } as const;
const LOOK_LENGTH = 8;
const MARK_LENGTH = 22;
const ENTRY = /([piuc])([0-9A-HJKMNP-TV-Z]{26})([\w-]{8})([01])/g;
const SHAPE = /^((?:[piuc][0-9A-HJKMNP-TV-Z]{26}[\w-]{8}[01])*)\.([\w-]{22})$/;

/**
 * The position of a client that has these entries of the feed. It says the list itself, so that any process can tell
 * what has changed since; the mark binds it to the viewer's own feed.
 */
export function feedPosition(digest: Digest, feed: string, shown: readonly ShownEntry[]): string {
  const body = shown
    .map(({ id, look, seen }) => letterOf(id) + id.slice(4) + look + (seen ? '1' : '0'))
    .join('');
  return `${body}.${markOf(digest, feed, body)}`;
}

/** The list that a position of ours says, or null when it is not ours or of another feed. */
export function readFeedPosition(digest: Digest, feed: string, position: string): ShownEntry[] | null {
  const [, body = '', mark = ''] = SHAPE.exec(position) ?? [];
  if (mark === '' || !timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(digest, feed, body))))
    return null;
  return [...body.matchAll(ENTRY)].map((found) => {
    const [, letter, ulid, look, seen] = found as unknown as [
      string,
      keyof typeof LABELS,
      string,
      string,
      string,
    ];
    return { id: makeId(LABELS[letter], ulid), look, seen: seen === '1' };
  });
}

/** How the entry looks: everything it says to six digits, and the version of what it shows. */
export function shownEntry({
  id,
  kind,
  node,
  score,
  parts,
  why,
  at,
  isSeen,
  countsAsSeen,
}: FeedEntry): ShownEntry {
  const version = node instanceof Node ? node.stored.version : 0;
  const shown = node instanceof Node ? node.stored.id : '';
  const said = JSON.stringify(
    [kind, shown, version, at, score, parts, why, isSeen],
    (_key, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value),
  );
  const look = createHash('sha256').update(said).digest('base64url').slice(0, LOOK_LENGTH);
  return { id, look, seen: countsAsSeen };
}

function letterOf(id: SubjectId): string {
  const letters = { pst: 'p', itm: 'i', usr: 'u', cat: 'c' } as const;
  return letters[id.slice(0, 3) as keyof typeof letters];
}

function markOf(digest: Digest, feed: string, body: string): string {
  return digest(`feed list|${feed}|${body}`).slice(0, MARK_LENGTH);
}
