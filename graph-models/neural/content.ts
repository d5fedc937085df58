import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { strongestFirst, withoutOwn, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';

/** More new items than this since the last look: the inverted lists are built anew. */
const NEW_ITEMS_KEPT_ASIDE = 500;

export interface ContentOptions {
  /** What each step back in the viewer's history counts, against the step after it; 1 where only all of it matters. */
  readonly decay?: number;
}

/**
 * Likeness of what items *are*: the cosine of idf-weighted attributes, summed over the viewer's items.
 *
 *   a_i = (idf_t) for t in attributes of i, scaled to length 1;  idf_t = ln(1 + items / n_t)
 *   score(u, i) = Σ_k s_k a_jk · a_i / ‖s‖₁,  s_k = x_ujk decay^k,  j_0 the viewer's newest item
 *
 * An item described after the fit counts at once: the lists follow the graph.
 */
export class ContentPart implements Part {
  readonly name = 'content';
  #version = -1;
  #builtItems = 0;
  #idf = new Float32Array(0);
  #start = new Int32Array(1);
  #listItems = new Int32Array(0);
  #listValues = new Float32Array(0);

  readonly #decay: number;

  constructor(
    private readonly graph: InteractionGraph,
    { decay = 1 }: ContentOptions = {},
  ) {
    this.#decay = decay;
  }

  static load(saved: SavedPart, graph: InteractionGraph): ContentPart {
    return new ContentPart(graph, { decay: Number(saved.manifest['decay'] ?? 1) });
  }

  score(viewer: Viewer, out: Float32Array): void {
    this.#follow();
    out.fill(0);
    const shares = this.#sharesOf(viewer);
    const profile = this.#profileOf(viewer, shares);
    for (const [attribute, wish] of profile) {
      const end = this.#start[attribute + 1] ?? 0;
      for (let at = this.#start[attribute] ?? 0; at < end; at++) {
        const item = this.#listItems[at]!;
        if (item < out.length) out[item]! += wish * this.#listValues[at]!;
      }
    }
    for (let item = this.#builtItems; item < out.length; item++) {
      let sum = 0;
      for (const [attribute, value] of this.#vectorOf(item)) sum += (profile.get(attribute) ?? 0) * value;
      out[item] = sum;
    }
    // A vector has length 1.
    withoutOwn(viewer.items, out, (item, i) => (this.graph.attributesOf(item).length > 0 ? shares[i]! : 0));
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    this.#follow();
    const shares = this.#sharesOf(viewer);
    const profile = this.#profileOf(viewer, shares);
    const own = shares[viewer.items.indexOf(item)] ?? 0;
    return strongestFirst(
      this.#vectorOf(item).map(([attribute, value]) => ({
        kind: 'attribute' as const,
        index: attribute,
        contribution: ((profile.get(attribute) ?? 0) - own * value) * value,
      })),
    );
  }

  save(): SavedPart {
    return { manifest: { decay: this.#decay }, tensors: {} };
  }

  #profileOf({ items }: Viewer, shares: Float32Array): Map<number, number> {
    const profile = new Map<number, number>();
    for (let i = 0; i < items.length; i++) {
      const share = shares[i]!;
      if (share === 0) break;
      for (const [attribute, value] of this.#vectorOf(items[i]!))
        profile.set(attribute, (profile.get(attribute) ?? 0) + share * value);
    }
    return profile;
  }

  /** How much of the profile each of the viewer's items is; they add up to 1. */
  #sharesOf({ strengths }: Viewer): Float32Array {
    const faded = strengths.map((strength, back) => strength * this.#decay ** back);
    const total = faded.reduce((sum, strength) => sum + strength, 0);
    return faded.map((strength) => strength / total);
  }

  #vectorOf(item: number): [attribute: number, value: number][] {
    const attributes = this.graph.attributesOf(item);
    let square = 0;
    for (const attribute of attributes) square += this.#idfOf(attribute) ** 2;
    const length = Math.sqrt(square);
    return Array.from(attributes, (attribute) => [attribute, this.#idfOf(attribute) / length]);
  }

  #idfOf(attribute: number): number {
    return this.#idf[attribute] ?? Math.log1p(Math.max(1, this.#builtItems));
  }

  #follow(): void {
    const { graph } = this;
    const changes = graph.itemFactsVersion - this.#version;
    if (this.#version >= 0 && changes <= Math.max(NEW_ITEMS_KEPT_ASIDE, this.#builtItems / 100)) return;
    this.#version = graph.itemFactsVersion;
    this.#builtItems = graph.itemCount;
    const attributeCount = graph.attributes.size;
    const start = new Int32Array(attributeCount + 1);
    for (let item = 0; item < graph.itemCount; item++)
      for (const attribute of graph.attributesOf(item)) start[attribute + 1]!++;
    this.#idf = Float32Array.from({ length: attributeCount }, (_, attribute) =>
      Math.log1p(graph.itemCount / Math.max(1, start[attribute + 1]!)),
    );
    for (let attribute = 0; attribute < attributeCount; attribute++)
      start[attribute + 1]! += start[attribute]!;
    this.#start = start;
    this.#listItems = new Int32Array(start[attributeCount]!);
    this.#listValues = new Float32Array(start[attributeCount]!);
    const next = start.slice();
    for (let item = 0; item < graph.itemCount; item++) {
      for (const [attribute, value] of this.#vectorOf(item)) {
        const at = next[attribute]!++;
        this.#listItems[at] = item;
        this.#listValues[at] = value;
      }
    }
  }
}
