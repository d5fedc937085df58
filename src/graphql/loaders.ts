import DataLoader from 'dataloader';
import type { Id, LabelOf } from '../../graph-models/domain/ids.js';
import { labelOf } from '../../graph-models/domain/ids.js';
import type { EdgeType, Label } from '../../graph-models/domain/vocabulary.js';
import type { Direction, EdgePage, GraphEdge, GraphNode, PageRequest, Store } from '../store/graph-store.js';

/**
 * The store's batch reads, gathered over one request. Every list of a page costs one read, however many
 * rows ask; `clear` after a mutation, so that its answer shows what it wrote.
 */
export class Loaders {
  readonly #loaders = new Map<string, DataLoader<never, unknown, string>>();

  constructor(private readonly store: Store) {}

  node<I extends Id>(id: I): Promise<GraphNode<LabelOf<I>> | null> {
    const label = labelOf(id) as LabelOf<I>;
    return this.#loader<Id<LabelOf<I>>, GraphNode<LabelOf<I>> | null>(
      `nodes ${label}`,
      (id) => id,
      (ids) => this.store.nodes(label, ids),
    ).load(id as unknown as Id<LabelOf<I>>);
  }

  nodes<I extends Id>(ids: readonly I[]): Promise<(GraphNode<LabelOf<I>> | null)[]> {
    return Promise.all(ids.map((id) => this.node(id)));
  }

  lookup<L extends Label>(label: L, key: string, value: string): Promise<GraphNode<L> | null> {
    return this.#loader<string, GraphNode<L> | null>(
      `lookup ${label} ${key}`,
      (value) => value,
      (values) => this.store.lookup(label, key, values),
    ).load(value);
  }

  edge<T extends EdgeType>(type: T, from: Id, to: Id): Promise<GraphEdge<T> | null> {
    return this.#loader<{ from: Id; to: Id }, GraphEdge<T> | null>(
      `between ${type}`,
      (pair) => `${pair.from} ${pair.to}`,
      (pairs) => this.store.between(type, pairs),
    ).load({ from, to });
  }

  edges<T extends EdgeType>(type: T, direction: Direction, id: Id, page: PageRequest): Promise<EdgePage<T>> {
    const name = `edges ${type} ${direction} ${page.first} ${page.after?.at ?? ''} ${page.after?.id ?? ''}`;
    return this.#loader<Id, EdgePage<T>>(
      name,
      (id) => id,
      (ids) => this.store.edges(type, direction, ids, page),
    ).load(id);
  }

  count(type: EdgeType, direction: Direction, id: Id): Promise<number> {
    return this.#loader<Id, number>(
      `counts ${type} ${direction}`,
      (id) => id,
      (ids) => this.store.counts(type, direction, ids),
    ).load(id);
  }

  /** A loader of a feature's own, one per name and request. */
  batch<K, V>(
    name: string,
    keyOf: (key: K) => string,
    load: (keys: readonly K[]) => Promise<readonly V[]>,
  ): DataLoader<K, V, string> {
    return this.#loader<K, V>(name, keyOf, load);
  }

  /** Forgets everything that was read. */
  clear(): void {
    this.#loaders.clear();
  }

  #loader<K, V>(
    name: string,
    keyOf: (key: K) => string,
    load: (keys: readonly K[]) => Promise<readonly V[]>,
  ): DataLoader<K, V, string> {
    const known = this.#loaders.get(name);
    if (known !== undefined) return known as unknown as DataLoader<K, V, string>;
    const loader = new DataLoader<K, V, string>(load, { cacheKeyFn: keyOf, maxBatchSize: 1000 });
    this.#loaders.set(name, loader);
    return loader;
  }
}
