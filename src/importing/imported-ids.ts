import { createHash } from 'node:crypto';
import { encodeTime } from 'ulid';
import { makeId, type Id } from '../../graph-models/domain/ids.js';
import type { Label } from '../../graph-models/domain/vocabulary.js';

/** When imported things are said to have come: long before anything that a live shop creates. */
export const IMPORTED_AT = Date.UTC(2020, 0, 1);

const TIME = encodeTime(IMPORTED_AT, 10);
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The same id for the same thing of the same bundle, whenever and into whatever store it is imported. */
export function importedId<L extends Label>(label: L, bundle: string, key: string): Id<L> {
  const digest = createHash('sha256')
    .update(JSON.stringify([bundle, label, key]))
    .digest();
  return makeId(label, TIME + base32(digest.subarray(0, 10)));
}

/** 80 bits as 16 characters of Crockford's alphabet. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return text;
}
