import type { Id } from '../../../graph-models/domain/ids.js';
import type { Label, Value } from '../../../graph-models/domain/vocabulary.js';
import type { Change, Conflict } from '../graph-store.js';
import { incremented, labelOfId, uniqueKeysOf } from '../values.js';
import type { Bindable, Connection } from './connection.js';
import { EdgeDraft } from './edge-draft.js';
import { KeyDraft } from './key-draft.js';
import type { Names } from './names.js';
import { decodeProperties, encodeProperties, type Properties } from './properties.js';
import { indexedText, isSearched } from './search.js';

type Drafted = Exclude<Change, { kind: 'deleteNode' }>;

interface NodeState {
  readonly rid: number;
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
    this.edges = new EdgeDraft(db, names);
    this.edges.read(changes, (id) => this.nodes.get(id)?.rid);
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
      case 'putEdge':
      case 'deleteEdge': {
        const [from, to] = [this.nodes.get(change.from), this.nodes.get(change.to)];
        if (from !== undefined && to !== undefined) this.edges.apply(change, from.rid, to.rid);
        else if (change.kind === 'putEdge') {
          return { kind: 'nodeMissing', id: from === undefined ? change.from : change.to };
        }
        return null;
      }
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
    const rid = this.newRid();
    for (const key of uniqueKeysOf(label)) {
      const taken = this.changeKey(label, rid, key, undefined, props[key]);
      if (taken !== null) return taken;
    }
    const searchChanged = isSearched(label) && props['search'] !== undefined;
    this.nodes.set(id, { rid, stored: false, version: 1, props, changed: true, searchChanged });
    return null;
  }

  private update(id: Id, given: Readonly<Record<string, Value | null>>): Conflict | null {
    const node = this.nodes.get(id);
    if (node === undefined) return { kind: 'nodeMissing', id };
    const label = labelOfId(id);
    const props = { ...node.props };
    for (const [name, value] of Object.entries(given)) {
      if (uniqueKeysOf(label).includes(name)) {
        const taken = this.changeKey(label, node.rid, name, props[name], value ?? undefined);
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
    rid: number,
    key: string,
    before: Value | undefined,
    after: Value | undefined,
  ): Conflict | null {
    if (before === after) return null;
    if (typeof after === 'string') {
      if (!this.keys.take(label, key, after, rid)) return { kind: 'keyTaken', label, key, value: after };
    }
    if (typeof before === 'string') this.keys.release(label, key, before, rid);
    return null;
  }

  /** Row numbers go up and are never given again, so that a stale one finds nothing. */
  private newRid(): number {
    this.lastRid ??= Number(this.db.first("SELECT seq FROM sqlite_sequence WHERE name = 'ids'")?.[0] ?? 0);
    return ++this.lastRid;
  }

  private lastRid: number | undefined;

  private readNodes(changes: readonly Drafted[]): void {
    const ends = new Set<string>();
    const whole = new Set<string>();
    for (const change of changes) {
      if (change.kind === 'putEdge' || change.kind === 'deleteEdge') ends.add(change.from).add(change.to);
      else if (change.kind === 'createNode') ends.add(change.id);
      else whole.add(change.id);
    }
    const unchanged = { stored: true, changed: false, searchChanged: false };
    for (const [id, rid] of this.present(ends)) {
      this.nodes.set(id, { rid, version: 0, props: null, ...unchanged });
    }
    if (whole.size === 0) return;
    const rows = this.db.all(
      `SELECT i.id, i.rid, n.version, n.props FROM json_each(?) j
       CROSS JOIN ids i ON i.id = j.value CROSS JOIN nodes n USING (rid)`,
      [JSON.stringify([...whole])],
    );
    for (const [id, rid, version, text] of rows) {
      const props = decodeProperties(String(text));
      this.nodes.set(String(id), { rid: Number(rid), version: Number(version), props, ...unchanged });
    }
  }

  private present(ids: ReadonlySet<string>): [string, number][] {
    if (ids.size === 0) return [];
    const asked = [...ids];
    const [keys, rids] = this.db.first(
      `SELECT json_group_array(j.key), json_group_array(i.rid)
       FROM json_each(?) j CROSS JOIN ids i ON i.id = j.value`,
      [JSON.stringify(asked)],
    ) ?? ['[]', '[]'];
    const found = JSON.parse(String(rids)) as number[];
    return (JSON.parse(String(keys)) as number[]).map((key, at) => [asked[key] ?? '', found[at] ?? 0]);
  }

  private writeNodes(): void {
    const ids: unknown[] = [];
    const created: Bindable[][] = [];
    const updated: Bindable[][] = [];
    const unsearched: unknown[] = [];
    const searched: Bindable[][] = [];
    for (const [id, { rid, stored, version, props, changed, searchChanged }] of this.nodes) {
      if (!changed || props === null) continue;
      if (!stored) ids.push([rid, id]);
      (stored ? updated : created).push([rid, version, encodeProperties(props)]);
      if (!searchChanged) continue;
      if (stored) unsearched.push(rid);
      const text = props['search'];
      if (typeof text === 'string') searched.push([rid, indexedText(text)]);
    }
    this.each(ids, 'INSERT INTO ids (rid, id) SELECT value ->> 0, value ->> 1 FROM json_each(?)');
    // Long text is bound as it is: to write it as JSON and to read that takes longer than a call for each row.
    for (const row of created) this.db.run('INSERT INTO nodes (rid, version, props) VALUES (?, ?, ?)', row);
    for (const row of updated) this.db.run('UPDATE nodes SET version = ?2, props = ?3 WHERE rid = ?1', row);
    this.each(unsearched, 'DELETE FROM words WHERE rowid IN (SELECT value FROM json_each(?))');
    for (const row of searched) this.db.run('INSERT INTO words (rowid, text) VALUES (?, ?)', row);
  }

  private each(rows: readonly unknown[], sql: string): void {
    if (rows.length > 0) this.db.run(sql, [JSON.stringify(rows)]);
  }
}
