import { timingSafeEqual } from 'node:crypto';
import { makeId } from '../../../graph-models/domain/ids.js';
import type { Shown } from '../../live/list-patches.js';
import type { RecommendedItem } from './request.js';

/** Whose list of what it is; a position of another list is not taken. */
export interface ListOf {
  readonly viewerId: string;
  /** Of the request without its page. */
  readonly request: string;
}

type Digest = (text: string) => string;

const ULID_LENGTH = 26;
const LOOK_LENGTH = 8;
const ENTRY = ULID_LENGTH + LOOK_LENGTH;
const MARK_LENGTH = 22;
const SHAPE = /^((?:[0-9A-HJKMNP-TV-Z]{26}[\w-]{8})*)\.([\w-]{22})$/;

/**
 * The position of a client that has this list. It says the list itself, so that any process, also one that was just
 * started, can tell what has changed since; the mark keeps others from making one up.
 */
export function listPosition(digest: Digest, list: ListOf, shown: readonly Shown[]): string {
  const body = shown.map(({ id, look }) => id.slice(-ULID_LENGTH) + look).join('');
  return `${body}.${markOf(digest, list, body)}`;
}

/** The list that a position of ours says, or null when it is not ours or of another list. */
export function readListPosition(digest: Digest, list: ListOf, position: string): Shown[] | null {
  const [, body = '', mark = ''] = SHAPE.exec(position) ?? [];
  if (mark === '' || !timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(digest, list, body))))
    return null;
  return Array.from({ length: body.length / ENTRY }, (_, i) => {
    const entry = body.slice(i * ENTRY, (i + 1) * ENTRY);
    return { id: makeId('Item', entry.slice(0, ULID_LENGTH)), look: entry.slice(ULID_LENGTH) };
  });
}

/** Tells whether an entry looks as before: score, parts and reasons to six digits, and the item's version. */
export function lookOf({ item, score, parts, reasons }: RecommendedItem): string {
  const named = parts.map(({ name, value }) => `${name} ${value.toPrecision(6)}`).join();
  const why = reasons.length === 0 ? '' : JSON.stringify(reasons, toSixDigits);
  return hashOf(`${item.version} ${score.toPrecision(6)} ${named} ${why}`);
}

/** 24 bits each of FNV-1a and of the same with another prime: it tells changes apart, and nobody gains by a collision. */
function hashOf(text: string): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b);
  }
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE((a ^ (a >>> 15)) >>> 0, 0);
  bytes.writeUInt32LE((b ^ (b >>> 13)) >>> 0, 3);
  return bytes.toString('base64url', 0, 6);
}

function toSixDigits(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value;
}

function markOf(digest: Digest, { viewerId, request }: ListOf, body: string): string {
  return digest(`list|${viewerId}|${request}|${body}`).slice(0, MARK_LENGTH);
}
