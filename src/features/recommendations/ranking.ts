import type { ItemId } from '../../../graph-models/domain/ids.js';
import type { InteractionGraph } from '../../../graph-models/interactions/interaction-graph.js';
import type { Viewer } from '../../../graph-models/neural/part.js';
import type {
  Explanation,
  RankedItem,
  Ranker,
  ScoredCatalogue,
} from '../../../graph-models/neural/ranker.js';
import type { Scales } from '../../../graph-models/neural/scale.js';
import type { LiveState } from '../../live-graph/live-state.js';

/** The ranker's scores for one viewer and answer; computed anew only when the graph or the ranker has moved on meanwhile. */
export class Ranking {
  #seq = -1;
  #scored: ScoredCatalogue | null = null;
  #scales: Scales = {};
  readonly #kept = new Map<number, RankedItem>();

  constructor(
    private readonly ranker: Ranker,
    readonly viewer: Viewer,
    private readonly state: LiveState,
  ) {}

  /** The best of those that `excluded` leaves (0 in uint8 [itemCount]), best first; indices. */
  best(most: number, excluded: Uint8Array): number[] {
    return this.#scoredNow().best(most, excluded);
  }

  /** The items in the order given; one whose score is not a number has the score NaN. */
  scoresOf(items: readonly number[]): RankedItem[] {
    const scored = this.#scoredNow();
    return items.map((item) => scored.of(item));
  }

  scoreOf(item: number): number {
    return this.#keptNow(item)?.score ?? this.#scoredNow().scoreOf(item);
  }

  /** They add up to the score. */
  partsOf(item: number): RankedItem['parts'] {
    return (this.#keptNow(item) ?? this.#scoredNow().of(item)).parts;
  }

  /** Remembers these while the graph stays as it is, whoever else has the catalogue scored meanwhile. */
  keep(items: readonly number[]): void {
    for (const one of this.scoresOf(items)) this.#kept.set(one.item, one);
  }

  #keptNow(item: number): RankedItem | undefined {
    return this.#seq === this.state.seq ? this.#kept.get(item) : undefined;
  }

  /** Of an item whose score was asked for last, and in the same tick. */
  explain(item: number): Explanation {
    return this.ranker.explain(this.viewer, item, this.#scales);
  }

  /** Scores single items of later moments by the scales of now; it keeps nothing else of this answer. */
  scorer(): (itemId: ItemId) => number | null {
    return scorerOf(this.ranker, this.viewer, this.#scales, this.state.graph);
  }

  /** The scales stay while the graph does; what others took over meanwhile is scored again. */
  #scoredNow(): ScoredCatalogue {
    const isSameGraph = this.#seq === this.state.seq;
    if (isSameGraph && this.#scored?.holds() === true) return this.#scored;
    const scored = this.ranker.score(this.viewer, isSameGraph ? this.#scales : {});
    if (!isSameGraph) this.#kept.clear();
    this.#seq = this.state.seq;
    this.#scales = scored.scales;
    this.#scored = scored;
    return scored;
  }
}

function scorerOf(
  ranker: Ranker,
  viewer: Viewer,
  scales: Scales,
  { items }: InteractionGraph,
): (itemId: ItemId) => number | null {
  return (itemId) => {
    const item = items.indexOf(itemId);
    return item < 0 ? null : ranker.explain(viewer, item, scales).score;
  };
}
