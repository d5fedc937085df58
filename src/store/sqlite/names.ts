import {
  EDGE_TYPES,
  LABELS,
  UNIQUE_KEYS,
  type EdgeType,
  type Label,
} from '../../../graph-models/domain/vocabulary.js';
import type { Connection } from './connection.js';

/** The codes under which this database keeps relationship types and unique keys. */
export interface Names {
  typeCode(type: EdgeType): number;
  keyCode(label: Label, key: string): number;
}

/** Reads the database's names, and gives codes to words of the vocabulary that it has not met. */
export async function loadNames(db: Connection): Promise<Names> {
  const wanted = [
    ...EDGE_TYPES,
    ...LABELS.flatMap((label) => UNIQUE_KEYS[label].map((key) => `${label}.${key}`)),
  ];
  let codes = read(db);
  if (wanted.some((name) => !codes.has(name))) {
    await db.write(() => {
      db.run('INSERT OR IGNORE INTO names (name) SELECT value FROM json_each(?)', [JSON.stringify(wanted)]);
      return { keep: true, value: undefined };
    });
    codes = read(db);
  }
  const code = (name: string) => {
    const found = codes.get(name);
    if (found === undefined) throw new RangeError(`"${name}" is not in the vocabulary`);
    return found;
  };
  return { typeCode: code, keyCode: (label, key) => code(`${label}.${key}`) };
}

function read(db: Connection): Map<string, number> {
  return new Map(db.all('SELECT name, code FROM names').map((row) => [String(row[0]), Number(row[1])]));
}
