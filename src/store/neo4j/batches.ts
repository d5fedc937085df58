import { UNIQUE_KEYS, type EdgeType, type Label } from '../../../graph-models/domain/vocabulary.js';
import type { Change } from '../graph-store.js';
import { labelOfId } from '../values.js';

type Kind = Change['kind'];
type ChangeOf<K extends Kind> = Extract<Change, { kind: K }>;

/** A change and its place in the commit. */
export interface Placed<K extends Kind = Kind> {
  readonly index: number;
  readonly change: ChangeOf<K>;
}

/** Changes of one kind, label or type that one statement applies, in the order of the rows. */
export type Batch =
  | { [K in NodeKind]: { readonly kind: K; readonly label: Label; readonly rows: Placed<K>[] } }[NodeKind]
  | {
      readonly kind: 'putEdge';
      readonly type: EdgeType;
      readonly from: Label;
      readonly to: Label;
      readonly rows: Placed<'putEdge'>[];
    }
  | { readonly kind: 'deleteEdge'; readonly type: EdgeType; readonly rows: Placed<'deleteEdge'>[] };

type NodeKind = 'createNode' | 'updateNode' | 'increment' | 'deleteNode';

/**
 * Groups changes into as few statements as possible whose order has the meaning of applying the changes one by one.
 *
 * A change depends on an earlier one when both touch the same thing and one of them alters it. It goes one level below
 * the deepest change it depends on, or beside it when one statement applies both in order. The changes of a level do
 * not depend on one another, so each kind, label and type of a level is one batch.
 */
export function batches(changes: readonly Change[]): Batch[] {
  const matters = whatMatters(changes);
  const things = new Map<string, Touched>();
  const levels: Map<string, Batch>[] = [];
  changes.forEach((change, index) => {
    const empty = emptyBatch(change);
    const name = nameOf(empty);
    const touches = touchedBy(change, matters);
    let level = 0;
    for (const { thing, alters } of touches) {
      const touched = things.get(thing);
      if (!touched) continue;
      level = Math.max(level, below(touched.altered, name, change.kind));
      if (alters) level = Math.max(level, below(touched.read, name, change.kind));
    }
    for (const { thing, alters } of touches) touch(things, thing, alters ? 'altered' : 'read', level, name);
    const batchesOfLevel = (levels[level] ??= new Map<string, Batch>());
    const batch = batchesOfLevel.get(name) ?? empty;
    batchesOfLevel.set(name, batch);
    (batch.rows as Placed[]).push({ index, change });
  });
  return levels.flatMap((level) => [...level.values()]);
}

/** Each change as a batch of its own, in the order given. */
export function oneByOne(changes: readonly Change[]): Batch[] {
  return changes.map((change, index) => {
    const batch = emptyBatch(change);
    (batch.rows as Placed[]).push({ index, change });
    return batch;
  });
}

/** The unique keys that `props` sets. */
export function keysSet(label: Label, props: object): { key: string; value: string }[] {
  const given = props as Record<string, unknown>;
  return UNIQUE_KEYS[label].flatMap((key) => {
    const value = given[key];
    return typeof value === 'string' ? [{ key, value }] : [];
  });
}

/** The deepest level that altered or read a thing, and the batch that did, null when there were several. */
interface Depth {
  readonly level: number;
  readonly batch: string | null;
}
interface Touched {
  altered?: Depth;
  read?: Depth;
}

/** The first level at which a change may follow `earlier`. A taken id or key must be seen, so creations never share. */
function below(earlier: Depth | undefined, batch: string, kind: Kind): number {
  if (!earlier) return 0;
  const share = earlier.batch === batch && kind !== 'createNode' && kind !== 'updateNode';
  return share ? earlier.level : earlier.level + 1;
}

function touch(
  things: Map<string, Touched>,
  thing: string,
  how: keyof Touched,
  level: number,
  batch: string,
): void {
  const touched = things.get(thing) ?? {};
  things.set(thing, touched);
  const before = touched[how];
  if (!before || level > before.level) touched[how] = { level, batch };
  else if (level === before.level && before.batch !== batch) touched[how] = { level, batch: null };
}

/** Things that no change of a commit alters in a way another could notice need not be followed. */
interface Matters {
  /** Nodes created or deleted. */
  readonly nodes: ReadonlySet<string>;
  /** Whether relationships are deleted; those that are only put are put in order by one batch. */
  readonly edges: boolean;
}

function whatMatters(changes: readonly Change[]): Matters {
  const nodes = new Set<string>();
  let edges = false;
  for (const change of changes) {
    if (change.kind === 'createNode' || change.kind === 'deleteNode') nodes.add(change.id);
    if (change.kind === 'deleteEdge') edges = true;
  }
  return { nodes, edges };
}

/** What a change touches: whether a node exists, its properties, its keys, an edge. */
function touchedBy(change: Change, matters: Matters): { thing: string; alters: boolean }[] {
  switch (change.kind) {
    case 'createNode': {
      const label = labelOfId(change.id);
      const keys = keysSet(label, change.props).map(({ key, value }) =>
        altered(`key ${label} ${key} ${value}`),
      );
      return [altered(`node ${change.id}`), ...keys, read(`keys ${label}`)];
    }
    case 'updateNode': {
      const label = labelOfId(change.id);
      const changesKeys = UNIQUE_KEYS[label].some((key) => key in change.props);
      const keys = keysSet(label, change.props).map(({ key, value }) =>
        altered(`key ${label} ${key} ${value}`),
      );
      return [
        read(`node ${change.id}`),
        altered(`properties ${change.id}`),
        ...keys,
        ...(changesKeys ? [altered(`keys ${label}`)] : []),
      ];
    }
    case 'increment':
      return [read(`node ${change.id}`), altered(`properties ${change.id}`)];
    case 'deleteNode':
      return [
        altered(`node ${change.id}`),
        altered(`properties ${change.id}`),
        altered(`keys ${labelOfId(change.id)}`),
      ];
    case 'putEdge': {
      const ends = [change.from, change.to]
        .filter((id) => matters.nodes.has(id))
        .map((id) => read(`node ${id}`));
      return matters.edges ? [...ends, altered(edgeOf(change))] : ends;
    }
    case 'deleteEdge':
      return [altered(edgeOf(change))];
  }
}

const altered = (thing: string) => ({ thing, alters: true });
const read = (thing: string) => ({ thing, alters: false });
const edgeOf = (edge: { type: string; from: string; to: string }) =>
  `edge ${edge.type} ${edge.from} ${edge.to}`;

function emptyBatch(change: Change): Batch {
  switch (change.kind) {
    case 'putEdge':
      return {
        kind: 'putEdge',
        type: change.type,
        from: labelOfId(change.from),
        to: labelOfId(change.to),
        rows: [],
      };
    case 'deleteEdge':
      return { kind: 'deleteEdge', type: change.type, rows: [] };
    default:
      return { kind: change.kind, label: labelOfId(change.id), rows: [] };
  }
}

function nameOf(batch: Batch): string {
  switch (batch.kind) {
    case 'putEdge':
      return `${batch.kind} ${batch.type} ${batch.from} ${batch.to}`;
    case 'deleteEdge':
      return `${batch.kind} ${batch.type}`;
    default:
      return `${batch.kind} ${batch.label}`;
  }
}
