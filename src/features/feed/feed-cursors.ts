import { timingSafeEqual } from 'node:crypto';
import type { FeedPosition } from './feed-request.js';

type Digest = (text: string) => string;

const MARK_LENGTH = 22;
const SHAPE = /^([\w-]{26,36})\.([0-9a-z]{1,4})\.([\w-]{22})$/;

/** The cursor of a place in a feed; the mark binds it to the feed, which is one viewer's, so that nobody makes one up. */
export function feedCursor(digest: Digest, feed: string, { list, place }: FeedPosition): string {
  const body = `${list}.${place.toString(36)}`;
  return Buffer.from(`${body}.${markOf(digest, feed, body)}`).toString('base64url');
}

/** The place that a cursor of ours says, or null when it is not ours or of another feed. */
export function readFeedCursor(digest: Digest, feed: string, cursor: string): FeedPosition | null {
  const found = SHAPE.exec(Buffer.from(cursor, 'base64url').toString());
  if (found === null) return null;
  const [, list, place, mark] = found as unknown as [string, string, string, string];
  if (!timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(digest, feed, `${list}.${place}`)))) return null;
  return { list, place: parseInt(place, 36) };
}

function markOf(digest: Digest, feed: string, body: string): string {
  return digest(`feed|${feed}|${body}`).slice(0, MARK_LENGTH);
}
