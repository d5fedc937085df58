import type { Id } from '../../../graph-models/domain/ids.js';
import type { Label, Value } from '../../../graph-models/domain/vocabulary.js';
import type { Change, Conflict } from '../graph-store.js';
import { incremented, labelOfId, uniqueKeysOf } from '../values.js';
import type { Connection } from './connection.js';
import { EdgeDraft } from './edge-draft.js';
import { KeyDraft } from './key-draft.js';
import type { Names } from './names.js';
import { decodeProperties, encodeProperties, type Properties } from './properties.js';
import { indexedText, isSearched } from './search.js';

type Drafted = Exclude<Change, { kind: 'deleteNode' }>;

interface NodeState {
  readonly stored: boolean;
  version: number;
  /** Null for a node that only serves as an end. */
  props: Properties | null;
  changed: boolean;
  searchChanged: boolean;
}

/**
 * What a run of changes comes to: everything it names is read at once, the changes are made in memory one after the
 * other, and the result is written at once. One statement per table, however many changes there are.
 */
export class Draft {
  private readonly nodes = new Map<string, NodeState>();
  private readonly edges: EdgeDraft;
  private readonly keys: KeyDraft;

  constructor(
    private readonly db: Connection,
    names: Names,
    changes: readonly Drafted[],
  ) {
    this.readNodes(changes);
    this.edges = new EdgeDraft(db, names, changes);
    this.keys = new KeyDraft(db, names, changes);
  }

  /** Makes one change, or says what stands in its way. */
  apply(change: Drafted): Conflict | null {
    switch (change.kind) {
      case 'createNode':
        return this.create(change.id, change.props);
      case 'updateNode':
        return this.update(change.id, change.props);
      case 'increment':
        return this.increment(change.id, change.property, change.by);
      case 'putEdge': {
        const missing = [change.from, change.to].find((id) => !this.nodes.has(id));
        if (missing !== undefined) return { kind: 'nodeMissing', id: missing };
        this.edges.put(change.type, change.from, change.to, change.at, change.props);
        return null;
      }
      case 'deleteEdge':
        this.edges.delete(change.type, change.from, change.to);
        return null;
      default:
        return change satisfies never;
    }
  }

  write(): void {
    this.writeNodes();
    this.keys.write();
    this.edges.write();
  }

  private create(id: Id, props: Properties): Conflict | null {
    if (this.nodes.has(id)) return { kind: 'idTaken', id };
    const label = labelOfId(id);
    for (const key of uniqueKeysOf(label)) {
      const taken = this.changeKey(label, id, key, undefined, props[key]);
      if (taken !== null) return taken;
    }
    const searchChanged = isSearched(label) && props['search'] !== undefined;
    this.nodes.set(id, { stored: false, version: 1, props, changed: true, searchChanged });
    return null;
  }

  private update(id: Id, given: Readonly<Record<string, Value | null>>): Conflict | null {
    const node = this.nodes.get(id);
    if (node === undefined) return { kind: 'nodeMissing', id };
    const label = labelOfId(id);
    const props = { ...node.props };
    for (const [name, value] of Object.entries(given)) {
      if (uniqueKeysOf(label).includes(name)) {
        const taken = this.changeKey(label, id, name, props[name], value ?? undefined);
        if (taken !== null) return taken;
      }
      if (value === null) delete props[name];
      else props[name] = value;
    }
    this.change(node, props, isSearched(label) && 'search' in given);
    return null;
  }

  private increment(id: Id, property: string, by: number): Conflict | null {
    const node = this.nodes.get(id);
    if (node === undefined) return { kind: 'nodeMissing', id };
    const sum = incremented(node.props?.[property], by, `${labelOfId(id)}.${property}`);
    this.change(node, { ...node.props, [property]: sum }, false);
    return null;
  }

  private change(node: NodeState, props: Properties, searchChanged: boolean): void {
    node.props = props;
    node.version += 1;
    node.changed = true;
    node.searchChanged ||= searchChanged;
  }

  private changeKey(
    label: Label,
    id: Id,
    key: string,
    before: Value | undefined,
    after: Value | undefined,
  ): Conflict | null {
    if (before === after) return null;
    if (typeof after === 'string') {
      if (!this.keys.take(label, key, after, id)) return { kind: 'keyTaken', label, key, value: after };
    }
    if (typeof before === 'string') this.keys.release(label, key, before);
    return null;
  }

  private readNodes(changes: readonly Drafted[]): void {
    const ends = new Set<string>();
    const whole = new Set<string>();
    for (const change of changes) {
      if (change.kind === 'putEdge') ends.add(change.from).add(change.to);
      else if (change.kind === 'createNode') ends.add(change.id);
      else if (change.kind !== 'deleteEdge') whole.add(change.id);
    }
    for (const id of this.present(ends)) {
      this.nodes.set(id, { stored: true, version: 0, props: null, changed: false, searchChanged: false });
    }
    if (whole.size === 0) return;
    const rows = this.db.all(
      'SELECT n.id, n.version, n.props FROM json_each(?) j CROSS JOIN nodes n ON n.id = j.value',
      [JSON.stringify([...whole])],
    );
    for (const [id, version, props] of rows) {
      this.nodes.set(String(id), {
        stored: true,
        version: Number(version),
        props: decodeProperties(String(props)),
        changed: false,
        searchChanged: false,
      });
    }
  }

  private present(ids: ReadonlySet<string>): string[] {
    if (ids.size === 0) return [];
    const asked = [...ids];
    const [found] = this.db.first(
      'SELECT json_group_array(j.key) FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM nodes WHERE id = j.value)',
      [JSON.stringify(asked)],
    ) ?? ['[]'];
    return (JSON.parse(String(found)) as number[]).map((at) => asked[at] ?? '');
  }

  private writeNodes(): void {
    const created: unknown[] = [];
    const updated: unknown[] = [];
    const unsearched: string[] = [];
    const searched: unknown[] = [];
    for (const [id, node] of this.nodes) {
      if (!node.changed || node.props === null) continue;
      (node.stored ? updated : created).push([id, node.version, encodeProperties(node.props)]);
      if (!node.searchChanged) continue;
      if (node.stored) unsearched.push(id);
      const text = node.props['search'];
      if (typeof text === 'string') searched.push([id, indexedText(text)]);
    }
    this.each(
      created,
      'INSERT INTO nodes (id, version, props) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)',
    );
    this.each(
      updated,
      `UPDATE nodes SET version = j.value ->> 1, props = j.value ->> 2 FROM json_each(?) j WHERE nodes.id = j.value ->> 0`,
    );
    this.each(
      unsearched,
      'DELETE FROM words WHERE rowid IN (SELECT n.rid FROM json_each(?) j CROSS JOIN nodes n ON n.id = j.value)',
    );
    this.each(
      searched,
      `INSERT INTO words (rowid, text)
       SELECT n.rid, j.value ->> 1 FROM json_each(?) j CROSS JOIN nodes n ON n.id = j.value ->> 0`,
    );
  }

  private each(rows: readonly unknown[], sql: string): void {
    if (rows.length > 0) this.db.run(sql, [JSON.stringify(rows)]);
  }
}
