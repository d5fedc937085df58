import { ulid } from 'ulid';
import { makeId, type Id } from '../../../graph-models/domain/ids.js';
import type { Changes, CommitResult, Conflict, Store } from '../../../src/store/graph-store.js';

/** What is in a store, as far as seeding is concerned. */
export type SeedState =
  /** No people and no items. */
  | { readonly kind: 'empty' }
  /** A town whose seeding was cut short after so many steps. */
  | { readonly kind: 'begun'; readonly planHash: string; readonly done: number; readonly of: number }
  /** A town with all its steps. */
  | { readonly kind: 'seeded' }
  /** Somebody's own shop. */
  | { readonly kind: 'other' };

const NAME = /^demo-town:([0-9a-f]{16}):(\d+)$/;

/** Looks whether a store may be seeded; costs a few reads. */
export async function seedState(store: Store): Promise<SeedState> {
  for await (const consumers of store.scanNodes('Consumer')) {
    for (const { props } of consumers) {
      const [, planHash, of] = NAME.exec(props.name) ?? [];
      if (planHash === undefined || of === undefined) continue;
      const done = props.seq;
      return done >= Number(of) ? { kind: 'seeded' } : { kind: 'begun', planHash, done, of: Number(of) };
    }
  }
  const hasPeople = await hasAny(store.scanNodes('User', { batchSize: 1 }));
  return hasPeople || (await hasAny(store.scanNodes('Item', { batchSize: 1 })))
    ? { kind: 'other' }
    : { kind: 'empty' };
}

/**
 * How many steps of a plan are in a store. It moves in the very commits that write the steps, so a seeding that was
 * killed goes on with the first step that is not there, and of two that seed at once one stops.
 */
export class SeedProgress {
  #version: number;

  private constructor(
    private readonly store: Store,
    private readonly id: Id<'Consumer'>,
    version: number,
    /** Steps that were in the store when it was opened. */
    readonly done: number,
  ) {
    this.#version = version;
  }

  static async open(store: Store, planHash: string, steps: number): Promise<SeedProgress> {
    const name = `demo-town:${planHash}:${steps}`;
    const [known] = await store.lookup('Consumer', 'name', [name]);
    if (known) return new SeedProgress(store, known.id, known.version, known.props.seq);
    const id = makeId('Consumer', ulid());
    const made = await store.commit({ changes: [{ kind: 'createNode', id, props: { name, seq: 0 } }] });
    if (made.kind === 'conflict') throw new SeededElsewhereError();
    return new SeedProgress(store, id, 1, 0);
  }

  /** The store, in which every commit also says that `steps()` steps are done. */
  counting(steps: () => number): Store {
    const { store } = this;
    return {
      nodes: (label, ids) => store.nodes(label, ids),
      lookup: (label, key, values) => store.lookup(label, key, values),
      edges: (type, direction, fromIds, page) => store.edges(type, direction, fromIds, page),
      between: (type, pairs) => store.between(type, pairs),
      counts: (type, direction, fromIds) => store.counts(type, direction, fromIds),
      walk: (way, fromIds, options) => store.walk(way, fromIds, options),
      scanNodes: (label, from) => store.scanNodes(label, from),
      scanEdges: (type, from) => store.scanEdges(type, from),
      eventsAfter: (seq, limit) => store.eventsAfter(seq, limit),
      search: (label, words, page) => store.search(label, words, page),
      identity: () => store.identity(),
      close: () => store.close(),
      commit: (what) => this.commit(what, steps()),
    };
  }

  /** Commits, and says how many steps are done with it. @throws SeededElsewhereError when somebody else moved on */
  async commit(what: Changes, steps: number): Promise<CommitResult> {
    const done = await this.store.commit({
      ...what,
      expect: [...(what.expect ?? []), { kind: 'nodeVersion', id: this.id, version: this.#version }],
      changes: [...what.changes, { kind: 'updateNode', id: this.id, props: { seq: steps } }],
    });
    if (done.kind === 'committed') this.#version++;
    else if (concerns(done.conflict, this.id)) throw new SeededElsewhereError();
    return done;
  }
}

/** Another process seeds the same store. */
export class SeededElsewhereError extends Error {
  override readonly name = 'SeededElsewhereError';

  constructor() {
    super('Another process is seeding this store.');
  }
}

function concerns(conflict: Conflict, id: Id): boolean {
  return (
    conflict.kind === 'expectation' &&
    conflict.expectation.kind === 'nodeVersion' &&
    conflict.expectation.id === id
  );
}

async function hasAny(batches: AsyncIterable<readonly unknown[]>): Promise<boolean> {
  for await (const batch of batches) if (batch.length > 0) return true;
  return false;
}
