import type { InteractionGraph } from '../interactions/interaction-graph.js';
import type { Evidence, Part, SavedPart, Viewer } from './part.js';

export interface PopularityOptions {
  /** After how many days an act counts half; 0 for never. */
  readonly halfLifeDays?: number;
}

const DAY_MS = 86_400_000;
/** Counted anew once this share of acts has come or gone. */
const STALE_SHARE = 0.01;

/**
 * How many people want an item, acts of the past counting less: ln(1 + Σ_u x_ui 2^(-age / half-life)).
 *
 * Age is counted from the newest act of the graph, not from the clock: the answer depends on data alone.
 */
export class PopularityPart implements Part {
  readonly name = 'popularity';
  #scores = new Float32Array(0);
  #countedActs = -1;

  constructor(
    private readonly graph: InteractionGraph,
    private readonly options: PopularityOptions = {},
  ) {}

  static load(saved: SavedPart, graph: InteractionGraph): PopularityPart {
    return new PopularityPart(graph, { halfLifeDays: Number(saved.manifest['halfLifeDays'] ?? 0) });
  }

  score(_viewer: Viewer, out: Float32Array): void {
    this.#refresh();
    out.fill(0);
    out.set(this.#scores.subarray(0, out.length));
  }

  evidence(_viewer: Viewer, item: number): Evidence[] {
    this.#refresh();
    const contribution = this.#scores[item] ?? 0;
    return contribution === 0 ? [] : [{ kind: 'popularity', index: item, contribution }];
  }

  save(): SavedPart {
    return { manifest: { halfLifeDays: this.options.halfLifeDays ?? 0 }, tensors: {} };
  }

  #refresh(): void {
    const { graph } = this;
    if (
      this.#countedActs >= 0 &&
      Math.abs(graph.actCount - this.#countedActs) <= STALE_SHARE * this.#countedActs
    )
      return;
    const { halfLifeDays = 0 } = this.options;
    const scores = new Float32Array(graph.itemCount);
    const now = graph.newestActAt();
    graph.forEachAct((_person, item, _kind, weight, at) => {
      scores[item]! += halfLifeDays > 0 ? weight * 2 ** ((at - now) / (halfLifeDays * DAY_MS)) : weight;
    });
    for (let item = 0; item < scores.length; item++) scores[item] = Math.log1p(scores[item]!);
    this.#scores = scores;
    this.#countedActs = graph.actCount;
  }
}
