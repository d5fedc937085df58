import type { InteractionGraph } from '../interactions/interaction-graph.js';
import type { Evidence, Part, SavedPart, Viewer } from './part.js';
import { strongestFirst } from './part.js';

export interface PopularityOptions {
  /** After how many days an act counts half; 0 for never. */
  readonly halfLifeDays?: number;
}

const DAY_MS = 86_400_000;
/** Ages are whole days; what is older than some 27 years is as old. */
const DAYS_TOLD_APART = 10_000;
/** Counted anew once this share of acts has come or gone. */
const STALE_SHARE = 0.01;

/**
 * How many people want an item, acts of the past counting less: ln(1 + Σ_u x_ui 2^(-age / half-life)).
 *
 * Age is counted from the newest act of the graph, not from the clock: the answer depends on data alone.
 */
export class PopularityPart implements Part {
  readonly name = 'popularity';
  readonly #wishes: DecayedWishes;

  constructor(
    graph: InteractionGraph,
    private readonly options: PopularityOptions = {},
  ) {
    this.#wishes = new DecayedWishes(graph, options);
  }

  static load(saved: SavedPart, graph: InteractionGraph): PopularityPart {
    return new PopularityPart(graph, { halfLifeDays: Number(saved.manifest['halfLifeDays'] ?? 0) });
  }

  score(_viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    out.set(this.#wishes.now().subarray(0, out.length));
  }

  evidence(_viewer: Viewer, item: number): Evidence[] {
    return strongestFirst([{ kind: 'popularity', index: item, contribution: this.#wishes.now()[item] ?? 0 }]);
  }

  save(): SavedPart {
    return { manifest: { halfLifeDays: this.options.halfLifeDays ?? 0 }, tensors: {} };
  }
}

/** Popularity inside the viewer's categories: the share of their wishes in the item's category × its popularity. */
export class CategoryTrendPart implements Part {
  readonly name = 'categoryTrend';
  readonly #wishes: DecayedWishes;

  constructor(
    private readonly graph: InteractionGraph,
    private readonly options: PopularityOptions = {},
  ) {
    this.#wishes = new DecayedWishes(graph, options);
  }

  static load(saved: SavedPart, graph: InteractionGraph): CategoryTrendPart {
    return new CategoryTrendPart(graph, { halfLifeDays: Number(saved.manifest['halfLifeDays'] ?? 0) });
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    const shares = this.#sharesOf(viewer);
    if (shares.size === 0) return;
    const wishes = this.#wishes.now();
    const end = Math.min(out.length, wishes.length);
    for (let item = 0; item < end; item++) {
      const share = shares.get(this.graph.categoryOf(item));
      if (share !== undefined) out[item] = share * wishes[item]!;
    }
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const category = this.graph.categoryOf(item);
    const contribution = (this.#sharesOf(viewer).get(category) ?? 0) * (this.#wishes.now()[item] ?? 0);
    return strongestFirst([{ kind: 'category', index: category, contribution }]);
  }

  save(): SavedPart {
    return { manifest: { halfLifeDays: this.options.halfLifeDays ?? 0 }, tensors: {} };
  }

  #sharesOf(viewer: Viewer): Map<number, number> {
    const shares = new Map<number, number>();
    let total = 0;
    for (let i = 0; i < viewer.items.length; i++) {
      const category = this.graph.categoryOf(viewer.items[i]!);
      if (category < 0) continue;
      total += viewer.strengths[i]!;
      shares.set(category, (shares.get(category) ?? 0) + viewer.strengths[i]!);
    }
    for (const [category, sum] of shares) shares.set(category, sum / total);
    return shares;
  }
}

class DecayedWishes {
  #wishes = new Float32Array(0);
  #countedActs = -1;

  constructor(
    private readonly graph: InteractionGraph,
    private readonly options: PopularityOptions,
  ) {}

  /** ln(1 + decayed wishes) of every item, float32; items that came since the last count may be missing. */
  now(): Float32Array {
    const { graph } = this;
    const come = Math.abs(graph.actCount - this.#countedActs);
    if (this.#countedActs >= 0 && come <= STALE_SHARE * this.#countedActs) return this.#wishes;
    const wishes = new Float32Array(graph.itemCount);
    const newest = graph.newestActAt();
    const { halfLifeDays = 0 } = this.options;
    if (halfLifeDays > 0) {
      const worth = Float64Array.from({ length: DAYS_TOLD_APART }, (_, days) => 2 ** (-days / halfLifeDays));
      graph.forEachAct((_person, item, _kind, weight, at) => {
        const days = Math.min(DAYS_TOLD_APART - 1, Math.floor((newest - at) / DAY_MS));
        wishes[item]! += weight * worth[days]!;
      });
    } else
      graph.forEachAct((_person, item, _kind, weight) => {
        wishes[item]! += weight;
      });
    for (let item = 0; item < wishes.length; item++) wishes[item] = Math.log1p(wishes[item]!);
    this.#wishes = wishes;
    this.#countedActs = graph.actCount;
    return wishes;
  }
}
