import type { Id } from '../../../graph-models/domain/ids.js';
import { ENDPOINTS, type EdgeType, type Label } from '../../../graph-models/domain/vocabulary.js';
import type { GraphEdge, GraphNode, ScanOptions } from '../graph-store.js';
import type { Connection } from './connection.js';
import type { Names } from './names.js';
import { toEdge, toNode } from './reads.js';
import { idRange } from './search.js';

const BATCH = 5000;

export async function* scanNodes<L extends Label>(
  db: Connection,
  label: L,
  { after, batchSize = BATCH }: ScanOptions,
): AsyncGenerator<readonly GraphNode<L>[]> {
  const [first, end] = idRange(label);
  let position = after !== undefined && 'id' in after && after.id > first ? after.id : first;
  for (;;) {
    const rows = db.all('SELECT id, version, props FROM nodes WHERE id > ? AND id < ? ORDER BY id LIMIT ?', [
      position,
      end,
      batchSize,
    ]);
    const batch = rows.map((row) => toNode<L>(label, row[0], row[1], row[2]));
    const last = batch.at(-1);
    if (last === undefined) return;
    yield batch;
    position = last.id;
    await othersFirst();
  }
}

export async function* scanEdges<T extends EdgeType>(
  db: Connection,
  names: Names,
  type: T,
  { after, batchSize = BATCH }: ScanOptions,
): AsyncGenerator<readonly GraphEdge<T>[]> {
  let position: { from: string; to: string } =
    after !== undefined && 'from' in after ? after : { from: '', to: '' };
  for (;;) {
    const rows = db.all(
      `SELECT src, dst, at, props FROM edges WHERE type = ? AND (src, dst) > (?, ?) ORDER BY src, dst LIMIT ?`,
      [names.typeCode(type), position.from, position.to, batchSize],
    );
    const batch = rows.map((row) => toEdge<T>(type, row[0] as Id, row[1] as Id, row[2], row[3]));
    const last = batch.at(-1);
    if (last === undefined) return;
    yield batch;
    position = last;
    await othersFirst();
  }
}

/** The relationship types that a node of `label` can have, by the end at which it stands. */
export function typesOf(label: Label): {
  readonly out: readonly EdgeType[];
  readonly in: readonly EdgeType[];
} {
  const ends = Object.entries(ENDPOINTS) as [EdgeType, { from: readonly Label[]; to: readonly Label[] }][];
  return {
    out: ends.filter(([, end]) => end.from.includes(label)).map(([type]) => type),
    in: ends.filter(([, end]) => end.to.includes(label)).map(([type]) => type),
  };
}

/** Reading is synchronous; between batches the rest of the process has its turn. */
function othersFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
