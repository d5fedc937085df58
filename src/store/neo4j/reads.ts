import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import type { EdgeType, Label } from '../../../graph-models/domain/vocabulary.js';
import type { Direction, EdgePage, GraphEdge, GraphNode, GraphStore, PageRequest } from '../graph-store.js';
import { checkDirection, checkPage } from '../values.js';
import type { Connection, Row } from './connection.js';
import { readEdge, readNode, storedValue, type Properties } from './properties.js';
import * as cypher from './statements.js';

type Reads = Pick<GraphStore, 'nodes' | 'lookup' | 'edges' | 'between' | 'counts'>;

/** The batch reads: each is one statement, and answers in the order asked. */
export function reads(connection: Connection): Reads {
  return {
    async nodes<L extends Label>(label: L, ids: readonly Id<L>[]): Promise<(GraphNode<L> | null)[]> {
      if (ids.length === 0) return [];
      const rows = await connection.read(cypher.nodesById(label), { ids: distinct(ids) });
      const found = new Map(rows.map((row) => [property(row, 'id'), readNode(label, propertiesOf(row))]));
      return ids.map((id) => found.get(id) ?? null);
    },

    async lookup<L extends Label>(
      label: L,
      key: string,
      values: readonly string[],
    ): Promise<(GraphNode<L> | null)[]> {
      const statement = cypher.nodesByKey(label, key);
      if (values.length === 0) return [];
      const rows = await connection.read(statement, { values: distinct(values) });
      const found = new Map(rows.map((row) => [property(row, key), readNode(label, propertiesOf(row))]));
      return values.map((value) => found.get(value) ?? null);
    },

    async edges<T extends EdgeType>(
      type: T,
      direction: Direction,
      fromIds: readonly Id[],
      page: PageRequest,
    ): Promise<EdgePage<T>[]> {
      checkDirection(type, direction);
      checkPage(page);
      if (fromIds.length === 0) return [];
      const after = page.after && { at: storedValue(page.after.at), id: page.after.id };
      const rows = await connection.read(cypher.edgePages(type, direction, after !== undefined), {
        starts: distinct(fromIds),
        limit: BigInt(page.first + 1),
        ...after,
      });
      const pages = new Map<string, GraphEdge<T>[]>(fromIds.map((id) => [id, []]));
      for (const row of rows) pages.get(row['start'] as string)?.push(readEdge(type, propertiesOf(row)));
      return fromIds.map((id) => {
        const newestFirst = (pages.get(id) ?? []).sort(byTimeAndOtherEnd(id));
        return { edges: newestFirst.slice(0, page.first), hasMore: newestFirst.length > page.first };
      });
    },

    async between<T extends EdgeType>(
      type: T,
      pairs: readonly { readonly from: Id; readonly to: Id }[],
    ): Promise<(GraphEdge<T> | null)[]> {
      if (pairs.length === 0) return [];
      const asked = new Map(pairs.map((pair) => [pairKey(pair.from, pair.to), [pair.from, pair.to]]));
      const rows = await connection.read(cypher.edgesBetween(type), { pairs: [...asked.values()] });
      const found = new Map<string, GraphEdge<T>>();
      for (const row of rows) {
        const edge = readEdge(type, propertiesOf(row));
        found.set(pairKey(edge.from, edge.to), edge);
      }
      return pairs.map((pair) => found.get(pairKey(pair.from, pair.to)) ?? null);
    },

    async counts(type: EdgeType, direction: Direction, fromIds: readonly Id[]): Promise<number[]> {
      checkDirection(type, direction);
      const found = new Map<string, number>();
      await Promise.all(
        [...byLabel(fromIds)].map(async ([label, ids]) => {
          const rows = await connection.read(cypher.degrees(label, type, direction), { ids: distinct(ids) });
          for (const row of rows) found.set(row['id'] as string, Number(row['count']));
        }),
      );
      return fromIds.map((id) => found.get(id) ?? 0);
    },
  };
}

/** Ids by the label they name; what is not an id of ours names nothing and is left out. */
export function byLabel(ids: readonly Id[]): Map<Label, Id[]> {
  const groups = new Map<Label, Id[]>();
  for (const id of ids) {
    const label = labelOf(id);
    if (label === null) continue;
    const group = groups.get(label);
    if (group) group.push(id);
    else groups.set(label, [id]);
  }
  return groups;
}

/** The properties a row carries in its column `properties`. */
export const propertiesOf = (row: Row): Properties => row['properties'] as Properties;

/** A pair as a map key; no id holds a line break. */
export const pairKey = (from: string, to: string): string => `${from}\n${to}`;

const property = (row: Row, name: string) => propertiesOf(row)[name] as string;
const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

function byTimeAndOtherEnd(start: Id): (a: GraphEdge, b: GraphEdge) => number {
  const otherEnd = (edge: GraphEdge) => (edge.from === start ? edge.to : edge.from);
  return (a, b) => b.at - a.at || (otherEnd(a) < otherEnd(b) ? 1 : -1);
}
