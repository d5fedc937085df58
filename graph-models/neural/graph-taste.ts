import type { InteractionGraph } from '../interactions/interaction-graph.js';
import {
  dotRow,
  loadVectors,
  Places,
  renumberedRows,
  saveVectors,
  unit,
  weightedSum,
  type ItemVectors,
} from './item-vectors.js';
import { strongestFirst, withoutOwn, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import type { Tastes } from './tastes.js';

/**
 * What the fit leaves of each person, float32 [personCount, dim], zeros for those who came later; both are divided by
 * the root of the person's degree.
 */
export interface PersonVectors {
  /** E_v: what items receive in the first layer. */
  readonly own: Float32Array;
  /** E_v + (ÂE)_v: what they receive in two. */
  readonly propagated: Float32Array;
}

/**
 * Taste by graph convolution: LightGCN's propagation, in which people are the sum of what they have.
 *
 *   z_u = Σ_j x_uj s_j,   s_j = d_j^-½ (E + ÂE)_j,   z_i = (E + ÂE + ÂÂE)_i        He et al. 2020, eq. 7 and 8
 *   score(u, i) = ⟨z_u - x_ui s_i, z_i / ‖z_i‖⟩
 *
 * Departures: people have no vector of their own in z_u (theirs reach items only), so anybody is embedded from the
 * acts of this moment, what is taken back is forgotten, and a score is a sum over the viewer's items; nothing was
 * lost by it. z_u keeps its length, which the blend's scale takes out. See `fitGraphTaste` for the loss.
 *
 * An item that came after the fit is embedded by the people who have it.
 */
export class GraphTaste implements Part {
  readonly name = 'graph';
  readonly #newcomers = new Map<number, Newcomer>();
  readonly #places: Places;

  constructor(
    private readonly graph: InteractionGraph,
    private readonly items: ItemVectors,
    private readonly people: PersonVectors,
    /** 1 for items that the fit has seen somebody with. */
    private readonly isFitted: Uint8Array,
  ) {
    this.#places = new Places(items.found, items.dim);
  }

  static load(
    saved: SavedPart,
    { personOf, itemOf }: { readonly personOf: Int32Array; readonly itemOf: Int32Array },
    graph: InteractionGraph,
  ): GraphTaste {
    const items = loadVectors(saved, itemOf, graph.itemCount);
    const rows = (name: string): Float32Array => renumberedRows(saved, name, personOf, graph.personCount);
    return new GraphTaste(
      graph,
      items,
      { own: rows('own'), propagated: rows('propagated') },
      fittedItems(items),
    );
  }

  score(viewer: Viewer, out: Float32Array): void {
    this.scoreFor(this.tasteOf(viewer), out);
    this.#withoutOwn(viewer, out);
  }

  /** Writes ⟨taste, z_i / ‖z_i‖⟩ of every item into out, for any taste, float32 [dim]. */
  scoreFor(taste: Float32Array, out: Float32Array): void {
    out.fill(0);
    this.#places.near(taste, out);
    this.#nearNewcomers(taste, out);
  }

  scoreMany(viewers: readonly Viewer[], outs: readonly Float32Array[]): void {
    this.scoreForMany(
      viewers.map((viewer) => this.tasteOf(viewer)),
      outs,
    );
    viewers.forEach((viewer, nth) => this.#withoutOwn(viewer, outs[nth]!));
  }

  /** `scoreFor` of many tastes at once. */
  scoreForMany(tastes: readonly Float32Array[], outs: readonly Float32Array[]): void {
    tastes.forEach((_, nth) => outs[nth]!.fill(0));
    this.#places.nearMany(tastes, outs);
    tastes.forEach((taste, nth) => this.#nearNewcomers(taste, outs[nth]!));
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const found = this.#foundOf(item);
    return strongestFirst(
      Array.from(viewer.items, (index, i) => ({
        kind: 'item' as const,
        index,
        contribution: index === item ? 0 : viewer.strengths[i]! * dotRow(this.#sentOf(index), 0, found),
      })),
    );
  }

  save(): SavedPart {
    const { dim } = this.items;
    const rows = (data: Float32Array) => ({ data, shape: [data.length / dim, dim] });
    return {
      manifest: { dim },
      tensors: {
        ...saveVectors(this.items),
        own: rows(this.people.own),
        propagated: rows(this.people.propagated),
      },
    };
  }

  #withoutOwn({ items, strengths }: Tastes, out: Float32Array): void {
    withoutOwn(items, out, (item, i) => strengths[i]! * dotRow(this.#sentOf(item), 0, this.#foundOf(item)));
  }

  #nearNewcomers(taste: Float32Array, out: Float32Array): void {
    for (let item = 0; item < out.length; item++)
      if (this.isFitted[item] !== 1 && this.graph.actorCountOf(item) > 0)
        out[item] = dotRow(this.#newcomer(item).found, 0, taste);
  }

  /** ⟨taste, z_i / ‖z_i‖⟩ of one item. */
  likeness(taste: Float32Array, item: number): number {
    return dotRow(this.#foundOf(item), 0, taste);
  }

  /** z_u of whoever has these items, float32 [dim]; zeros of nothing. */
  tasteOf({ items, strengths }: Pick<Tastes, 'items' | 'strengths'>): Float32Array {
    const { dim, sent } = this.items;
    const taste = weightedSum(sent, dim, items, strengths);
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!;
      if (this.#isKnown(item)) continue;
      const late = this.#newcomer(item).sent;
      for (let d = 0; d < dim; d++) taste[d]! += strengths[i]! * late[d]!;
    }
    return taste;
  }

  /** Whether the fit has seen somebody with each of them, so that what it says of them stays. */
  knows(items: Int32Array): boolean {
    return items.every((item) => this.#isKnown(item));
  }

  #foundOf(item: number): Float32Array {
    return this.#isKnown(item) ? rowOf(this.items.found, item, this.items.dim) : this.#newcomer(item).found;
  }

  #sentOf(item: number): Float32Array {
    return this.#isKnown(item) ? rowOf(this.items.sent, item, this.items.dim) : this.#newcomer(item).sent;
  }

  #isKnown(item: number): boolean {
    return this.isFitted[item] === 1;
  }

  /** Both vectors of an item that came after the fit, worked out again whenever its acts have changed. */
  #newcomer(item: number): Newcomer {
    const version = this.graph.actsVersionOfItem(item);
    const known = this.#newcomers.get(item);
    if (known?.version === version) return known;
    const { dim } = this.items;
    const { others, weights } = this.graph.actorsOf(item);
    const degree = Math.max(
      1,
      weights.reduce((sum, weight) => sum + weight, 0),
    );
    const own = weightedSum(this.people.own, dim, others, weights);
    const fresh = {
      version,
      sent: own.map((one) => one / degree),
      found: unit(weightedSum(this.people.propagated, dim, others, weights)),
    };
    this.#newcomers.set(item, fresh);
    return fresh;
  }
}

interface Newcomer {
  /** Of the acts that it is made of. */
  readonly version: number;
  readonly sent: Float32Array;
  readonly found: Float32Array;
}

/** Those with a direction. */
export function fittedItems({ dim, found }: ItemVectors): Uint8Array {
  return Uint8Array.from({ length: found.length / dim }, (_, item) =>
    rowOf(found, item, dim).some((one) => one !== 0) ? 1 : 0,
  );
}

function rowOf(table: Float32Array, row: number, dim: number): Float32Array {
  return table.subarray(row * dim, (row + 1) * dim);
}
