import { labelOf, type Id } from '../../graph-models/domain/ids.js';
import type { Change, Conflict, GraphStore } from '../store/graph-store.js';
import type { Wanted, WantedEdge, WantedNode } from './graph-of-bundle.js';
import type { ImportProgress } from './import-progress.js';

/** How much a writer has changed in the store. */
export interface Written {
  nodes: number;
  edges: number;
}

/**
 * Brings batches of wanted nodes and edges into the store, each in one commit with the position that it ends at.
 *
 * It writes without looking as long as nothing stands in the way. Once something of the same bundle is there already,
 * it compares first and writes only what differs, so that importing the same again changes nothing.
 */
export class GraphWriter {
  readonly written: Written = { nodes: 0, edges: 0 };
  /** Names taken by others, with the ones used instead. */
  readonly #renamed = new Map<string, string>();

  constructor(
    private readonly store: GraphStore,
    private readonly progress: ImportProgress,
    private compares: boolean,
  ) {}

  /** @param rows how many rows of the bundle are in the store once this batch is */
  async write(batch: Wanted, rows: number): Promise<void> {
    for (;;) {
      const changes = this.compares ? await this.#differences(batch) : this.#everything(batch);
      const conflict = await this.progress.commit(changes, rows);
      if (conflict === null) {
        for (const { kind } of changes) {
          if (kind === 'putEdge') this.written.edges++;
          else this.written.nodes++;
        }
        return;
      }
      this.#giveWay(conflict);
    }
  }

  #giveWay(conflict: Conflict): void {
    if (conflict.kind === 'keyTaken' && !this.#renamed.has(`${conflict.key} ${conflict.value}`)) {
      this.#renamed.set(`${conflict.key} ${conflict.value}`, `${conflict.value}-imported`);
      return;
    }
    if (this.compares || conflict.kind === 'expectation')
      throw new Error(`the import cannot be written: ${JSON.stringify(conflict)}`);
    this.compares = true;
  }

  #everything({ nodes, edges }: Wanted): Change[] {
    return nodes.map((node) => this.#create(node)).concat(edges);
  }

  async #differences({ nodes, edges }: Wanted): Promise<Change[]> {
    return (await this.#differingNodes(nodes)).concat(await this.#differingEdges(oncePerPair(edges)));
  }

  async #differingNodes(nodes: readonly WantedNode[]): Promise<Change[]> {
    const there = await readAll(
      this.store,
      nodes.map(({ id }) => id),
    );
    return nodes.flatMap((node) => {
      const known = there.get(node.id);
      if (known === undefined) return [this.#create(node)];
      if (!node.describes) return [];
      const differing = Object.entries(this.#props(node)).filter(
        ([name, value]) => !same(known[name], value),
      );
      return differing.length === 0
        ? []
        : [{ kind: 'updateNode', id: node.id, props: Object.fromEntries(differing) }];
    });
  }

  async #differingEdges(edges: readonly WantedEdge[]): Promise<Change[]> {
    const byType = grouped(edges, ({ type }) => type);
    const differing: Change[] = [];
    for (const [type, wanted] of byType) {
      const there = await this.store.between(type, wanted);
      wanted.forEach((edge, index) => {
        const known = there[index];
        const props: Readonly<Record<string, unknown>> = known?.props ?? {};
        const isThere =
          known?.at === edge.at &&
          Object.entries(edge.props).every(([name, value]) => same(props[name], value));
        if (!isThere) differing.push(edge);
      });
    }
    return differing;
  }

  #create(node: WantedNode): Change {
    return { kind: 'createNode', id: node.id, props: this.#props(node) } as Change;
  }

  #props(node: WantedNode): Readonly<Record<string, unknown>> {
    const props: Record<string, unknown> = { ...node.props() };
    for (const key of ['handle', 'sku', 'slug'])
      props[key] = this.#renamed.get(`${key} ${String(props[key])}`) ?? props[key];
    return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
  }
}

/** Of rows that say different things of one pair, the last one counts. */
function oncePerPair(edges: readonly WantedEdge[]): WantedEdge[] {
  const byPair = new Map<string, WantedEdge>();
  for (const edge of edges) byPair.set(`${edge.type} ${edge.from} ${edge.to}`, edge);
  return [...byPair.values()];
}

async function readAll(
  store: GraphStore,
  ids: readonly Id[],
): Promise<Map<Id, Readonly<Record<string, unknown>>>> {
  const there = new Map<Id, Readonly<Record<string, unknown>>>();
  for (const [label, wanted] of grouped(ids, labelOf))
    if (label !== null)
      for (const node of await store.nodes(label, wanted))
        if (node !== null) there.set(node.id, { ...node.props });
  return there;
}

function grouped<T, K>(things: readonly T[], keyOf: (thing: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group === undefined) groups.set(keyOf(thing), [thing]);
    else group.push(thing);
  }
  return groups;
}

function same(a: unknown, b: unknown): boolean {
  return Array.isArray(b) ? JSON.stringify(a) === JSON.stringify(b) : a === b;
}
