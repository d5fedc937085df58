import { makeId, type Id } from '../../graph-models/domain/ids.js';
import type { Changes, CommitResult, Conflict, GraphNode, GraphStore } from '../store/graph-store.js';
import { PARTS, type Part } from './parts.js';

/** Of which store, by place and by content, a begun copy is; 16 hex digits each. */
export interface CopySource {
  readonly place: string;
  readonly content: string;
}

/** How far a copy is: behind `after` in `part`. */
export interface CopyPosition {
  readonly part: Part;
  readonly after: string;
}

/** One id for all: whoever claims a store first has it, whatever the copy is of. */
const ID = makeId('Consumer', '00000000000000000000000C0P');
const NAME = /^copy:([0-9a-f]{16}):([0-9a-f]{16}):([A-Za-z_]+):(.*)$/;

/**
 * How much of a source is in its copy, kept there as a `Consumer` until the copy is whole. It moves in the commits that
 * write the rows, so a copy that was killed goes on exactly where it was, and of two that write into the same store one
 * stops.
 */
export class CopyMarker {
  private constructor(
    private readonly store: GraphStore,
    readonly id: Id<'Consumer'>,
    readonly source: CopySource,
    private version: number,
    private at: CopyPosition,
    private done: number,
  ) {}

  /** The marker of the copy that was begun in a store, or null. */
  static async find(store: GraphStore): Promise<CopyMarker | null> {
    for await (const consumers of store.scanNodes('Consumer')) {
      for (const consumer of consumers) {
        const marker = fromNode(store, consumer);
        if (marker !== null) return marker;
      }
    }
    return null;

    function fromNode(store: GraphStore, { id, version, props }: GraphNode<'Consumer'>): CopyMarker | null {
      const [, place, content, name, after] = NAME.exec(props.name) ?? [];
      const part = PARTS.find((each) => each.name === name);
      if (place === undefined || content === undefined || part === undefined) return null;
      return new CopyMarker(store, id, { place, content }, version, { part, after: after ?? '' }, props.seq);
    }
  }

  /** Says that a copy begins; null when another one began just now. */
  static async put(store: GraphStore, source: CopySource): Promise<CopyMarker | null> {
    const at: CopyPosition = { part: PARTS[0]!, after: '' };
    const props = { name: nameOf(source, at), seq: 0 };
    const made = await store.commit({ changes: [{ kind: 'createNode', id: ID, props }] });
    if (made.kind === 'conflict') return null;
    const marker = new CopyMarker(store, ID, source, 1, at, 0);
    // Another copy may have come and gone since the store was found empty.
    if (made.seq === 0) return marker;
    await marker.removeFrom(store);
    return null;
  }

  get position(): CopyPosition {
    return this.at;
  }

  /** Rows that are in the copy. */
  get rows(): number {
    return this.done;
  }

  /** Writes `rows` more rows together with the position behind them. */
  async commit(what: Changes, at: CopyPosition, rows: number): Promise<Conflict | null> {
    const props = { name: nameOf(this.source, at), seq: this.done + rows };
    const done = await this.moving({
      ...what,
      changes: [...what.changes, { kind: 'updateNode', id: this.id, props }],
    });
    if (done.kind === 'conflict') return done.conflict;
    this.version += 1;
    this.at = at;
    this.done = props.seq;
    return null;
  }

  /** Takes the marker away, which says that the copy is whole. */
  async removeFrom(store: GraphStore): Promise<Conflict | null> {
    const done = await this.moving({ changes: [{ kind: 'deleteNode', id: this.id }] }, store);
    return done.kind === 'conflict' ? done.conflict : null;
  }

  private moving(what: Changes, store = this.store): Promise<CommitResult> {
    const expect = [{ kind: 'nodeVersion', id: this.id, version: this.version } as const];
    return store.commit({ ...what, expect });
  }
}

function nameOf({ place, content }: CopySource, { part, after }: CopyPosition): string {
  return `copy:${place}:${content}:${part.name}:${after}`;
}
