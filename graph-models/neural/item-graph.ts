import { dotRow, loadVectors, Places, saveVectors, weightedSum, type ItemVectors } from './item-vectors.js';
import {
  strongestFirst,
  withoutOwn,
  type Evidence,
  type Part,
  type SavedPart,
  type Tensor,
  type Viewer,
} from './part.js';

/** Items further back than this say nothing of what comes next. */
const STEPS_BACK = 20;

/** E and F, float32 [items, dim]: of no use for ranking, a later fit goes on from them. */
export interface ItemGraphParameters {
  readonly ofSent: Float32Array;
  readonly ofFound: Float32Array;
}

/**
 * What comes next, by vectors that are smoothed over a graph of like items: no recurrence, a sum over the history.
 *
 *   s = ½(E + AE), z = ½(F + AF), A from `itemLikeness`
 *   score(u, i) = ⟨Σ_k decay^k s(j_k), z_i / ‖z_i‖⟩,  j_0 the viewer's newest item
 *
 * The sum keeps its length, which the blend's scale takes out. See `fitItemGraph` for the loss.
 */
export class ItemGraph implements Part {
  readonly name = 'itemGraph';
  readonly #shares: Float32Array;
  /** Where items are found. */
  readonly places: Places;

  constructor(
    readonly items: ItemVectors,
    private readonly decay: number,
    private readonly parameters: ItemGraphParameters | null = null,
  ) {
    this.#shares = sharesOf(decay);
    this.places = new Places(items.found, items.dim);
  }

  static load(saved: SavedPart, itemOf: Int32Array, itemCount: number): ItemGraph {
    const { decay } = saved.manifest;
    if (typeof decay !== 'number') throw new TypeError('itemGraph needs its decay');
    return new ItemGraph(loadVectors(saved, itemOf, itemCount), decay);
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    this.places.near(this.#tasteOf(viewer), out);
    this.#withoutOwn(viewer, out);
  }

  scoreMany(viewers: readonly Viewer[], outs: readonly Float32Array[]): void {
    viewers.forEach((_, nth) => outs[nth]!.fill(0));
    this.places.nearMany(
      viewers.map((viewer) => this.#tasteOf(viewer)),
      outs,
    );
    viewers.forEach((viewer, nth) => this.#withoutOwn(viewer, outs[nth]!));
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const { sent, found, dim } = this.items;
    const place = found.subarray(item * dim, (item + 1) * dim);
    if (place.length < dim) return [];
    return strongestFirst(
      Array.from(viewer.items.subarray(0, STEPS_BACK), (index, back) => ({
        kind: 'item' as const,
        index,
        contribution: index === item ? 0 : this.#shares[back]! * dotRow(sent, index, place),
      })),
    );
  }

  #withoutOwn({ items }: Viewer, out: Float32Array): void {
    const { sent, found, dim } = this.items;
    withoutOwn(items.subarray(0, STEPS_BACK), out, (item, back) => {
      const place = found.subarray(item * dim, (item + 1) * dim);
      return place.length < dim ? 0 : this.#shares[back]! * dotRow(sent, item, place);
    });
  }

  #tasteOf({ items }: Viewer): Float32Array {
    const { sent, dim } = this.items;
    return weightedSum(sent, dim, items.subarray(0, STEPS_BACK), this.#shares);
  }

  save(): SavedPart {
    const { dim } = this.items;
    const table = (data: Float32Array): Tensor => ({ data, shape: [data.length / dim, dim] });
    const { parameters } = this;
    return {
      manifest: { dim, decay: this.decay },
      tensors: {
        ...saveVectors(this.items),
        ...(parameters && { ofSent: table(parameters.ofSent), ofFound: table(parameters.ofFound) }),
      },
    };
  }
}

/** decay^k for every step back. */
export function sharesOf(decay: number): Float32Array {
  return Float32Array.from({ length: STEPS_BACK }, (_, back) => decay ** back);
}
