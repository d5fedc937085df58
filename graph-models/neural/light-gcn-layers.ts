import type { Numerics } from '../kernels/numerics.js';
import { symmetricallyNormalised, transposed, type SparseRows } from '../kernels/sparse.js';
import type { TasteMatrix } from './taste-matrix.js';

export interface Vectors {
  /** float32 [people, dim] and [items, dim] */
  readonly people: Float32Array;
  readonly items: Float32Array;
}

/** LightGCN’s propagation and its way back, over people and items as the two sides of one graph. */
export class Propagation {
  /** E⁽⁰⁾; zeros for those without an edge. */
  readonly parameters: Vectors;
  /** Room for the loss's gradients by what `forward` answers. */
  readonly gradients: Vectors;
  readonly #toItems: SparseRows;
  readonly #toPeople: SparseRows;
  readonly #rooms: readonly [Vectors, Vectors];
  readonly #move: { readonly people: Move; readonly items: Move };

  constructor(
    private readonly numerics: Numerics,
    tastes: TasteMatrix,
    private readonly options: { readonly dim: number; readonly layers: number },
    random: () => number,
  ) {
    const { dim } = options;
    const { rowCount, columnCount, rowStart, rowItems } = tastes;
    const ones = new Float32Array(rowItems.length).fill(1);
    const { matrix, rowDegrees, columnDegrees } = symmetricallyNormalised({
      ...{ rowCount, columnCount, start: rowStart, columns: rowItems, values: ones },
    });
    this.#toPeople = numerics.sparse(matrix);
    this.#toItems = numerics.sparse(transposed(matrix));
    const room = (): Vectors => ({
      people: numerics.float32(rowCount * dim),
      items: numerics.float32(columnCount * dim),
    });
    this.parameters = room();
    this.gradients = room();
    this.#rooms = [room(), room()];
    fillXavier(this.parameters.people, dim, rowDegrees, random);
    fillXavier(this.parameters.items, dim, columnDegrees, random);
    this.#move = {
      people: numerics.adam(this.parameters.people),
      items: numerics.adam(this.parameters.items),
    };
  }

  /** The sum of all layers; overwritten by the next call. */
  forward(): Vectors {
    return this.#sumOfLayers(this.parameters);
  }

  /** What reaches the parameters of `gradients`; overwritten by the next call, as `forward`'s answer is. */
  back(): Vectors {
    return this.#sumOfLayers(this.gradients);
  }

  /** Moves against `gradients`, and towards 0 by the weight of ½‖e⁽⁰⁾‖² of each row. */
  step(held: { readonly [side in keyof Vectors]: Float32Array }, learningRate: number): void {
    const gradients = this.back();
    const { dim } = this.options;
    for (const side of ['people', 'items'] as const) {
      const [own, out] = [this.parameters[side], gradients[side]];
      held[side].forEach((weight, row) => {
        if (weight > 0) for (let at = row * dim; at < (row + 1) * dim; at++) out[at]! += weight * own[at]!;
      });
      this.#move[side](out, learningRate, 0);
    }
  }

  /** x + Âx + … + Âᴷx as x + Â(x + Â(x + …)); Â is symmetric, so gradients go back the same way. */
  #sumOfLayers(x: Vectors): Vectors {
    const { dim, layers } = this.options;
    let [from, to] = this.#rooms;
    from.people.set(x.people);
    from.items.set(x.items);
    for (let layer = 0; layer < layers; layer++) {
      to.people.set(x.people);
      to.items.set(x.items);
      this.numerics.addProduct(this.#toPeople, from.items, dim, to.people);
      this.numerics.addProduct(this.#toItems, from.people, dim, to.items);
      [from, to] = [to, from];
    }
    return from;
  }
}

type Move = ReturnType<Numerics['adam']>;

/** Even in ±√(6 / (rows + dim)): Glorot and Bengio 2010. */
function fillXavier(table: Float32Array, dim: number, degrees: Float64Array, random: () => number): void {
  const bound = Math.sqrt(6 / (degrees.length + dim));
  for (let at = 0; at < table.length; at++) {
    const drawn = bound * (2 * random() - 1);
    table[at] = degrees[Math.floor(at / dim)] === 0 ? 0 : drawn;
  }
}
