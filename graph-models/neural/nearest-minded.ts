import { FewRows } from './few-rows.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import { itemWeights, type LikeMindedOptions } from './like-minded.js';
import { strongestOf } from './strongest.js';
import type { TasteMatrix } from './taste-matrix.js';

export interface NearestMindedOptions extends LikeMindedOptions {
  /** How many people a viewer is explained by. */
  readonly neighbours?: number;
}

/** Items further back say little of whose taste somebody shares, and cost everybody who has them. */
const NEWEST_ITEMS = 200;

/**
 * `LikeMinded` for shops with too many people for their inverse: each viewer is regressed on the k people who are nearest.
 *
 *   c_v = Σ_i n_i^p x_ui x_vi,  N = the k people with the highest c_v / ‖x_v‖,  w = (X_N D X_Nᵀ + λI)⁻¹ c_N
 *   score(u, i) = Σ_{v ∈ N} w_v x_vi
 *
 * Exact where everybody shares something with the viewer and there are no more than k. It is worked out when a viewer is
 * first asked about, from X alone, and so costs no fit. What it loses against the inverse: docs/decisions/0089.
 */
export class NearestMinded implements Part {
  readonly name = 'likeMinded';
  readonly #options: Required<NearestMindedOptions>;
  /** n_i^p */
  readonly #itemWeights: Float64Array;
  readonly #people: FewRows;
  /** √(x_v D x_vᵀ + λ) */
  readonly #lengths: Float32Array;
  /** c, zeros between calls; and c_v / ‖x_v‖ of those with whom the viewer shares something. */
  readonly #shared: Float32Array;
  readonly #nearness: Float32Array;
  readonly #weights = new WeakMap<Viewer, ReadonlyMap<number, number>>();

  constructor(
    private readonly tastes: TasteMatrix,
    { ridge = 30, itemPower = -0.35, neighbours = 100 }: NearestMindedOptions = {},
  ) {
    this.#options = { ridge, itemPower, neighbours };
    this.#itemWeights = itemWeights(tastes, itemPower);
    this.#people = new FewRows(tastes.byPerson(), this.#itemWeights);
    this.#lengths = this.#people.lengths(() => ridge);
    this.#shared = new Float32Array(tastes.rowCount);
    this.#nearness = new Float32Array(tastes.rowCount);
  }

  static load(saved: SavedPart, tastes: TasteMatrix): NearestMinded {
    const { ridge, itemPower, neighbours } = saved.manifest;
    return new NearestMinded(tastes, {
      ridge: Number(ridge),
      itemPower: Number(itemPower),
      neighbours: Number(neighbours),
    });
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    const { rowStart, rowItems, rowValues } = this.tastes;
    for (const [row, weight] of this.weightsOf(viewer))
      for (let at = rowStart[row]!; at < rowStart[row + 1]!; at++)
        out[rowItems[at]!]! += weight * rowValues[at]!;
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const { columnStart, columnRows, columnValues, columnCount } = this.tastes;
    if (item >= columnCount) return [];
    const weights = this.weightsOf(viewer);
    const evidence: Evidence[] = [];
    for (let at = columnStart[item]!; at < columnStart[item + 1]!; at++) {
      const weight = weights.get(columnRows[at]!);
      if (weight === undefined) continue;
      const contribution = weight * columnValues[at]!;
      evidence.push({ kind: 'person', index: this.tastes.personOf(columnRows[at]!), contribution });
    }
    return strongestFirst(evidence);
  }

  save(): SavedPart {
    return { manifest: { form: 'nearest', ...this.#options }, tensors: {} };
  }

  /** w by row of X, of the nearest alone; worked out once a viewer. */
  weightsOf(viewer: Viewer): ReadonlyMap<number, number> {
    const known = this.#weights.get(viewer);
    if (known !== undefined) return known;
    const weights = this.#solve(viewer);
    this.#weights.set(viewer, weights);
    return weights;
  }

  #solve(viewer: Viewer): ReadonlyMap<number, number> {
    const rows = this.#nearest(viewer);
    const weights = Float64Array.from(rows, (row) => this.#shared[row]!);
    this.#shared.fill(0);
    this.#people.solve(rows, () => this.#options.ridge, weights);
    return new Map(rows.map((row, at) => [row, weights[at]!]));
  }

  /** Leaves c in `#shared`. */
  #nearest(viewer: Viewer): number[] {
    const { columnStart, columnRows, columnValues, columnCount } = this.tastes;
    const own = this.tastes.rowOf(viewer.person);
    const seen: number[] = [];
    const newest = Math.min(viewer.items.length, NEWEST_ITEMS);
    for (let nth = 0; nth < newest; nth++) {
      const item = viewer.items[nth]!;
      if (item >= columnCount) continue;
      const value = viewer.strengths[nth]! * this.#itemWeights[item]!;
      for (let at = columnStart[item]!; at < columnStart[item + 1]!; at++) {
        const row = columnRows[at]!;
        if (row === own) continue;
        if (this.#shared[row] === 0) seen.push(row);
        this.#shared[row]! += value * columnValues[at]!;
      }
    }
    for (const row of seen) this.#nearness[row] = this.#shared[row]! / this.#lengths[row]!;
    return strongestOf(seen, this.#nearness, this.#options.neighbours);
  }
}
