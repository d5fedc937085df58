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

export interface CategoryTrendOptions extends PopularityOptions {
  /** m: wishes that everybody is taken to have had, spread evenly over the categories. */
  readonly prior?: number;
  /** What the share is raised to: below 1, what is wanted by all says more. */
  readonly sharePower?: number;
}

/**
 * Popularity inside the viewer's categories: the share of their wishes in the item's category × how many want the item.
 *
 *   score(u, i) = ((Σ_j x_uj [c_j = c_i] + m / C) / (Σ_j x_uj + m))^a · Σ_v x_vi 2^(-age / half-life),  C categories
 *
 * To a viewer without a history it is popularity, not of logarithms but of numbers. With m = 5 and a = ½ it was about as
 * good as the better of popularity and plain shares on each of four windows of Ciao's years, where either lost on some.
 */
export class CategoryTrendPart implements Part {
  readonly name = 'categoryTrend';
  readonly #wishes: DecayedWishes;
  readonly #options: Required<CategoryTrendOptions>;

  constructor(
    private readonly graph: InteractionGraph,
    options: CategoryTrendOptions = {},
  ) {
    this.#options = { halfLifeDays: 0, prior: 5, sharePower: 0.5, ...options };
    this.#wishes = new DecayedWishes(graph, options, (wishes) => wishes);
  }

  static load({ manifest }: SavedPart, graph: InteractionGraph): CategoryTrendPart {
    return new CategoryTrendPart(graph, {
      halfLifeDays: Number(manifest['halfLifeDays']),
      prior: Number(manifest['prior']),
      sharePower: Number(manifest['sharePower']),
    });
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    const { own, ofOthers } = this.#sharesOf(viewer);
    const shares = new Float64Array(this.graph.categories.size).fill(ofOthers);
    for (const [category, share] of own) shares[category] = share;
    const wishes = this.#wishes.now();
    const end = Math.min(out.length, wishes.length);
    for (let item = 0; item < end; item++) {
      const category = this.graph.categoryOf(item);
      out[item] = (category < 0 ? ofOthers : shares[category]!) * wishes[item]!;
    }
  }

  /** Popularity is what the item would have anyway; the category, what the viewer's wishes in it add. */
  evidence(viewer: Viewer, item: number): Evidence[] {
    const { own, ofOthers } = this.#sharesOf(viewer);
    const category = this.graph.categoryOf(item);
    const wishes = this.#wishes.now()[item] ?? 0;
    const added = (own.get(category) ?? ofOthers) - ofOthers;
    return strongestFirst([
      { kind: 'category', index: category, contribution: added * wishes },
      { kind: 'popularity', index: item, contribution: ofOthers * wishes },
    ]);
  }

  save(): SavedPart {
    return { manifest: { ...this.#options }, tensors: {} };
  }

  /** Shares to their power: of the categories the viewer has something in, and of every other. */
  #sharesOf(viewer: Viewer): { own: Map<number, number>; ofOthers: number } {
    const { prior, sharePower } = this.#options;
    const own = new Map<number, number>();
    let total = prior;
    for (let i = 0; i < viewer.items.length; i++) {
      const category = this.graph.categoryOf(viewer.items[i]!);
      if (category < 0) continue;
      total += viewer.strengths[i]!;
      own.set(category, (own.get(category) ?? 0) + viewer.strengths[i]!);
    }
    if (total === 0) return { own, ofOthers: 0 };
    const ofAny = prior / Math.max(1, this.graph.categories.size);
    for (const [category, sum] of own) own.set(category, ((sum + ofAny) / total) ** sharePower);
    return { own, ofOthers: (ofAny / total) ** sharePower };
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
