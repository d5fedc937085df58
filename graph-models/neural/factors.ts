import { dotRow, Places, renumberedRows, weightedSum } from './item-vectors.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import { factorPositive, solveFactored } from './solve-positive.js';

/** What the fit leaves of the items, and what the equations of all people share. */
export interface ItemFactors {
  readonly dim: number;
  /** v_i, float32 [itemCount, dim]; zeros for items that the fit did not know. */
  readonly vectors: Float32Array;
  /** α VᵀV of the fit, float32 [dim, dim]. */
  readonly gram: Float32Array;
  readonly alpha: number;
  /** λ */
  readonly ridge: number;
  /** |I|: the items of the fit. */
  readonly itemCount: number;
}

/**
 * Matrix factorisation of implicit feedback by alternating least squares (iALS): the u and v of which
 *
 *   Σ_ui x_ui (1 - ⟨u, v_i⟩)² + α Σ_ui ⟨u, v_i⟩² + λ Σ_u (n_u + α |I|) ‖u‖² + λ Σ_i (n_i + α |U|) ‖v_i‖²
 *
 * is least, n being the sum of a row's x.                        Hu et al. 2008; ridges of Rendle et al. 2022, eq. 12 with ν = 1
 *
 *   A_u u = Σ_j x_uj v_j,   A_u = α VᵀV + Σ_j x_uj v_j v_jᵀ + λ (n_u + α |I|) 1,   score(u, i) = ⟨u, v_i⟩
 *
 * No person's u is kept: it is solved for, exactly, from the acts of this moment, so that newcomers are embedded like everybody
 * else, what is taken back is forgotten, and a score is a sum over the viewer's items: Σ_j x_uj ⟨v_j, A_u⁻¹ v_i⟩ (Hu et al. 2008,
 * section 5). Items that came after the fit say nothing and score 0. See `fitFactors`.
 */
export class Factors implements Part {
  readonly name = 'factors';
  readonly #places: Places;
  readonly #vectors = new WeakMap<Viewer, Float32Array>();
  readonly #equations = new WeakMap<Viewer, Float64Array>();

  constructor(private readonly items: ItemFactors) {
    this.#places = new Places(items.vectors, items.dim);
  }

  /**
   * @param itemOf fitted row -> item of the graph, -1 for none
   * @throws TypeError when a tensor is of another shape or a number is missing
   */
  static load(saved: SavedPart, itemOf: Int32Array, itemCount: number): Factors {
    const vectors = renumberedRows(saved, 'vectors', itemOf, itemCount);
    const dim = Number(saved.manifest['dim']);
    const gram = saved.tensors['gram']?.data;
    if (!(gram instanceof Float32Array) || gram.length !== dim * dim)
      throw new TypeError(`gram of factors has to be float32 [${dim}, ${dim}]`);
    const [alpha, ridge, fitted] = ['alpha', 'ridge', 'itemCount'].map((name) => {
      const number = saved.manifest[name];
      if (typeof number !== 'number' || !(number > 0))
        throw new TypeError(`${name} of factors has to be above 0`);
      return number;
    });
    return new Factors({ dim, vectors, gram, alpha: alpha!, ridge: ridge!, itemCount: fitted! });
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    this.#places.near(this.#vectorOf(viewer), out);
  }

  scoreMany(viewers: readonly Viewer[], outs: readonly Float32Array[]): void {
    viewers.forEach((_, nth) => outs[nth]!.fill(0));
    this.#places.nearMany(
      viewers.map((viewer) => this.#vectorOf(viewer)),
      outs,
    );
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const { dim, vectors } = this.items;
    const turned = Float64Array.from(vectors.subarray(item * dim, (item + 1) * dim));
    if (turned.every((one) => one === 0)) return [];
    solveFactored(this.#equationsOf(viewer), dim, turned);
    const found = Float32Array.from(turned);
    return strongestFirst(
      Array.from(viewer.items, (index, i) => ({
        kind: 'item' as const,
        index,
        contribution: viewer.strengths[i]! * dotRow(vectors, index, found),
      })),
    );
  }

  save(): SavedPart {
    const { dim, vectors, gram, alpha, ridge, itemCount } = this.items;
    return {
      manifest: { dim, alpha, ridge, itemCount },
      tensors: {
        vectors: { data: vectors, shape: [vectors.length / dim, dim] },
        gram: { data: gram, shape: [dim, dim] },
      },
    };
  }

  /** u, float32 [dim]; zeros for somebody who has nothing. Worked out once a viewer. */
  #vectorOf(viewer: Viewer): Float32Array {
    const known = this.#vectors.get(viewer);
    if (known !== undefined) return known;
    const { dim, vectors } = this.items;
    const sum = weightedSum(vectors, dim, viewer.items, viewer.strengths);
    const vector = Float64Array.from(sum);
    if (sum.some((one) => one !== 0)) solveFactored(this.#factored(viewer), dim, vector);
    const solved = Float32Array.from(vector);
    this.#vectors.set(viewer, solved);
    return solved;
  }

  /** The Cholesky factor of A_u, kept only of viewers who are told why. */
  #equationsOf(viewer: Viewer): Float64Array {
    const known = this.#equations.get(viewer);
    if (known !== undefined) return known;
    const lower = this.#factored(viewer);
    this.#equations.set(viewer, lower);
    return lower;
  }

  #factored({ items, strengths }: Viewer): Float64Array {
    const { dim, vectors, gram, alpha, ridge, itemCount } = this.items;
    const a = Float64Array.from(gram);
    let count = 0;
    items.forEach((item, i) => {
      const own = vectors.subarray(item * dim, (item + 1) * dim);
      if (own.every((one) => one === 0)) return;
      count += strengths[i]!;
      for (let row = 0; row < dim; row++) {
        const times = strengths[i]! * own[row]!;
        for (let column = 0; column <= row; column++) a[row * dim + column]! += times * own[column]!;
      }
    });
    for (let d = 0; d < dim; d++) a[d * dim + d]! += ridge * (count + alpha * itemCount);
    factorPositive(a, dim);
    return a;
  }
}
