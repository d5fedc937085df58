import { UNIQUE_KEYS } from '../../../graph-models/domain/vocabulary.js';
import { labelOfId } from '../values.js';
import type { Connection } from './connection.js';
import type { Names } from './names.js';
import { decodeProperties } from './properties.js';
import { isSearched } from './search.js';
import { typesOf } from './scan.js';

/** Deletes a node, its relationships, and what was derived from them. */
export function deleteNode(db: Connection, names: Names, id: string): void {
  const row = db.first('SELECT n.rid, n.props FROM ids i CROSS JOIN nodes n USING (rid) WHERE i.id = ?', [
    id,
  ]);
  if (row === undefined) return;
  const rid = Number(row[0]);
  const label = labelOfId(id);

  const types = typesOf(label);
  for (const type of types.out) deleteEdges(db, names.typeCode(type), 'src', 'dst', rid);
  for (const type of types.in) deleteEdges(db, names.typeCode(type), 'dst', 'src', rid);
  db.run('DELETE FROM degrees WHERE rid = ?', [rid]);

  const props = decodeProperties(row[1] as string);
  for (const key of UNIQUE_KEYS[label]) {
    const value = props[key];
    if (typeof value === 'string') {
      db.run('DELETE FROM keys WHERE key = ? AND value = ?', [names.keyCode(label, key), value]);
    }
  }
  if (isSearched(label)) db.run('DELETE FROM words WHERE rowid = ?', [rid]);
  db.run('DELETE FROM nodes WHERE rid = ?', [rid]);
  db.run('DELETE FROM ids WHERE rid = ?', [rid]);
}

function deleteEdges(
  db: Connection,
  type: number,
  own: 'src' | 'dst',
  other: 'src' | 'dst',
  rid: number,
): void {
  const otherSide = other === 'dst' ? 1 : 0;
  db.run(
    `UPDATE degrees SET n = n - 1 WHERE type = ?1 AND side = ${otherSide}
     AND rid IN (SELECT ${other} FROM edges WHERE type = ?1 AND ${own} = ?2)`,
    [type, rid],
  );
  db.run(`DELETE FROM edges WHERE type = ?1 AND ${own} = ?2`, [type, rid]);
}
