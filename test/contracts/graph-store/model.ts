import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import { UNIQUE_KEYS, type Label, type Value } from '../../../graph-models/domain/vocabulary.js';
import type {
  Change,
  Changes,
  CommitResult,
  Conflict,
  GraphEdge,
  StoredEvent,
} from '../../../src/store/graph-store.js';

interface ModelNode {
  readonly id: Id;
  readonly version: number;
  readonly props: Readonly<Record<string, Value>>;
}

interface State {
  readonly nodes: Map<string, ModelNode>;
  readonly edges: Map<string, GraphEdge>;
  readonly events: StoredEvent[];
}

/** The store as it is meant, in the plainest words: everything in maps, copied before each commit, nothing counted ahead. */
export class Model {
  private state: State = { nodes: new Map(), edges: new Map(), events: [] };

  commit(wanted: Changes): CommitResult {
    const before = this.state;
    this.state = { nodes: new Map(before.nodes), edges: new Map(before.edges), events: [...before.events] };
    const conflict = this.tryCommit(wanted);
    if (conflict === null) return { kind: 'committed', seq: this.state.events.length };
    this.state = before;
    return { kind: 'conflict', conflict };
  }

  nodesOf(label: Label): readonly ModelNode[] {
    return [...this.state.nodes.values()]
      .filter(({ id }) => labelOf(id) === label)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  edgesOf(type: string): readonly GraphEdge[] {
    return [...this.state.edges.values()].filter((edge) => edge.type === type).sort(byEnds);
  }

  /** Newest first, then the higher other end. */
  around(type: string, id: string): readonly GraphEdge[] {
    const other = (edge: GraphEdge) => (edge.from === id ? edge.to : edge.from);
    return this.edgesOf(type)
      .filter(({ from, to }) => from === id || to === id)
      .sort((a, b) => b.at - a.at || (other(a) < other(b) ? 1 : -1));
  }

  /** Ids whose `search` holds the word. */
  holding(label: Label, word: string): readonly Id[] {
    const words = (node: ModelNode) => String(node.props['search'] ?? '').split(' ');
    return this.nodesOf(label)
      .filter((node) => words(node).includes(word))
      .map(({ id }) => id)
      .reverse();
  }

  events(): readonly StoredEvent[] {
    return this.state.events;
  }

  private tryCommit({ expect = [], changes, events = [] }: Changes): Conflict | null {
    for (const expectation of expect) {
      const { nodes, edges } = this.state;
      const holds =
        expectation.kind === 'nodeVersion'
          ? nodes.get(expectation.id)?.version === expectation.version
          : expectation.kind === 'edgeAbsent'
            ? !edges.has(keyOf(expectation))
            : true;
      if (!holds) return { kind: 'expectation', expectation };
    }
    for (const change of changes) {
      const conflict = this.apply(change);
      if (conflict !== null) return conflict;
    }
    for (const event of events) this.state.events.push({ seq: this.state.events.length + 1, ...event });
    return null;
  }

  private apply(change: Change): Conflict | null {
    const { nodes, edges } = this.state;
    switch (change.kind) {
      case 'createNode':
        if (nodes.has(change.id)) return { kind: 'idTaken', id: change.id };
        return this.keep({ id: change.id, version: 1, props: { ...change.props } });
      case 'updateNode': {
        const node = nodes.get(change.id);
        if (node === undefined) return { kind: 'nodeMissing', id: change.id };
        const props = Object.entries({ ...node.props, ...change.props }).filter(
          ([, value]) => value !== null,
        );
        return this.keep({ ...node, version: node.version + 1, props: Object.fromEntries(props) });
      }
      case 'increment': {
        const node = nodes.get(change.id);
        if (node === undefined) return { kind: 'nodeMissing', id: change.id };
        const sum = Number(node.props[change.property] ?? 0) + change.by;
        return this.keep({
          ...node,
          version: node.version + 1,
          props: { ...node.props, [change.property]: sum },
        });
      }
      case 'deleteNode':
        nodes.delete(change.id);
        for (const [key, { from, to }] of edges)
          if (from === change.id || to === change.id) edges.delete(key);
        return null;
      case 'putEdge': {
        const missing = [change.from, change.to].find((id) => !nodes.has(id));
        if (missing !== undefined) return { kind: 'nodeMissing', id: missing };
        const { type, from, to, at, props } = change;
        edges.set(keyOf(change), { type, from, to, at, props });
        return null;
      }
      case 'deleteEdge':
        edges.delete(keyOf(change));
        return null;
      default:
        return change satisfies never;
    }
  }

  private keep(node: ModelNode): Conflict | null {
    const label = labelOf(node.id) ?? 'User';
    for (const key of UNIQUE_KEYS[label]) {
      const value = node.props[key];
      if (typeof value !== 'string') continue;
      const taken = this.nodesOf(label).some((other) => other.id !== node.id && other.props[key] === value);
      if (taken) return { kind: 'keyTaken', label, key, value };
    }
    this.state.nodes.set(node.id, node);
    return null;
  }
}

function keyOf({ type, from, to }: { type: string; from: string; to: string }): string {
  return `${type} ${from} ${to}`;
}

function byEnds(a: GraphEdge, b: GraphEdge): number {
  return a.from === b.from ? (a.to < b.to ? -1 : 1) : a.from < b.from ? -1 : 1;
}
