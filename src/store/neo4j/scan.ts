import type { EdgeType, Label } from '../../../graph-models/domain/vocabulary.js';
import type { GraphEdge, GraphNode, GraphStore, ScanOptions } from '../graph-store.js';
import type { Connection } from './connection.js';
import { readEdge, readNode } from './properties.js';
import { propertiesOf } from './reads.js';
import * as cypher from './statements.js';

const DEFAULT_BATCH_SIZE = 5_000;

/** Scans by keyset: each batch is a statement of its own, so a scan holds nothing open while its reader works. */
export function scans(connection: Connection): Pick<GraphStore, 'scanNodes' | 'scanEdges'> {
  return {
    async *scanNodes<L extends Label>(label: L, options: ScanOptions = {}): AsyncIterable<GraphNode<L>[]> {
      const statement = cypher.nodesAfter(label);
      const size = options.batchSize ?? DEFAULT_BATCH_SIZE;
      let after = options.after && 'id' in options.after ? (options.after.id as string) : '';
      for (;;) {
        const rows = await connection.read(statement, { after, limit: BigInt(size) });
        const nodes = rows.map((row) => readNode(label, propertiesOf(row)));
        if (nodes.length > 0) yield nodes;
        if (nodes.length < size) return;
        after = nodes.at(-1)?.id ?? after;
      }
    },

    async *scanEdges<T extends EdgeType>(type: T, options: ScanOptions = {}): AsyncIterable<GraphEdge<T>[]> {
      const statement = cypher.edgesAfter(type);
      const size = options.batchSize ?? DEFAULT_BATCH_SIZE;
      let after: { from: string; to: string } =
        options.after && 'from' in options.after ? options.after : { from: '', to: '' };
      for (;;) {
        const rows = await connection.read(statement, {
          from: after.from,
          to: after.to,
          limit: BigInt(size),
        });
        const edges = rows.map((row) => readEdge(type, propertiesOf(row)));
        if (edges.length > 0) yield edges;
        if (edges.length < size) return;
        after = edges.at(-1) ?? after;
      }
    },
  };
}
