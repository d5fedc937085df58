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
    this.#wishes = new DecayedWishes(graph, options, Math.log1p);
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

/** Wishes that everybody is taken to have had, spread evenly over the categories: without any, they are all there is. */
const PRIOR_WISHES = 1;

/**
 * Popularity inside the viewer's categories: the share of their wishes in the item's category × how many want the item.
 *
 *   score(u, i) = (Σ_j x_uj [c_j = c_i] + m / C) / (Σ_j x_uj + m) · Σ_v x_vi 2^(-age / half-life),  m = 1, C categories
 *
 * To a viewer without a history it is popularity, not of logarithms but of numbers.
 */
export class CategoryTrendPart implements Part {
  readonly name = 'categoryTrend';
  readonly #wishes: DecayedWishes;

  constructor(
    private readonly graph: InteractionGraph,
    private readonly options: PopularityOptions = {},
  ) {
    this.#wishes = new DecayedWishes(graph, options, (wishes) => wishes);
  }

  static load(saved: SavedPart, graph: InteractionGraph): CategoryTrendPart {
    return new CategoryTrendPart(graph, { halfLifeDays: Number(saved.manifest['halfLifeDays'] ?? 0) });
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    const { own, prior } = this.#sharesOf(viewer);
    const wishes = this.#wishes.now();
    const end = Math.min(out.length, wishes.length);
    for (let item = 0; item < end; item++)
      out[item] = ((own.get(this.graph.categoryOf(item)) ?? 0) + prior) * wishes[item]!;
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const { own, prior } = this.#sharesOf(viewer);
    const category = this.graph.categoryOf(item);
    const wishes = this.#wishes.now()[item] ?? 0;
    return strongestFirst([
      { kind: 'category', index: category, contribution: (own.get(category) ?? 0) * wishes },
      { kind: 'popularity', index: item, contribution: prior * wishes },
    ]);
  }

  save(): SavedPart {
    return { manifest: { halfLifeDays: this.options.halfLifeDays ?? 0 }, tensors: {} };
  }

  /** By category, what the viewer's own wishes add to its share; and what every category has of itself. */
  #sharesOf(viewer: Viewer): { own: Map<number, number>; prior: number } {
    const own = new Map<number, number>();
    let total = PRIOR_WISHES;
    for (let i = 0; i < viewer.items.length; i++) {
      const category = this.graph.categoryOf(viewer.items[i]!);
      if (category < 0) continue;
      total += viewer.strengths[i]!;
      own.set(category, (own.get(category) ?? 0) + viewer.strengths[i]!);
    }
    for (const [category, sum] of own) own.set(category, sum / total);
    return { own, prior: PRIOR_WISHES / total / Math.max(1, this.graph.categories.size) };
  }
}

class DecayedWishes {
  #wishes = new Float32Array(0);
  #countedActs = -1;

  constructor(
    private readonly graph: InteractionGraph,
    private readonly options: PopularityOptions,
    private readonly measure: (wishes: number) => number,
  ) {}

  /** The measure of the decayed wishes of every item, float32; items that came since the last count may be missing. */
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
    for (let item = 0; item < wishes.length; item++) wishes[item] = this.measure(wishes[item]!);
    this.#wishes = wishes;
    this.#countedActs = graph.actCount;
    return wishes;
  }
}
