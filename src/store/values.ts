import { labelOf, type Id } from '../../graph-models/domain/ids.js';
import {
  ENDPOINTS,
  UNIQUE_KEYS,
  type EdgeType,
  type Label,
  type Value,
} from '../../graph-models/domain/vocabulary.js';
import {
  StoreInputError,
  type Change,
  type Changes,
  type Direction,
  type Expectation,
  type NewEvent,
  type PageRequest,
  type Step,
} from './graph-store.js';

/** A unique key is indexed, and no index takes values without end. */
export const MAX_KEY_LENGTH = 1000;

const INT64 = 2n ** 63n;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Refuses what no store can keep, before anything is written. @throws StoreInputError that names label or type and property */
export function checkChanges(changes: Changes): void {
  for (const expectation of changes.expect ?? []) checkExpectation(expectation);
  for (const change of changes.changes) checkChange(change);
  for (const event of changes.events ?? []) checkEvent(event);
}

/** The value as every store gives it back: a bigint within ±2^53 is a number. */
export function normalValue(value: Value): Value {
  return typeof value === 'bigint' && BigInt(Number(value)) === value && Number.isSafeInteger(Number(value))
    ? Number(value)
    : value;
}

/** A numeric property plus `by`; absent counts as 0. @throws StoreInputError when it is no number, or grows out of 64 bits */
export function incremented(current: Value | undefined, by: number, name: string): number | bigint {
  if (current === undefined) return by;
  if (typeof current === 'number') return checkedNumber(current + by, name);
  if (typeof current !== 'bigint') throw refuse(name, 'it is not a number and cannot be incremented');
  if (!Number.isSafeInteger(by)) throw refuse(name, `${by} cannot be added to a 64-bit integer`);
  const sum = current + BigInt(by);
  checkValue(sum, name);
  return normalValue(sum) as number | bigint;
}

/** The properties by which a node of `label` can be looked up. */
export function uniqueKeysOf(label: Label): readonly string[] {
  return UNIQUE_KEYS[label];
}

/** @throws RangeError when `key` is not a unique key of `label` */
export function checkUniqueKey(label: Label, key: string): void {
  if (!uniqueKeysOf(label).includes(key)) throw new RangeError(`${label} cannot be looked up by "${key}"`);
}

/** @throws RangeError when `both` is asked of a type that is not symmetric */
export function checkDirection(type: EdgeType, direction: Direction): void {
  if (direction === 'both' && type !== 'FRIEND') {
    throw new RangeError(`${type} is not symmetric and cannot be read with direction both`);
  }
}

/** @throws RangeError unless `first` is 1 to 1,000 */
export function checkPage(page: Pick<PageRequest, 'first'>): void {
  if (!Number.isInteger(page.first) || page.first < 1 || page.first > 1000) {
    throw new RangeError(`a page holds 1 to 1,000, not ${page.first}`);
  }
}

/** @throws RangeError unless a walk has 1 to 3 steps and a positive limit */
export function checkWalk(steps: readonly Step[], limit: number): void {
  if (steps.length < 1 || steps.length > 3)
    throw new RangeError(`a walk has 1 to 3 steps, not ${steps.length}`);
  if (!Number.isInteger(limit) || limit < 1)
    throw new RangeError(`a walk returns at least 1 end, not ${limit}`);
  for (const step of steps) checkDirection(step.type, step.direction);
}

/** Whether text survives UTF-8: every surrogate has its partner. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** Search words as both stores compare them: no empty ones, none twice; null when one of them can match nothing. */
export function searchWords(words: readonly string[]): readonly string[] | null {
  const wanted = words.filter((word) => word !== '');
  if (wanted.some((word) => /\s|\0/u.test(word) || !isWellFormed(word))) return null;
  const last = wanted.at(-1);
  const others = [...new Set(wanted.slice(0, -1))].filter((word) => word !== last);
  return last === undefined ? [] : [...others, last];
}

/** The label an id names. @throws StoreInputError when it is not an id */
export function labelOfId(id: string): Label {
  const label = labelOf(id);
  if (label === null) throw new StoreInputError(`${JSON.stringify(id)} is not an id`);
  return label;
}

function checkChange(change: Change): void {
  switch (change.kind) {
    case 'createNode':
    case 'updateNode':
      checkNodeProps(labelOfId(change.id), change.props, change.kind === 'updateNode');
      break;
    case 'increment': {
      const label = labelOfId(change.id);
      checkName(label, change.property);
      checkedNumber(change.by, `${label}.${change.property}`);
      break;
    }
    case 'deleteNode':
      labelOfId(change.id);
      break;
    case 'putEdge':
      checkEnds(change.type, change.from, change.to);
      if (!Number.isSafeInteger(change.at))
        throw refuse(`${change.type}.at`, `${change.at} is not an integer`);
      for (const [name, value] of Object.entries(change.props)) {
        checkName(change.type, name);
        checkValue(value, `${change.type}.${name}`);
      }
      break;
    case 'deleteEdge':
      break;
    default:
      change satisfies never;
  }
}

function checkNodeProps(label: Label, props: object, mayBeNull: boolean): void {
  for (const [name, value] of Object.entries(props) as [string, unknown][]) {
    checkName(label, name);
    if (!(mayBeNull && value === null)) checkValue(value, `${label}.${name}`);
  }
  for (const key of uniqueKeysOf(label)) {
    const value = (props as Readonly<Record<string, unknown>>)[key];
    if (value !== undefined && value !== null) checkKeyValue(value, `${label}.${key}`);
  }
}

function checkKeyValue(value: unknown, name: string): void {
  if (typeof value !== 'string') throw refuse(name, 'a unique key is text');
  checkValue(value, name);
  if (value.includes('\0')) throw refuse(name, 'a unique key holds no NUL');
  if (value.length > MAX_KEY_LENGTH)
    throw refuse(name, `a unique key has at most ${MAX_KEY_LENGTH} characters`);
}

function checkEnds(type: EdgeType, from: Id, to: Id): void {
  const ends = ENDPOINTS[type] as
    { readonly from: readonly Label[]; readonly to: readonly Label[] } | undefined;
  if (ends === undefined) throw new StoreInputError(`${JSON.stringify(type)} is not a relationship type`);
  const [start, end] = [labelOfId(from), labelOfId(to)];
  if (!ends.from.includes(start) || !ends.to.includes(end)) {
    throw new StoreInputError(`${type} does not lead from ${start} to ${end}`);
  }
  if (from === to) throw new StoreInputError(`${type} joins two different nodes, not ${from} with itself`);
  if (type === 'FRIEND' && from > to) {
    throw new StoreInputError('FRIEND is stored from the lower id to the higher; use friendPair');
  }
}

function checkExpectation(expectation: Expectation): void {
  if (expectation.kind !== 'keyAbsent') return;
  checkUniqueKey(expectation.label, expectation.key);
  checkKeyValue(expectation.value, `${expectation.label}.${expectation.key}`);
}

function checkEvent(event: NewEvent): void {
  checkKeyValue(event.id, 'event.id');
  checkKeyValue(event.kind, 'event.kind');
  if (!Number.isSafeInteger(event.at)) throw refuse('event.at', `${event.at} is not an integer`);
}

function checkName(owner: string, name: string): void {
  if (name === '' || name === '__proto__' || name.includes('\0') || !isWellFormed(name)) {
    throw refuse(`${owner}.${JSON.stringify(name)}`, 'that is no name for a property');
  }
}

function checkValue(value: unknown, name: string): void {
  switch (typeof value) {
    case 'string':
      if (!isWellFormed(value)) throw refuse(name, 'it holds a lone surrogate');
      return;
    case 'number':
      checkedNumber(value, name);
      return;
    case 'bigint':
      if (value < -INT64 || value >= INT64) throw refuse(name, `${value} does not fit into 64 bits`);
      return;
    case 'boolean':
      return;
    default:
      if (!Array.isArray(value)) throw refuse(name, `${value === null ? 'null' : typeof value} is no value`);
      checkList(value, name);
  }
}

function checkList(list: readonly unknown[], name: string): void {
  const kind = typeof list[0];
  for (const value of list) {
    if (typeof value !== kind || (kind !== 'string' && kind !== 'number')) {
      throw refuse(name, 'a list holds only texts or only numbers');
    }
    checkValue(value, name);
  }
}

function checkedNumber(value: number, name: string): number {
  if (!Number.isFinite(value)) throw refuse(name, `${value} is no number to keep`);
  return value;
}

function refuse(name: string, why: string): StoreInputError {
  return new StoreInputError(`${name} cannot be stored: ${why}`);
}
