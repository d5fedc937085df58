import type { Expectation } from '../graph-store.js';
import type { Connection } from './connection.js';
import type { Names } from './names.js';
import { decodeProperties } from './properties.js';

/** The first expectation that does not hold now, or null. */
export function firstFailing(
  db: Connection,
  names: Names,
  expectations: readonly Expectation[],
): Expectation | null {
  return expectations.find((expectation) => !holds(db, names, expectation)) ?? null;
}

function holds(db: Connection, names: Names, expected: Expectation): boolean {
  switch (expected.kind) {
    case 'nodeAbsent':
      return versionOf(db, expected.id) === null;
    case 'nodePresent':
      return versionOf(db, expected.id) !== null;
    case 'nodeVersion':
      return versionOf(db, expected.id) === expected.version;
    case 'keyAbsent':
      return (
        db.first('SELECT 1 FROM keys WHERE key = ? AND value = ?', [
          names.keyCode(expected.label, expected.key),
          expected.value,
        ]) === undefined
      );
    case 'edgeAbsent':
      return timesOf(db, names, expected) === null;
    case 'edgePresent':
      return timesOf(db, names, expected) !== null;
    case 'edgeTimes':
      return timesOf(db, names, expected) === expected.times;
    default:
      return expected satisfies never;
  }
}

function versionOf(db: Connection, id: string): number | null {
  const row = db.first('SELECT n.version FROM ids i CROSS JOIN nodes n USING (rid) WHERE i.id = ?', [id]);
  return row === undefined ? null : Number(row[0]);
}

/** How many acts a relationship counts: its `times`, 1 when it has none; null when it is absent. */
function timesOf(
  db: Connection,
  names: Names,
  { type, from, to }: Extract<Expectation, { kind: 'edgeAbsent' | 'edgePresent' | 'edgeTimes' }>,
): number | null {
  const row = db.first(
    `SELECT props FROM edges WHERE type = ?
     AND src = (SELECT rid FROM ids WHERE id = ?) AND dst = (SELECT rid FROM ids WHERE id = ?)`,
    [names.typeCode(type), from, to],
  );
  return row === undefined ? null : Number(decodeProperties(row[0] as string | null)['times'] ?? 1);
}
