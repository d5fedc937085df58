import { Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { EdgeType } from '../../graph-models/domain/vocabulary.js';
import type { EdgePage, EdgePosition, GraphEdge, PageRequest } from '../store/graph-store.js';
import { decodeEdgeCursor, encodeEdgeCursor } from './cursor.js';

/** `first` and `after` of every list. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: '1 to 100.' })
  @Min(1)
  @Max(100)
  first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge of the page before.' })
  @MaxLength(500)
  after?: string;
}

@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Lists go forward only.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

export interface Edge<N> {
  readonly cursor: string;
  readonly node: N;
}

export interface Connection<E extends { readonly cursor: string }> {
  readonly edges: readonly E[];
  readonly pageInfo: PageInfo;
}

/** The classes `<name>Edge` and `<name>Connection` of a node class. */
export function connectionTypes<N extends object>(
  name: string,
  node: () => ClassType<N>,
): { Edge: ClassType<Edge<N>>; Connection: ClassType<Connection<Edge<N>>> } {
  @ObjectType(`${name}Edge`)
  class NodeEdge implements Edge<N> {
    @Field(() => String)
    cursor!: string;

    @Field(node)
    node!: N;
  }
  return { Edge: NodeEdge, Connection: connectionOf(name, () => NodeEdge) };
}

/** The class `<name>Connection` of an edge class with fields of its own. */
export function connectionOf<E extends { readonly cursor: string }>(
  name: string,
  edge: () => ClassType<E>,
): ClassType<Connection<E>> {
  @ObjectType(`${name}Connection`)
  class NodeConnection implements Connection<E> {
    @Field(() => [edge()])
    edges!: E[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;
  }
  return NodeConnection;
}

/** Edges in order, as a connection. */
export function connection<E extends { readonly cursor: string }>(
  edges: readonly E[],
  hasNextPage: boolean,
): Connection<E> {
  return {
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The store's page that the arguments ask for. @throws GraphQLError BAD_CURSOR */
export function pageRequest(args: PageArgs): PageRequest {
  const first = args.first;
  return args.after === undefined || args.after === null
    ? { first }
    : { first, after: decodeEdgeCursor(args.after) };
}

/** Where an edge stands in its node's list; `otherEnd` is the end that the list shows. */
export function positionOf(edge: GraphEdge, otherEnd: 'from' | 'to' | GraphEdge['from']): EdgePosition {
  return { at: edge.at, id: otherEnd === 'from' ? edge.from : otherEnd === 'to' ? edge.to : otherEnd };
}

/**
 * A full page although some rows may not be shown: reads on until `first` rows are kept or the list ends.
 *
 * @param read one page of the store
 * @param keep rows to show, in the order given
 */
export async function fillPage<T extends EdgeType, E extends { readonly cursor: string }>(
  args: PageArgs,
  read: (page: PageRequest) => Promise<EdgePage<T>>,
  endOf: (edge: GraphEdge<T>) => GraphEdge['from'],
  keep: (edges: readonly GraphEdge<T>[]) => Promise<readonly (Omit<E, 'cursor'> | null)[]>,
): Promise<Connection<E>> {
  // One more than asked for: it says whether there is a next page.
  const first = args.first + 1;
  let page: PageRequest = { ...pageRequest(args), first };
  const kept: E[] = [];
  for (;;) {
    const { edges, hasMore } = await read(page);
    const rows = await keep(edges);
    for (const [index, edge] of edges.entries()) {
      const row = rows[index];
      if (row === null || row === undefined) continue;
      if (kept.length === args.first) return connection(kept, true);
      kept.push({ ...row, cursor: encodeEdgeCursor({ at: edge.at, id: endOf(edge) }) } as unknown as E);
    }
    const last = edges.at(-1);
    if (!hasMore || last === undefined) return connection(kept, false);
    page = { first, after: { at: last.at, id: endOf(last) } };
  }
}
