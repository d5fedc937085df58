import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { edgesOf } from './friends.js';
import type { GraphTaste } from './graph-taste.js';
import { COLD_ITEMS } from './history-group.js';
import { unit } from './item-vectors.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import { tastesOf } from './tastes.js';

/**
 * What friends' tastes would choose, for somebody who has shown next to none of their own: a sum over the viewer's real edges.
 *
 *   score(u, i) = Σ_f d_f^-¼ ⟨z_f / ‖z_f‖, z_i / ‖z_i‖⟩        z as in `GraphTaste`
 *
 * A few friends' own items are few, and mostly theirs alone; what suits all of them is a guess at anything in the catalogue.
 * Whoever has more than a few items is known better by these, and gets no score.
 */
export class FriendsTastePart implements Part {
  readonly name = 'friendsTaste';
  /** Kept for one answer, which asks again for each reason: somebody may have thousands of friends. */
  readonly #known = new WeakMap<Viewer, FriendsTastes>();
  /** z_f / ‖z_f‖ of everybody who was asked as a friend, for as long as nothing in it changes. */
  readonly #units = new Map<number, { readonly version: number; readonly taste: Float32Array }>();

  constructor(
    private readonly graph: InteractionGraph,
    readonly taste: GraphTaste,
  ) {}

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    const { sum } = this.#tastesFor(viewer);
    if (sum !== null) this.taste.scoreFor(sum, out);
  }

  scoreMany(viewers: readonly Viewer[], outs: readonly Float32Array[]): void {
    const sums = viewers.map((viewer) => this.#tastesFor(viewer).sum);
    const heard = [...sums.keys()].filter((nth) => sums[nth] !== null);
    outs.slice(0, viewers.length).forEach((out) => out.fill(0));
    if (heard.length > 0)
      this.taste.scoreForMany(
        heard.map((nth) => sums[nth]!),
        heard.map((nth) => outs[nth]!),
      );
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    return strongestFirst(
      this.#tastesFor(viewer).each.map(({ friend, taste, weight }) => ({
        kind: 'friend' as const,
        index: friend,
        contribution: weight * this.taste.likeness(taste, item),
      })),
    );
  }

  save(): SavedPart {
    return { manifest: {}, tensors: {} };
  }

  #tastesFor(viewer: Viewer): FriendsTastes {
    if (viewer.items.length > COLD_ITEMS) return NOBODY;
    const known = this.#known.get(viewer);
    if (known !== undefined) return known;
    const each = edgesOf(this.graph, viewer).map(({ friend, weight }) => ({
      friend,
      weight,
      taste: this.#unitOf(friend),
    }));
    const tastes = { each, sum: sumOf(each) };
    this.#known.set(viewer, tastes);
    return tastes;
  }

  #unitOf(friend: number): Float32Array {
    const version = this.graph.actsVersionOfPerson(friend);
    const known = this.#units.get(friend);
    if (known?.version === version) return known.taste;
    const tastes = tastesOf(this.graph, friend);
    const taste = unit(this.taste.tasteOf(tastes));
    // What items are like that came after the fit changes with whoever comes to have them.
    if (this.taste.knows(tastes.items)) this.#units.set(friend, { version, taste });
    return taste;
  }
}

interface FriendTaste {
  /** Index in the graph's people. */
  readonly friend: number;
  readonly weight: number;
  /** Of length 1, float32 [dim]; zeros of nothing. */
  readonly taste: Float32Array;
}

interface FriendsTastes {
  readonly each: readonly FriendTaste[];
  /** Σ weight · taste, float32 [dim]; null without friends. */
  readonly sum: Float32Array | null;
}

const NOBODY: FriendsTastes = { each: [], sum: null };

function sumOf(each: readonly FriendTaste[]): Float32Array | null {
  const [first] = each;
  if (first === undefined) return null;
  const sum = new Float32Array(first.taste.length);
  for (const { taste, weight } of each) for (let d = 0; d < sum.length; d++) sum[d]! += weight * taste[d]!;
  return sum;
}
