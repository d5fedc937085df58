import type { Id } from '../../graph-models/domain/ids.js';
import type { EdgeProps, EdgeType, Label, NodeProps } from '../../graph-models/domain/vocabulary.js';

/** A stored object. `version` starts at 1 and grows by one with every update or increment. */
export interface GraphNode<L extends Label = Label> {
  readonly id: Id<L>;
  readonly label: L;
  readonly version: number;
  readonly props: NodeProps[L];
}

/** A stored relationship; at most one per (type, from, to). `at` is milliseconds since 1970. */
export interface GraphEdge<T extends EdgeType = EdgeType> {
  readonly type: T;
  readonly from: Id;
  readonly to: Id;
  readonly at: number;
  readonly props: EdgeProps[T];
}

/** `out`: fromIds are the start; `in`: fromIds are the end; `both`: either, for symmetric types. */
export type Direction = 'out' | 'in' | 'both';

/** A keyset position within one node's edges: those strictly older than (at, other end's id), newest first. */
export interface EdgePosition {
  readonly at: number;
  readonly id: Id;
}

/** Newest first: `at` descending, then the other end's id descending. */
export interface PageRequest {
  /** 1 to 1,000. */
  readonly first: number;
  readonly after?: EdgePosition;
}

/** One page of a node's edges; `hasMore` says that older ones exist. */
export interface EdgePage<T extends EdgeType = EdgeType> {
  readonly edges: readonly GraphEdge<T>[];
  readonly hasMore: boolean;
}

/** One hop of a walk. */
export interface Step {
  readonly type: EdgeType;
  readonly direction: Direction;
}

export interface WalkOptions {
  /** Ends returned per start. */
  readonly limit: number;
  /** Only ends among these, when given. */
  readonly to?: readonly Id[];
}

/** An end of a walk: how many paths lead there, and the last nodes before it (at most 10, lowest ids first). */
export interface WalkEnd {
  readonly id: Id;
  readonly paths: number;
  readonly via: readonly Id[];
}

/** Where a scan goes on: after this node id, or after this edge (from, to). */
export type ScanPosition = { readonly id: Id } | { readonly from: Id; readonly to: Id };

/** What a mutation announces; `id` is unique, and consumers dedupe by it. */
export interface NewEvent {
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  /** JSON-serialisable. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** An announced event in the order of commit; `seq` grows by one without gaps. */
export interface StoredEvent extends NewEvent {
  readonly seq: number;
}

export type Expectation =
  | { readonly kind: 'nodeAbsent'; readonly id: Id }
  | { readonly kind: 'nodePresent'; readonly id: Id }
  | { readonly kind: 'nodeVersion'; readonly id: Id; readonly version: number }
  | { readonly kind: 'keyAbsent'; readonly label: Label; readonly key: string; readonly value: string }
  | { readonly kind: 'edgeAbsent'; readonly type: EdgeType; readonly from: Id; readonly to: Id }
  | { readonly kind: 'edgePresent'; readonly type: EdgeType; readonly from: Id; readonly to: Id }
  /** The relationship is there and counts so many acts: its `times`, 1 when it has none. */
  | {
      readonly kind: 'edgeTimes';
      readonly type: EdgeType;
      readonly from: Id;
      readonly to: Id;
      readonly times: number;
    };

export type Change =
  /** Refused as a conflict when the id or one of its unique keys is taken. */
  | { [L in Label]: { readonly kind: 'createNode'; readonly id: Id<L>; readonly props: NodeProps[L] } }[Label]
  /** Sets the given properties; null takes one away. A conflict when the node is absent. */
  | {
      [L in Label]: {
        readonly kind: 'updateNode';
        readonly id: Id<L>;
        readonly props: { readonly [K in keyof NodeProps[L]]?: NodeProps[L][K] | null };
      };
    }[Label]
  /** Deletes the node and its relationships; nothing happens when it is absent. */
  | { readonly kind: 'deleteNode'; readonly id: Id }
  /** Adds `by` to a numeric property, absent counting as 0. A conflict when the node is absent. */
  | { readonly kind: 'increment'; readonly id: Id; readonly property: string; readonly by: number }
  /** Creates the relationship or replaces its `at` and properties. A conflict when an end is absent. */
  | {
      [T in EdgeType]: {
        readonly kind: 'putEdge';
        readonly type: T;
        readonly from: Id;
        readonly to: Id;
        readonly at: number;
        readonly props: EdgeProps[T];
      };
    }[EdgeType]
  /** Nothing happens when it is absent. */
  | { readonly kind: 'deleteEdge'; readonly type: EdgeType; readonly from: Id; readonly to: Id };

export interface Changes {
  /** Checked inside the transaction, before anything is written. */
  readonly expect?: readonly Expectation[];
  /** Applied in the order given. */
  readonly changes: readonly Change[];
  readonly events?: readonly NewEvent[];
}

/** Why nothing was written: an expectation that did not hold, or a key, id or end that stood in the way. */
export type Conflict =
  | { readonly kind: 'expectation'; readonly expectation: Expectation }
  | { readonly kind: 'idTaken'; readonly id: string }
  | { readonly kind: 'keyTaken'; readonly label: Label; readonly key: string; readonly value: string }
  | { readonly kind: 'nodeMissing'; readonly id: Id };

/** `seq` is the outbox position after this commit. */
export type CommitResult =
  | { readonly kind: 'committed'; readonly seq: number }
  | { readonly kind: 'conflict'; readonly conflict: Conflict };

/**
 * The graph, in nine verbs. Reads are batches: one answer per argument, in the order asked, null for looked for and
 * absent. After Facebook's TAO (Bronson et al. 2013): objects and typed, time-ordered associations.
 *
 * @throws StoreInputError when a value cannot be stored (lone surrogate, NUL in a key, NaN, undefined)
 * @throws StoreUnavailableError when the database cannot be reached
 */
export interface GraphStore {
  nodes<L extends Label>(label: L, ids: readonly Id<L>[]): Promise<(GraphNode<L> | null)[]>;
  /** @throws RangeError when `key` is not a unique key of `label` */
  lookup<L extends Label>(label: L, key: string, values: readonly string[]): Promise<(GraphNode<L> | null)[]>;
  edges<T extends EdgeType>(
    type: T,
    direction: Direction,
    fromIds: readonly Id[],
    page: PageRequest,
  ): Promise<EdgePage<T>[]>;
  between<T extends EdgeType>(
    type: T,
    pairs: readonly { readonly from: Id; readonly to: Id }[],
  ): Promise<(GraphEdge<T> | null)[]>;
  counts(type: EdgeType, direction: Direction, fromIds: readonly Id[]): Promise<number[]>;
  /**
   * Ends of a path of 1 to 3 steps, most paths first, then by id; the start itself is never an end. A path may use a
   * relationship twice and pass the start.
   */
  walk(steps: readonly Step[], fromIds: readonly Id[], options: WalkOptions): Promise<WalkEnd[][]>;
  /** Every node of a label, by id; in batches of up to `batchSize`. */
  scanNodes<L extends Label>(label: L, from?: ScanOptions): AsyncIterable<readonly GraphNode<L>[]>;
  /** Every relationship of a type, by (from, to); in batches of up to `batchSize`. */
  scanEdges<T extends EdgeType>(type: T, from?: ScanOptions): AsyncIterable<readonly GraphEdge<T>[]>;
  /** Events with a seq greater than `seq`, in order. */
  eventsAfter(seq: number, limit: number): Promise<StoredEvent[]>;
  commit(changes: Changes): Promise<CommitResult>;
  close(): Promise<void>;
}

export interface ScanOptions {
  readonly after?: ScanPosition;
  /** Default 5,000. */
  readonly batchSize?: number;
}

/** Full-text search over the `search` property of the searched labels; both stores find the same. */
export interface SearchIndex {
  /**
   * Ids of nodes whose `search` holds every one of `words` (each a whole word; the last as a prefix when `prefix`),
   * newest id first, strictly after `after`. No words: every node of the label.
   */
  search<L extends Label>(
    label: L,
    words: readonly string[],
    page: { readonly first: number; readonly after?: Id<L>; readonly prefix?: boolean },
  ): Promise<Id<L>[]>;
}

/** Which database it is, for what is kept about it elsewhere. */
export interface Identified {
  /** The same for every process that opens this database, and another for each copy of it. */
  identity(): Promise<string>;
}

export type Store = GraphStore & SearchIndex & Identified;

/** A value that no store can keep; says which. */
export class StoreInputError extends Error {
  override readonly name = 'StoreInputError';
}

/** The database did not answer. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** The store was written by newer code than this. */
export class StoreTooNewError extends Error {
  override readonly name = 'StoreTooNewError';
}
