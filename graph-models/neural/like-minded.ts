import { invertedSymmetric } from '../kernels/symmetric-inverse.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import { weightedGram } from './taste-grams.js';
import type { TasteMatrix } from './taste-matrix.js';

export interface LikeMindedOptions {
  /** λ: how strongly weights are held towards 0. */
  readonly ridge?: number;
  /** An item that n people have counts n to this power: rare agreement says more. */
  readonly itemPower?: number;
}

/** Above it `NearestMinded` takes the place of the inverse, which at 12,000 has 576 MB and takes two and a half minutes of one core. */
export const LARGEST_LIKE_MINDED = 12_000;

/**
 * A ridge regression of every person on all others, in closed form.
 *
 *   W = argmin Σ_i n_i^p (x_ui - Σ_v W_uv x_vi)² + λ‖W‖²,  W_uu = 0
 *   P = (X D Xᵀ + λI)⁻¹,  W_uv = -P_uv / P_uu,  score(u, i) = Σ_v W_uv x_vi      Steck 2019 (EASE), transposed
 *
 * Somebody new, or with acts since the fit, is solved from the same P: with P₋ᵤ = P - p_u p_uᵀ / P_uu,
 * changing x by Δ changes the weights by P₋ᵤ X D Δ. Held towards a instead of 0, they change by λ P₋ᵤ a.
 */
export class LikeMinded implements Part {
  readonly name = 'likeMinded';
  readonly #weights = new WeakMap<Viewer, Float64Array>();

  private constructor(
    readonly tastes: TasteMatrix,
    private readonly ridge: number,
    private readonly itemPower: number,
    /** float32 [rowCount, rowCount] */
    private readonly p: Float32Array,
  ) {}

  static fit(tastes: TasteMatrix, options: LikeMindedOptions = {}): LikeMinded {
    const { ridge = 60, itemPower = -0.35 } = options;
    const weights = itemWeights(tastes, itemPower);
    const p = invertedSymmetric(tastes.rowCount, (gram) => weightedGram(tastes, weights, ridge, gram));
    return new LikeMinded(tastes, ridge, itemPower, p);
  }

  static load(saved: SavedPart, tastes: TasteMatrix): LikeMinded {
    const p = saved.tensors['p']?.data;
    const n = tastes.rowCount;
    if (!(p instanceof Float32Array) || p.length !== n * n)
      throw new TypeError(`p of likeMinded has to be float32 [${n}, ${n}]`);
    return new LikeMinded(tastes, Number(saved.manifest['ridge']), Number(saved.manifest['itemPower']), p);
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    this.tastes.addWeightedRows(this.weightsOf(viewer), out);
  }

  scoreMany(viewers: readonly Viewer[], outs: readonly Float32Array[]): void {
    this.tastes.weightedRows(
      viewers.map((viewer) => this.weightsOf(viewer)),
      outs,
    );
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const { columnStart, columnRows, columnValues, columnCount } = this.tastes;
    if (item >= columnCount) return [];
    const weights = this.weightsOf(viewer);
    const evidence: Evidence[] = [];
    for (let at = columnStart[item]!; at < columnStart[item + 1]!; at++) {
      const row = columnRows[at]!;
      const contribution = weights[row]! * columnValues[at]!;
      evidence.push({ kind: 'person', index: this.tastes.personOf(row), contribution });
    }
    return strongestFirst(evidence);
  }

  save(): SavedPart {
    const n = this.tastes.rowCount;
    return {
      manifest: { ridge: this.ridge, itemPower: this.itemPower },
      tensors: { p: { data: this.p, shape: [n, n] } },
    };
  }

  /** W_u, float64 [rowCount]: how much each person's acts say about the viewer; worked out once a viewer. */
  weightsOf(viewer: Viewer): Float64Array {
    const known = this.#weights.get(viewer);
    if (known !== undefined) return known;
    const weights = this.#solve(viewer);
    this.#weights.set(viewer, weights);
    return weights;
  }

  #solve(viewer: Viewer): Float64Array {
    const { tastes, p } = this;
    const n = tastes.rowCount;
    const row = tastes.rowOf(viewer.person);
    const weights = new Float64Array(n);
    const sinceFit = row < 0 ? null : tastes.changesSince(row, viewer);
    const inAll = tastes.changesSince(-1, viewer);
    const fromFit = sinceFit !== null && sinceFit.items.length <= inAll.items.length;
    const change = fromFit ? sinceFit : inAll;
    for (let c = 0; c < change.items.length; c++) {
      const item = change.items[c]!;
      const value = change.values[c]! * itemWeight(tastes.peopleOf(item), this.itemPower);
      for (let at = tastes.columnStart[item]!; at < tastes.columnStart[item + 1]!; at++) {
        const other = tastes.columnRows[at]!;
        if (other !== row) addRow(p, n, other, value * tastes.columnValues[at]!, weights);
      }
    }
    if (row < 0) return weights;
    this.#withoutOwn(row, weights);
    if (fromFit) addRow(p, n, row, -1 / p[row * n + row]!, weights);
    weights[row] = 0;
    return weights;
  }

  /** weights += λ · edge · P[friend, ·]: the friend's term of the residual, before `finishResidual`. */
  addResidualOf(person: number, friend: number, edge: number, weights: Float64Array): void {
    const row = this.tastes.rowOf(friend);
    if (row < 0 || friend === person) return;
    addRow(this.p, this.tastes.rowCount, row, this.ridge * edge, weights);
  }

  /** The friend's term of the residual for one item: what `addResidualOf` and `finishResidual` would come to. */
  residualOf(person: number, friend: number, edge: number, item: number): number {
    const { tastes, p } = this;
    const n = tastes.rowCount;
    const of = tastes.rowOf(friend);
    if (of < 0 || friend === person || item >= tastes.columnCount) return 0;
    const own = tastes.rowOf(person);
    const share = own < 0 ? 0 : p[of * n + own]! / p[own * n + own]!;
    let sum = 0;
    for (let at = tastes.columnStart[item]!; at < tastes.columnStart[item + 1]!; at++) {
      const row = tastes.columnRows[at]!;
      if (row === own) continue;
      const left = own < 0 ? 0 : share * p[own * n + row]!;
      sum += (p[of * n + row]! - left) * tastes.columnValues[at]!;
    }
    return this.ridge * edge * sum;
  }

  /** Turns Σ P[f, ·] into Σ P₋ᵤ[f, ·]; linear, so it may be done once or friend by friend. */
  finishResidual(person: number, weights: Float64Array): void {
    const row = this.tastes.rowOf(person);
    if (row >= 0) this.#withoutOwn(row, weights);
  }

  #withoutOwn(row: number, weights: Float64Array): void {
    const n = this.tastes.rowCount;
    addRow(this.p, n, row, -weights[row]! / this.p[row * n + row]!, weights);
    weights[row] = 0;
  }
}

/** D: what each item counts, float64 [columnCount]. */
export function itemWeights(tastes: TasteMatrix, power: number): Float64Array {
  return Float64Array.from({ length: tastes.columnCount }, (_, item) =>
    itemWeight(tastes.peopleOf(item), power),
  );
}

function itemWeight(people: number, power: number): number {
  return people === 0 ? 0 : people ** power;
}

function addRow(p: Float32Array, n: number, row: number, factor: number, into: Float64Array): void {
  const base = row * n;
  for (let k = 0; k < n; k++) into[k]! += factor * p[base + k]!;
}
