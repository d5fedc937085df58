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
    const rows = db.all(
      `SELECT i.id, n.version, n.props FROM ids i CROSS JOIN nodes n USING (rid)
       WHERE i.id > ? AND i.id < ? ORDER BY i.id LIMIT ?`,
      [position, end, batchSize],
    );
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
  let limit = batchSize;
  for (;;) {
    const edges = db
      .all(SCAN_EDGES, [names.typeCode(type), position.from, position.to, limit])
      .map((row) => toEdge<T>(type, row[0] as Id, row[1] as Id, row[2], row[3]));
    for (let start = 0; start < edges.length; start += batchSize) {
      yield edges.slice(start, start + batchSize);
      await othersFirst();
    }
    const last = edges.at(-1);
    if (last === undefined) return;
    // The rest of a node's edges is sorted anew for every query: the more of them, the more at once.
    limit = edges[0]?.from === last.from ? Math.min(limit * 2, batchSize * 40) : batchSize;
    position = last;
  }
}

const SCAN_EDGES = `SELECT f.id, t.id, e.at, e.props
  FROM ids f CROSS JOIN edges e ON e.type = ?1 AND e.src = f.rid CROSS JOIN ids t ON t.rid = e.dst
  WHERE f.id >= ?2 AND (f.id > ?2 OR t.id > ?3) ORDER BY f.id, t.id LIMIT ?4`;

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
