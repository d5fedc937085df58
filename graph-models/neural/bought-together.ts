import { OWNING_KINDS } from '../interactions/act-kinds.js';
import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { bitsOf, EVERY_WISH, type WishFilter } from '../interactions/wish-filter.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';

/** People counted for one item, and what they have, newest first: an estimate that stays fast for the most popular. */
const OWNERS_COUNTED = 400;
const OWNED: WishFilter = { ...EVERY_WISH, kinds: bitsOf(OWNING_KINDS), newest: 100 };
/** Pretends that every item has so many more owners: two people who have the same two things are no pattern. */
const SHRINK = 5;

/**
 * What owners of these items have besides, counted on the graph of now.
 *
 *   score(u, i) = Σ_j c_ji / √((n_j + s)(n_i + s)),  c_ji = wishes for i among the newest owners of j
 */
export class BoughtTogetherPart implements Part {
  readonly name = 'boughtTogether';
  /** Of the viewer's last scores: counts beside each of their items, so that causes are those of the scores. */
  readonly #counted = new WeakMap<Viewer, Map<number, Float32Array>>();

  constructor(private readonly graph: InteractionGraph) {}

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    const counted = this.#countFor(viewer, out.length);
    for (let i = 0; i < viewer.items.length; i++) {
      const item = viewer.items[i]!;
      const counts = counted.get(item)!;
      const own = viewer.strengths[i]! / Math.sqrt(this.graph.actorCountOf(item) + SHRINK);
      for (let other = 0; other < out.length; other++) out[other]! += own * counts[other]!;
    }
    for (let item = 0; item < out.length; item++)
      if (out[item] !== 0) out[item]! /= Math.sqrt(this.graph.actorCountOf(item) + SHRINK);
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const { graph } = this;
    const counted = this.#counted.get(viewer) ?? this.#countFor(viewer, graph.itemCount);
    const rest = Math.sqrt(graph.actorCountOf(item) + SHRINK);
    return strongestFirst(
      Array.from(viewer.items, (other, i) => {
        const own = viewer.strengths[i]! / Math.sqrt(graph.actorCountOf(other) + SHRINK);
        const count = counted.get(other)?.[item] ?? 0;
        return { kind: 'item' as const, index: other, contribution: (own * count) / rest };
      }),
    );
  }

  save(): SavedPart {
    return { manifest: {}, tensors: {} };
  }

  /** For each of the viewer's items the wishes of its newest owners, float32 [length], 0 for the item itself. */
  #countFor(viewer: Viewer, length: number): Map<number, Float32Array> {
    const counted = new Map<number, Float32Array>();
    for (const item of viewer.items) {
      const counts = new Float32Array(length);
      this.graph.visitActors(item, OWNING_KINDS, OWNERS_COUNTED, (person) =>
        this.graph.addWishesOf(person, 1, counts, OWNED),
      );
      if (item < length) counts[item] = 0;
      counted.set(item, counts);
    }
    this.#counted.set(viewer, counted);
    return counted;
  }
}
