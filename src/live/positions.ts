import { timingSafeEqual } from 'node:crypto';

/** Whose position in which stream it is; another viewer or stream cannot use it. */
export interface Stream {
  /** The subscription and what it follows, for example `commentAdded pst_…`. */
  readonly name: string;
  /** Null for a visitor. */
  readonly viewer: string | null;
}

type Digest = (text: string) => string;

const MARK_LENGTH = 22;
const SHAPE = /^([0-9a-z]{1,11})\.([\w-]{22})$/;

/** The opaque position after the event `seq`: a client gives it back as `after`. */
export function signPosition(digest: Digest, stream: Stream, seq: number): string {
  const text = seq.toString(36);
  return Buffer.from(`${text}.${markOf(digest, stream, text)}`).toString('base64url');
}

/** The seq of a position that we gave to this viewer in this stream, or null. */
export function readPosition(digest: Digest, stream: Stream, position: string): number | null {
  const [, text = '', mark = ''] = SHAPE.exec(Buffer.from(position, 'base64url').toString()) ?? [];
  if (mark === '' || !timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(digest, stream, text))))
    return null;
  return parseInt(text, 36);
}

function markOf(digest: Digest, { name, viewer }: Stream, seq: string): string {
  return digest(`position|${name}|${viewer ?? ''}|${seq}`).slice(0, MARK_LENGTH);
}
