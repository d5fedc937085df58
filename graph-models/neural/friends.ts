import { HEARD_KINDS } from '../interactions/act-kinds.js';
import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { bitsOf, EVERY_WISH, type WishFilter } from '../interactions/wish-filter.js';
import type { LikeMinded } from './like-minded.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';

export interface FriendsOptions {
  /** What d_f is raised to: below 0, a friend of everybody's says less. */
  readonly listenerPower?: number;
  /** After how many days a friend's act counts half; 0 for never. Age is counted from the graph's newest act. */
  readonly halfLifeDays?: number;
}

const LISTENER_POWER = -0.25;
const HEARD = bitsOf(HEARD_KINDS);
const DAY_MS = 86_400_000;

/**
 * What friends did, raw: a sum over the viewer's real edges, over live acts.
 *
 *   score(u, i) = Σ_f F̂_uf x_fi 2^(-age / half-life),  F̂ = D^-¼ F D^-¼
 *
 * Departure: the viewer's own factor d_u^-¼, the same for every edge of one answer, is left to the blend's
 * scale, so that taking an edge away changes the score by that edge's term and nothing else.
 */
export class FriendsPart implements Part {
  readonly name = 'friends';

  readonly #listenerPower: number;
  readonly #halfLifeMs: number;

  constructor(
    private readonly graph: InteractionGraph,
    { listenerPower = LISTENER_POWER, halfLifeDays = 0 }: FriendsOptions = {},
  ) {
    this.#listenerPower = listenerPower;
    this.#halfLifeMs = halfLifeDays * DAY_MS;
  }

  static load(saved: SavedPart, graph: InteractionGraph): FriendsPart {
    const { listenerPower, halfLifeDays } = saved.manifest;
    return new FriendsPart(graph, {
      listenerPower: Number(listenerPower),
      halfLifeDays: Number(halfLifeDays),
    });
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    const heard = this.#heard();
    for (const { friend, weight } of edgesOf(this.graph, viewer, this.#listenerPower))
      this.graph.addWishesOf(friend, weight, out, heard);
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const heard = this.#heard();
    return strongestFirst(
      edgesOf(this.graph, viewer, this.#listenerPower).map(({ friend, weight }) => ({
        kind: 'friend' as const,
        index: friend,
        contribution: weight * this.graph.wishOf(friend, item, heard),
      })),
    );
  }

  save(): SavedPart {
    const manifest = { listenerPower: this.#listenerPower, halfLifeDays: this.#halfLifeMs / DAY_MS };
    return { manifest, tensors: {} };
  }

  #heard(): WishFilter {
    return { ...EVERY_WISH, kinds: HEARD, halfLifeMs: this.#halfLifeMs, now: this.graph.newestActAt() };
  }
}

/**
 * What friends like that like-minded strangers do not explain: λ Σ_f F̂_uf Σ_v P₋ᵤ[f, v] x_vi.
 *
 * This is what shrinking the like-minded weights towards friends (instead of towards 0) adds to them, see
 * `LikeMinded`; it has its own weight in the blend, and it too is a sum over edges.
 */
export class FriendsResidualPart implements Part {
  readonly name = 'friendsResidual';

  constructor(
    private readonly graph: InteractionGraph,
    readonly likeMinded: LikeMinded,
  ) {}

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    this.likeMinded.tastes.addWeightedRows(this.#weightsOf(viewer), out);
  }

  scoreMany(viewers: readonly Viewer[], outs: readonly Float32Array[]): void {
    this.likeMinded.tastes.weightedRows(
      viewers.map((viewer) => this.#weightsOf(viewer)),
      outs,
    );
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    return strongestFirst(
      edgesOf(this.graph, viewer).map(({ friend, weight }) => ({
        kind: 'friend' as const,
        index: friend,
        contribution: this.likeMinded.residualOf(viewer.person, friend, weight, item),
      })),
    );
  }

  save(): SavedPart {
    return { manifest: {}, tensors: {} };
  }

  /** λ Σ_f F̂_uf P₋ᵤ[f, ·], float64 [rowCount]. */
  #weightsOf(viewer: Viewer): Float64Array {
    const weights = new Float64Array(this.likeMinded.tastes.rowCount);
    for (const { friend, weight } of edgesOf(this.graph, viewer))
      this.likeMinded.addResidualOf(viewer.person, friend, weight, weights);
    this.likeMinded.finishResidual(viewer.person, weights);
    return weights;
  }
}

/** The viewer's edges, each weighing d_f^power · influence, where d_f is how many people listen to the friend. */
export function edgesOf(
  graph: InteractionGraph,
  viewer: Viewer,
  power = LISTENER_POWER,
): { friend: number; weight: number }[] {
  return Array.from(viewer.friends, (friend, i) => ({
    friend,
    weight: Math.max(1, graph.listenerCountOf(friend)) ** power * (viewer.influence?.[i] ?? 1),
  }));
}
