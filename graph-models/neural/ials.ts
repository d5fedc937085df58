import { dotRow, Places, renumberedRows, weightedSum } from './item-vectors.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import { solvePositive } from './solve-positive.js';

/** What the fit leaves of the items, and what every person's equations share. */
export interface ItemFactors {
  readonly dim: number;
  /** q_i, float32 [itemCount, dim]; zeros for items that the fit did not know. */
  readonly vectors: Float32Array;
  /** α QᵀQ of the fit, float32 [dim, dim]. */
  readonly gram: Float32Array;
  /** λ, and α times the items of the fit. */
  readonly ridge: number;
  readonly unseen: number;
}

/**
 * Matrix factorisation of implicit feedback (iALS), Hu et al. 2008 with the regularisation of Rendle et al. 2022:
 *
 *   Σ_ui x_ui (1 - ⟨p_u, q_i⟩)² + α Σ_ui ⟨p_u, q_i⟩² + λ (Σ_u (n_u + α |I|) ‖p_u‖² + Σ_i (n_i + α |U|) ‖q_i‖²)  is least
 *   A_u p_u = Σ_j x_uj q_j,   A_u = α QᵀQ + Σ_j x_uj q_j q_jᵀ + λ (n_u + α |I|) 1;   score(u, i) = ⟨p_u, q_i⟩
 *
 * Nobody has a vector that is kept: p_u is solved for from the acts of this moment, so newcomers are embedded like
 * everybody else, what is taken back is forgotten, and a score is a sum over the viewer's items. See `fitIals`.
 */
export class Ials implements Part {
  readonly name = 'ials';
  readonly #places: Places;

  constructor(private readonly items: ItemFactors) {
    this.#places = new Places(items.vectors, items.dim);
  }

  static load(saved: SavedPart, itemOf: Int32Array, itemCount: number): Ials {
    const { dim, ridge, unseen } = saved.manifest;
    const gram = saved.tensors['gram']?.data;
    const vectors = renumberedRows(saved, 'vectors', itemOf, itemCount);
    if (!(gram instanceof Float32Array) || gram.length !== Number(dim) ** 2)
      throw new TypeError(`gram has to be float32 [${Number(dim)}, ${Number(dim)}]`);
    if (!(Number(ridge) > 0) || !(Number(unseen) > 0))
      throw new TypeError('ials needs its ridge and its weight of unseen items, both above 0');
    return new Ials({ dim: Number(dim), vectors, gram, ridge: Number(ridge), unseen: Number(unseen) });
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    this.#places.near(this.#tasteOf(viewer), out);
  }

  scoreMany(viewers: readonly Viewer[], outs: readonly Float32Array[]): void {
    viewers.forEach((_, nth) => outs[nth]!.fill(0));
    this.#places.nearMany(
      viewers.map((viewer) => this.#tasteOf(viewer)),
      outs,
    );
  }

  /** ⟨A_u⁻¹ Σ_j x_uj q_j, q_i⟩ = Σ_j x_uj ⟨q_j, A_u⁻¹ q_i⟩. */
  evidence(viewer: Viewer, item: number): Evidence[] {
    const { dim, vectors } = this.items;
    const turned = this.#solved(viewer, vectors.slice(item * dim, (item + 1) * dim));
    return strongestFirst(
      Array.from(viewer.items, (index, i) => ({
        kind: 'item' as const,
        index,
        contribution: viewer.strengths[i]! * dotRow(vectors, index, turned),
      })),
    );
  }

  save(): SavedPart {
    const { dim, vectors, gram, ridge, unseen } = this.items;
    return {
      manifest: { dim, ridge, unseen },
      tensors: {
        vectors: { data: vectors, shape: [vectors.length / dim, dim] },
        gram: { data: gram, shape: [dim, dim] },
      },
    };
  }

  /** p_u, float32 [dim]; zeros of nothing. */
  #tasteOf(viewer: Viewer): Float32Array {
    const { dim, vectors } = this.items;
    return this.#solved(viewer, weightedSum(vectors, dim, viewer.items, viewer.strengths));
  }

  /** A_u⁻¹ of a vector. */
  #solved({ items, strengths }: Viewer, vector: Float32Array): Float32Array {
    if (vector.every((one) => one === 0)) return vector;
    const { dim, vectors, gram, ridge, unseen } = this.items;
    const a = Float64Array.from(gram);
    const count = strengths.reduce((sum, strength) => sum + strength, 0);
    for (let d = 0; d < dim; d++) a[d * dim + d]! += ridge * (count + unseen);
    items.forEach((item, i) => {
      const own = vectors.subarray(item * dim, (item + 1) * dim);
      for (let row = 0; row < own.length; row++) {
        const times = strengths[i]! * own[row]!;
        for (let column = 0; column <= row; column++) a[row * dim + column]! += times * own[column]!;
      }
    });
    const x = Float64Array.from(vector);
    solvePositive(a, dim, x);
    return Float32Array.from(x);
  }
}
