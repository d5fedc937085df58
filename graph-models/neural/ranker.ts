import { Numerics } from '../kernels/numerics.js';
import { historyGroupOf, type BlendWeights } from './history-group.js';
import { topK } from './metrics.js';
import type { Evidence, ItemScorer, Part, Viewer } from './part.js';
import { scaleOf, type Scales } from './scale.js';
import { scoreMany } from './score-many.js';

export interface RankedItem {
  /** Index in the graph. */
  readonly item: number;
  /** The sum of `parts`. */
  readonly score: number;
  readonly parts: Readonly<Record<string, number>>;
}

export interface RankOptions {
  readonly k: number;
  /** Only these; left out: every item of the graph. */
  readonly candidates?: Iterable<number>;
  /** None of these. */
  readonly exclude?: Iterable<number>;
  /** Scales of an earlier answer, for a what-if: see `scalesOf`. */
  readonly scales?: Scales;
}

export interface Explanation extends RankedItem {
  /** Strongest first; contributions are in units of the score and add up to it. */
  readonly evidence: readonly (Evidence & { readonly part: string })[];
}

/** Every item's score for one viewer, in memory that the ranker's next answer takes over. */
export interface ScoredCatalogue {
  readonly scales: Scales;
  /** False once the ranker has scored again: what is read from here then is somebody else's. */
  readonly holds: () => boolean;
  readonly of: (item: number) => RankedItem;
  /** The score alone: what `of` says. */
  readonly scoreOf: (item: number) => number;
  /** The best k of those that `excluded` leaves (0 in uint8 [itemCount]), best first; indices. */
  readonly best: (k: number, excluded: Uint8Array) => number[];
}

/**
 * The served score: score(u, i) = Σ_p weight_p(group of u) · raw_p(u, i) / scale_p(u).
 *
 * What the viewer said they want more or less of is one more summand, `wish`, in units of their best score without it.
 *
 * A scale is the cubic mean of the part over all that this viewer does not have, so it depends on
 * the viewer alone, never on the candidates. It is fixed inside one answer; hand the same scales to a
 * what-if, and taking a friend away changes each score by exactly that friend's terms.
 */
export class Ranker {
  readonly #raw = new Map<string, Float32Array>();
  /** For `scoreAllMany`. */
  #numerics: Numerics | null = null;
  /** Of the last answer. */
  #scales: Scales = {};
  #scores = new Float32Array(0);
  #answers = 0;

  /**
   * @param itemCount how many items the graph has now; asked for every answer, as it grows
   * @param modelVersion the published model that it was loaded from, null for one that is not published
   */
  constructor(
    readonly parts: readonly Part[],
    readonly weights: BlendWeights,
    private readonly itemCount: () => number,
    readonly modelVersion: string | null = null,
  ) {}

  /** Scores the whole catalogue for the viewer, once for everything that one answer asks of it. */
  score(viewer: Viewer, fixed: Scales = {}): ScoredCatalogue {
    const count = this.itemCount();
    if (this.#scores.length !== count) this.#scores = new Float32Array(count);
    const { active, scales } = this.#scoreInto(viewer, this.#scores, fixed);
    const [scores, latest] = [this.#scores, this.#answers];
    const of = (item: number): RankedItem => {
      const parts: Record<string, number> = {};
      for (const { part, weight } of active)
        parts[part.name] = (weight * this.#raw.get(part.name)![item]!) / scales[part.name]!;
      const wish = wishOf(viewer, item, scales);
      if (wish !== 0) parts[WISH] = wish;
      return { item, score: sumOf(parts), parts };
    };
    const terms = active.map(({ part, weight }) => ({
      raw: this.#raw.get(part.name)!,
      weight,
      scale: scales[part.name]!,
    }));
    const scoreOf = (item: number): number => {
      let sum = 0;
      for (const { raw, weight, scale } of terms) sum += (weight * raw[item]!) / scale;
      return sum + wishOf(viewer, item, scales);
    };
    return {
      scales,
      holds: () => latest === this.#answers,
      of,
      scoreOf,
      best: (k, excluded) => Array.from(topK(scores, k, excluded).items),
    };
  }

  /** The best k items for the viewer, best first, each with its parts. */
  rank(viewer: Viewer, options: RankOptions): RankedItem[] {
    const scored = this.score(viewer, options.scales);
    this.#scales = scored.scales;
    const excluded = new Uint8Array(this.itemCount());
    if (options.candidates !== undefined) {
      excluded.fill(1);
      for (const item of options.candidates) excluded[item] = 0;
    }
    for (const item of options.exclude ?? []) excluded[item] = 1;
    return scored.best(options.k, excluded).map(scored.of);
  }

  /** `rank` with the causes of every item, by the scales of this one answer: what a list with reasons needs, at once. */
  answer(viewer: Viewer, options: RankOptions): Explanation[] {
    const scales = options.scales ?? {};
    const ranked = this.rank(viewer, { ...options, scales });
    const used = { ...this.#scales, ...scales };
    return ranked.map((one) => ({ ...one, evidence: this.explain(viewer, one.item, used).evidence }));
  }

  /** For whoever asks about many viewers: the quickest way there is. */
  get scorer(): ItemScorer {
    return {
      score: (viewer, out) => this.scoreAll(viewer, out),
      scoreMany: (viewers, outs) => this.scoreAllMany(viewers, outs),
    };
  }

  /** Writes every item's score into out, float32 [itemCount]: what `rank` orders by. */
  scoreAll(viewer: Viewer, out: Float32Array): void {
    this.#scoreInto(viewer, out);
  }

  /** `scoreAll` for many viewers at once, but for rounding; outs[n] is for viewers[n]. */
  scoreAllMany(viewers: readonly Viewer[], outs: readonly Float32Array[]): void {
    const numerics = (this.#numerics ??= new Numerics());
    const count = outs[0]?.length ?? 0;
    const stride = Math.ceil(count / 16) * 16;
    const rowsOf = (table: Float32Array): Float32Array[] =>
      viewers.map((_, nth) => table.subarray(nth * stride, nth * stride + count));
    const raws = rowsOf(numerics.scratch('raws', viewers.length * stride));
    const totals = rowsOf(numerics.scratch('totals', viewers.length * stride).fill(0));
    const groups = viewers.map((viewer) => this.weights[historyGroupOf(viewer)]);
    for (const part of this.parts) {
      const asked = [...viewers.keys()].filter((nth) => (groups[nth]![part.name] ?? 0) !== 0);
      if (asked.length === 0) continue;
      scoreMany(
        part,
        asked.map((nth) => viewers[nth]!),
        raws,
      );
      asked.forEach((nth, at) => {
        const [total, raw] = [totals[nth]!, raws[at]!];
        numerics.weightedSum(
          total,
          1,
          raw,
          groups[nth]![part.name]! / scaleOf(raw, viewers[nth]!.items),
          total,
        );
      });
    }
    totals.forEach((total, nth) => outs[nth]!.set(total));
  }

  /** The scales of the answer that the viewer would get now. */
  scalesOf(viewer: Viewer): Scales {
    return this.#scoreInto(viewer, new Float32Array(this.itemCount())).scales;
  }

  /** Why this item has its score: every contribution, by part, in units of the score. */
  explain(viewer: Viewer, item: number, scales: Scales = this.scalesOf(viewer)): Explanation {
    const parts: Record<string, number> = {};
    const evidence: (Evidence & { part: string })[] = [];
    for (const { part, weight } of this.#activeFor(viewer)) {
      const unit = weight / (scales[part.name] ?? 1);
      parts[part.name] = 0;
      for (const one of part.evidence(viewer, item)) {
        const contribution = unit * one.contribution;
        parts[part.name]! += contribution;
        evidence.push({ kind: one.kind, index: one.index, contribution, part: part.name });
      }
    }
    const wish = wishOf(viewer, item, scales);
    if (wish !== 0) {
      parts[WISH] = wish;
      evidence.push({ kind: 'wish', index: item, contribution: wish, part: WISH });
    }
    evidence.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
    return { item, score: sumOf(parts), parts, evidence };
  }

  #activeFor(viewer: Viewer): { part: Part; weight: number }[] {
    const weights = this.weights[historyGroupOf(viewer)];
    return this.parts
      .map((part) => ({ part, weight: weights[part.name] ?? 0 }))
      .filter(({ weight }) => weight !== 0);
  }

  #scoreInto(
    viewer: Viewer,
    out: Float32Array,
    fixed: Scales = {},
  ): { active: { part: Part; weight: number }[]; scales: Scales } {
    this.#answers++;
    const active = this.#activeFor(viewer);
    const scales: Record<string, number> = {};
    out.fill(0);
    for (const { part, weight } of active) {
      const raw = this.#bufferOf(part.name, out.length);
      part.score(viewer, raw);
      const scale = fixed[part.name] ?? scaleOf(raw, viewer.items);
      scales[part.name] = scale;
      const unit = weight / scale;
      for (let item = 0; item < out.length; item++) out[item]! += unit * raw[item]!;
    }
    if (viewer.wishes !== undefined && viewer.wishes.size > 0) {
      scales[WISH] = fixed[WISH] ?? bestOf(out);
      for (const [item, wish] of viewer.wishes) if (item < out.length) out[item]! += scales[WISH] * wish;
    }
    return { active, scales };
  }

  #bufferOf(name: string, length: number): Float32Array {
    const known = this.#raw.get(name);
    if (known !== undefined && known.length >= length) return known.subarray(0, length);
    const fresh = new Float32Array(length);
    this.#raw.set(name, fresh);
    return fresh;
  }
}

/** The summand of what the viewer said they want; its scale is what a wish of 1 counts. */
const WISH = 'wish';

function wishOf({ wishes }: Viewer, item: number, scales: Scales): number {
  return (wishes?.get(item) ?? 0) * (scales[WISH] ?? 1);
}

/** 1 where nothing has a score above 0. */
function bestOf(scores: Float32Array): number {
  let best = 0;
  for (const score of scores) best = Math.max(best, score);
  return best > 0 ? best : 1;
}

function sumOf(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((sum, part) => sum + part, 0);
}
