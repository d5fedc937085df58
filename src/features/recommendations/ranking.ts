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

  constructor(
    private readonly ranker: Ranker,
    readonly viewer: Viewer,
    private readonly state: LiveState,
  ) {}

  /** The best of those that `excluded` leaves (0 in uint8 [itemCount]), best first; indices. */
  best(most: number, excluded: Uint8Array): number[] {
    return this.#scoredNow().best(
      most,
      excluded.map((code) => (code === 0 ? 0 : 1)),
    );
  }

  /** The items in the order given; one whose score is not a number has the score NaN. */
  scoresOf(items: readonly number[]): RankedItem[] {
    const scored = this.#scoredNow();
    return items.map((item) => scored.of(item));
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
