import type { ItemId } from '../../../graph-models/domain/ids.js';
import type { InteractionGraph } from '../../../graph-models/interactions/interaction-graph.js';
import type { Viewer } from '../../../graph-models/neural/part.js';
import type { Explanation, RankedItem, Ranker } from '../../../graph-models/neural/ranker.js';
import type { Scales } from '../../../graph-models/neural/scale.js';
import type { LiveState } from '../../live-graph/live-state.js';

/** The ranker's scores for one viewer and answer; computed anew only when the graph has moved on meanwhile. */
export class Ranking {
  #seq = -1;
  #known = new Map<number, RankedItem>();
  #scales: Scales = {};

  constructor(
    private readonly ranker: Ranker,
    readonly viewer: Viewer,
    private readonly state: LiveState,
  ) {}

  /** The best of those that `excluded` leaves (0 in uint8 [itemCount]), best first. */
  best(most: number, excluded: Uint8Array): RankedItem[] {
    const candidates: number[] = [];
    for (let item = 0; item < excluded.length; item++) if (excluded[item] === 0) candidates.push(item);
    return this.#rank(most, candidates);
  }

  /** The items in the order given; one whose score is not a number has the score NaN. */
  scoresOf(items: readonly number[]): RankedItem[] {
    const isFresh = this.#seq === this.state.seq && items.every((item) => this.#known.has(item));
    if (!isFresh) this.#rank(items.length, items);
    return items.map((item) => this.#known.get(item) ?? { item, score: NaN, parts: {} });
  }

  /** Of an item whose score was asked for last, and in the same tick. */
  explain(item: number): Explanation {
    return this.ranker.explain(this.viewer, item, this.#scales);
  }

  /** Scores single items of later moments by the scales of now; it keeps nothing else of this answer. */
  scorer(): (itemId: ItemId) => number | null {
    return scorerOf(this.ranker, this.viewer, this.#scales, this.state.graph);
  }

  #rank(k: number, candidates: readonly number[]): RankedItem[] {
    if (this.#seq !== this.state.seq) this.#scales = this.ranker.scalesOf(this.viewer);
    const ranked = this.ranker.rank(this.viewer, { k, candidates, scales: this.#scales });
    this.#seq = this.state.seq;
    this.#known = new Map(ranked.map((one) => [one.item, one]));
    return ranked;
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
