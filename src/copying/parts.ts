import type { Id } from '../../graph-models/domain/ids.js';
import { EDGE_TYPES, LABELS, type EdgeType, type Label } from '../../graph-models/domain/vocabulary.js';
import type { Change, Changes, GraphEdge, GraphNode, GraphStore, StoredEvent } from '../store/graph-store.js';

/** What a store is made of: the nodes of a label, the relationships of a type, or the outbox. */
export type Part =
  | { readonly kind: 'nodes'; readonly name: Label }
  | { readonly kind: 'edges'; readonly name: EdgeType }
  | { readonly kind: 'events'; readonly name: 'outbox' };

/** Everything, in the order in which it can be written: a relationship after both of its ends. */
export const PARTS: readonly Part[] = [
  ...LABELS.map((name): Part => ({ kind: 'nodes', name })),
  ...EDGE_TYPES.map((name): Part => ({ kind: 'edges', name })),
  { kind: 'events', name: 'outbox' },
];

/** Some rows of a part, in the part's order: by id, by (from, to), by seq. */
export type Rows =
  | { readonly kind: 'nodes'; readonly rows: readonly GraphNode[] }
  | { readonly kind: 'edges'; readonly rows: readonly GraphEdge[] }
  | { readonly kind: 'events'; readonly rows: readonly StoredEvent[] };

/** Rows read, and written in one commit, at a time. */
export const BATCH_SIZE = 2000;

/** The rows of a part behind `after`, which is empty or what `endOf` said of earlier rows. */
export async function* readPart(store: GraphStore, part: Part, after = ''): AsyncGenerator<Rows> {
  switch (part.kind) {
    case 'nodes': {
      const position = after === '' ? {} : { after: { id: after as Id } };
      for await (const rows of store.scanNodes(part.name, { ...position, batchSize: BATCH_SIZE }))
        yield { kind: 'nodes', rows };
      return;
    }
    case 'edges': {
      const [from, to] = after.split('|') as [Id, Id?];
      const position = to === undefined ? {} : { after: { from, to } };
      for await (const rows of store.scanEdges(part.name, { ...position, batchSize: BATCH_SIZE }))
        yield { kind: 'edges', rows };
      return;
    }
    case 'events':
      for (let seq = Number(after); ;) {
        const rows = await store.eventsAfter(seq, BATCH_SIZE);
        const last = rows.at(-1);
        if (last === undefined) return;
        yield { kind: 'events', rows };
        seq = last.seq;
      }
    default:
      part satisfies never;
  }
}

/** The position behind the last of the rows, as text. */
export function endOf(batch: Rows): string {
  switch (batch.kind) {
    case 'nodes':
      return batch.rows.at(-1)?.id ?? '';
    case 'edges': {
      const last = batch.rows.at(-1);
      return last === undefined ? '' : `${last.from}|${last.to}`;
    }
    case 'events':
      return String(batch.rows.at(-1)?.seq ?? '');
    default:
      return batch satisfies never;
  }
}

/** What writes the rows into another store. */
export function changesFor(batch: Rows): Changes {
  switch (batch.kind) {
    case 'nodes':
      return { changes: batch.rows.map(creation) };
    case 'edges':
      return { changes: batch.rows.map(putting) };
    case 'events':
      return {
        changes: [],
        events: batch.rows.map(({ id, kind, at, payload }) => ({ id, kind, at, payload })),
      };
    default:
      return batch satisfies never;
  }
}

// That an id, its label and its properties belong together was checked when they were stored.
function creation({ id, props }: GraphNode): Change {
  return { kind: 'createNode', id, props } as Change;
}

function putting({ type, from, to, at, props }: GraphEdge): Change {
  return { kind: 'putEdge', type, from, to, at, props } as Change;
}
