import { createHash } from 'node:crypto';
import type { GraphStore } from '../../store/graph-store.js';
import { avatarOf } from './avatar-of.js';
import { pictureOf } from './picture-of.js';

/** An HTTP answer with a drawing, or without one. */
export interface PictureAnswer {
  readonly status: 200 | 304 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ITEM = /^\/pictures\/([A-Z0-9][A-Z0-9._-]{0,63})\.svg$/i;
const PERSON = /^\/avatars\/([a-z0-9][a-z0-9._-]{0,59})\.svg$/i;
const NONE: PictureAnswer = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  body: 'no such picture',
};

/**
 * Answers `/pictures/<sku>.svg` and `/avatars/<handle>.svg`; null for any other path.
 *
 * An item's picture needs the item; a portrait is drawn from its handle, whether or not somebody has it, so it
 * cannot tell who is here.
 *
 * @param knownTag the client's `If-None-Match`
 */
export async function answerPicture(
  store: Pick<GraphStore, 'lookup'>,
  path: string,
  knownTag?: string,
): Promise<PictureAnswer | null> {
  const person = PERSON.exec(path)?.[1];
  if (person !== undefined) return drawn(avatarOf(person.toLowerCase()), knownTag);
  const sku = ITEM.exec(path)?.[1];
  if (sku === undefined) return path.startsWith('/pictures/') || path.startsWith('/avatars/') ? NONE : null;
  const [item] = await store.lookup('Item', 'sku', [sku.toUpperCase()]);
  return item ? drawn(pictureOf(item.props), knownTag) : NONE;
}

function drawn(svg: string, knownTag: string | undefined): PictureAnswer {
  const tag = `"${createHash('sha256').update(svg).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': 'public, max-age=86400',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
    etag: tag,
  };
  return knownTag === tag ? { status: 304, headers, body: '' } : { status: 200, headers, body: svg };
}
