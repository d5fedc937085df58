import { encodeTime } from 'ulid';
import { makeId, type Id } from '../../../graph-models/domain/ids.js';
import type { Label } from '../../../graph-models/domain/vocabulary.js';
import { hashOf } from './hash-of.js';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The id of the nth node of a label that a step makes: the step's time, its number, and n. The same plan gives the
 * same ids, also to a step that is performed again after a kill, and later steps have later ids.
 */
export function townId<L extends Label>(label: L, at: number, step: number, nth: number): Id<L> {
  const noise = hashOf(`${label} ${step} ${nth}`);
  return makeId(label, encodeTime(at, 10) + base32(step, 6) + base32(nth, 3) + base32(noise, 7));
}

function base32(value: number, length: number): string {
  let digits = '';
  for (let left = value; digits.length < length; left = Math.floor(left / 32))
    digits = DIGITS[left % 32]! + digits;
  return digits;
}
