import { ulid } from 'ulid';
import { makeId, type Id } from '../../graph-models/domain/ids.js';
import { GRAPH_IMPORTED } from '../events/graph-changed.js';
import type { Change, Conflict, GraphNode, GraphStore } from '../store/graph-store.js';

/**
 * How many rows of a bundle are in the store, kept there beside them: it moves in the commits that write the rows, so
 * an import that was killed goes on exactly where it was.
 */
export class ImportProgress {
  #node: GraphNode<'Consumer'> | null;
  readonly #name: string;

  private constructor(
    private readonly store: GraphStore,
    private readonly bundle: string,
    fingerprint: string,
    /** One more than the bundle's rows: all are in, and it is announced. */
    private readonly done: number,
    private readonly now: () => number,
    node: GraphNode<'Consumer'> | null,
  ) {
    this.#name = nameOf(bundle, fingerprint);
    this.#node = node;
  }

  static async open(
    store: GraphStore,
    bundle: string,
    fingerprint: string,
    rows: number,
    now: () => number,
  ): Promise<ImportProgress> {
    const [node = null] = await store.lookup('Consumer', 'name', [nameOf(bundle, fingerprint)]);
    return new ImportProgress(store, bundle, fingerprint, rows + 1, now, node);
  }

  /** Rows that are in the store. */
  get rows(): number {
    return Math.min(this.#node?.props.seq ?? 0, this.done - 1);
  }

  get isDone(): boolean {
    return this.#node?.props.seq === this.done;
  }

  /** Starts at the first row again. */
  async restart(): Promise<void> {
    await this.commit([], 0);
  }

  /** Writes the changes together with the position behind them; a conflict when something stood in the way. */
  async commit(changes: readonly Change[], rows: number): Promise<Conflict | null> {
    return this.#commit(changes, rows, false);
  }

  /** Says that all is in; readers of the outbox load anew when `changed`. */
  async finish(changed: boolean): Promise<void> {
    const conflict = await this.#commit([], this.done, changed);
    if (conflict !== null) throw new Error(`the import cannot be finished: ${JSON.stringify(conflict)}`);
  }

  async #commit(changes: readonly Change[], seq: number, announce: boolean): Promise<Conflict | null> {
    const id: Id<'Consumer'> = this.#node?.id ?? makeId('Consumer', ulid());
    const version = this.#node?.version;
    const move: Change =
      version === undefined
        ? { kind: 'createNode', id, props: { name: this.#name, seq } }
        : { kind: 'updateNode', id, props: { seq } };
    const event = {
      id: makeId('Act', ulid()),
      kind: GRAPH_IMPORTED,
      at: this.now(),
      payload: { name: this.bundle },
    };
    const done = await this.store.commit({
      expect: version === undefined ? [] : [{ kind: 'nodeVersion', id, version }],
      changes: [...changes, move],
      events: announce ? [event] : [],
    });
    if (done.kind === 'conflict') return done.conflict;
    const props = { name: this.#name, seq };
    this.#node = { id, label: 'Consumer', version: (version ?? 0) + 1, props };
    return null;
  }
}

function nameOf(bundle: string, fingerprint: string): string {
  return `import:${bundle}:${fingerprint}`;
}
