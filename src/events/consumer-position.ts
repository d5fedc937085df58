import { ulid } from 'ulid';
import { makeId } from '../../graph-models/domain/ids.js';
import type { GraphNode, GraphStore } from '../store/graph-store.js';
import type { CountedOnce } from './once.js';

/** Somebody else moved the position of the same consumer. */
export class ConsumerMovedError extends Error {
  override readonly name = 'ConsumerMovedError';
}

/** How far a named reader of the outbox has come, kept in the store as a `Consumer` node. */
export class ConsumerPosition {
  #node: GraphNode<'Consumer'>;

  private constructor(
    private readonly store: GraphStore,
    node: GraphNode<'Consumer'>,
  ) {
    this.#node = node;
  }

  /** The kept position, which starts at `from` the first time. */
  static async open(store: GraphStore, name: string, from = 0): Promise<ConsumerPosition> {
    for (;;) {
      const [known] = await store.lookup('Consumer', 'name', [name]);
      if (known) return new ConsumerPosition(store, known);
      const id = makeId('Consumer', ulid());
      await store.commit({ changes: [{ kind: 'createNode', id, props: { name, seq: from } }] });
    }
  }

  get seq(): number {
    return this.#node.props.seq;
  }

  /** Reads where other processes have moved it. */
  async refresh(): Promise<void> {
    const { id, props } = this.#node;
    const [now] = await this.store.nodes('Consumer', [id]);
    if (!now) throw new Error(`the position of ${props.name} was deleted`);
    this.#node = now;
  }

  /**
   * What moves the position to `seq` in the commit of an effect of that event: it holds only while nobody has come so far.
   * @throws ConsumerMovedError when somebody has
   */
  async once(seq: number): Promise<CountedOnce> {
    await this.refresh();
    const { id, version } = this.#node;
    if (this.seq >= seq) throw this.#moved();
    return {
      expect: [{ kind: 'nodeVersion', id, version }],
      changes: [{ kind: 'updateNode', id, props: { seq } }],
    };
  }

  /** @throws ConsumerMovedError when another process moved it since it was read; it is then read anew */
  async moveTo(seq: number): Promise<void> {
    const { id, version, props } = this.#node;
    const done = await this.store.commit({
      expect: [{ kind: 'nodeVersion', id, version }],
      changes: [{ kind: 'updateNode', id, props: { seq } }],
    });
    if (done.kind === 'committed') {
      this.#node = { ...this.#node, version: version + 1, props: { ...props, seq } };
      return;
    }
    await this.refresh();
    throw this.#moved();
  }

  #moved(): ConsumerMovedError {
    const { name, seq } = this.#node.props;
    return new ConsumerMovedError(`${name} was moved to ${seq} by another process`);
  }
}
