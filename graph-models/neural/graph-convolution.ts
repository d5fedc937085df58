import type { Numerics } from '../kernels/numerics.js';
import { symmetricallyNormalised, transposed, type SparseRows } from '../kernels/sparse.js';
import { unitRows } from './item-vectors.js';
import { fillGaussian } from './random.js';
import type { TasteMatrix } from './taste-matrix.js';
import type { TowerPlan, Towers } from './train-towers.js';

export interface GraphStart {
  /** `sent` of the earlier fit, float32 [items, dim]. */
  readonly sent: Float32Array;
  /** `own` of the earlier fit, float32 [people, dim]. */
  readonly own: Float32Array;
}

/** sent = E + ÂE, found = E + ÂE + ÂÂE over items, where Â joins people and items, and both have parameters. */
export class GraphConvolution implements Towers {
  /** D^-½ X D^-½, float32 [people, items]; and its transpose. */
  readonly matrix: SparseRows;
  readonly #transposed: SparseRows;
  readonly #rootOfPerson: Float64Array;
  readonly #rootOfItem: Float64Array;
  /** E, float32 [people, dim] and [items, dim]. */
  readonly people: Float32Array;
  readonly items: Float32Array;
  readonly #dim: number;
  readonly #l2: number;
  readonly #moved: { readonly people: Move; readonly items: Move };
  readonly #forward: {
    readonly twice: Float32Array;
    readonly sent: Float32Array;
    readonly found: Float32Array;
  };
  readonly #backward: {
    readonly ofPeople: Float32Array;
    readonly twice: Float32Array;
    readonly ofItems: Float32Array;
  };

  constructor(
    private readonly numerics: Numerics,
    tastes: TasteMatrix,
    { dim, l2 }: { readonly dim: number; readonly l2: number },
    random: () => number,
  ) {
    const { rowCount, columnCount } = tastes;
    const { matrix, rowDegrees, columnDegrees } = symmetricallyNormalised(tastes.byPerson());
    this.matrix = numerics.sparse(matrix);
    this.#transposed = numerics.sparse(transposed(matrix));
    this.#rootOfPerson = rowDegrees.map((degree) => Math.sqrt(Math.max(degree, 1e-6)));
    this.#rootOfItem = columnDegrees.map((degree) => Math.sqrt(Math.max(degree, 1e-6)));
    this.#dim = dim;
    this.#l2 = l2;
    this.people = numerics.float32(rowCount * dim);
    this.items = numerics.float32(columnCount * dim);
    fillGaussian(this.people, 0.1, random);
    fillGaussian(this.items, 0.1, random);
    for (let item = 0; item < columnCount; item++)
      if (columnDegrees[item] === 0) this.items.fill(0, item * dim, (item + 1) * dim);
    this.#moved = { people: numerics.adam(this.people), items: numerics.adam(this.items) };
    this.#forward = {
      twice: numerics.float32(rowCount * dim),
      sent: numerics.float32(columnCount * dim),
      found: numerics.float32(columnCount * dim),
    };
    this.#backward = {
      ofPeople: numerics.float32(rowCount * dim),
      twice: numerics.float32(rowCount * dim),
      ofItems: numerics.float32(columnCount * dim),
    };
  }

  get plan(): TowerPlan {
    const own = { factor: 1, parameter: 1, through: [] };
    const received = { factor: 1, parameter: 0, through: [{ matrix: 0, transposed: true }] };
    const there = { matrix: 0, transposed: false };
    const thereAndBack = { factor: 1, parameter: 1, through: [there, ...received.through] };
    return {
      dim: this.#dim,
      l2: this.#l2,
      parameters: [this.people, this.items],
      matrices: [this.matrix],
      sent: [own, received],
      found: [own, received, thereAndBack],
    };
  }

  /** Takes the parameters with which `vectors` would answer what an earlier fit has left. */
  startFrom({ sent, own }: GraphStart): void {
    for (let at = 0; at < own.length; at++)
      this.people[at] = own[at]! * this.#rootOfPerson[Math.floor(at / this.#dim)]!;
    const { sent: received } = this.#forward;
    received.fill(0);
    this.numerics.addProduct(this.#transposed, this.people, this.#dim, received);
    for (let item = 0; item < this.#rootOfItem.length; item++) {
      const [first, end] = [item * this.#dim, (item + 1) * this.#dim];
      const isKnown = sent.subarray(first, end).some((one) => one !== 0);
      for (let at = first; at < end; at++)
        this.items[at] = isKnown ? sent[at]! * this.#rootOfItem[item]! - received[at]! : 0;
    }
  }

  /** Both are overwritten by the next call. */
  forward(): { sent: Float32Array; found: Float32Array } {
    const { twice, sent, found } = this.#forward;
    sent.set(this.items);
    this.numerics.addProduct(this.#transposed, this.people, this.#dim, sent);
    twice.fill(0);
    this.numerics.addProduct(this.matrix, this.items, this.#dim, twice);
    found.set(sent);
    this.numerics.addProduct(this.#transposed, twice, this.#dim, found);
    return { sent, found };
  }

  step(dSent: Float32Array, dFound: Float32Array, learningRate: number): void {
    const { people, items } = this.gradients(dSent, dFound);
    this.#moved.people(people, learningRate, this.#l2);
    this.#moved.items(items, learningRate, this.#l2);
  }

  /** What reaches the parameters: the transposes of what `forward` does. */
  gradients(dSent: Float32Array, dFound: Float32Array): { people: Float32Array; items: Float32Array } {
    const { ofPeople: people, twice, ofItems: items } = this.#backward;
    // Both hold E + ÂE, so what reaches it is their sum; found alone holds ÂÂE.
    this.numerics.weightedSum(dSent, 1, dFound, 1, items);
    people.fill(0);
    this.numerics.addProduct(this.matrix, items, this.#dim, people);
    twice.fill(0);
    this.numerics.addProduct(this.matrix, dFound, this.#dim, twice);
    this.numerics.addProduct(this.#transposed, twice, this.#dim, items);
    return { people, items };
  }

  /** What serving needs: item vectors, and what people send to items that come later. */
  vectors(): {
    readonly items: { readonly sent: Float32Array; readonly found: Float32Array };
    readonly people: { readonly own: Float32Array; readonly propagated: Float32Array };
  } {
    const dim = this.#dim;
    const { sent, found } = this.forward();
    const propagated = this.#backward.ofPeople;
    propagated.set(this.people);
    this.numerics.addProduct(this.matrix, this.items, dim, propagated);
    return {
      items: { sent: dividedRows(sent, this.#rootOfItem, dim), found: unitRows(found, dim) },
      people: {
        own: dividedRows(this.people, this.#rootOfPerson, dim),
        propagated: dividedRows(propagated, this.#rootOfPerson, dim),
      },
    };
  }
}

function dividedRows(table: Float32Array, by: Float64Array, dim: number): Float32Array {
  const out = new Float32Array(table.length);
  for (let at = 0; at < out.length; at++) out[at] = table[at]! / by[Math.floor(at / dim)]!;
  return out;
}

type Move = ReturnType<Numerics['adam']>;
