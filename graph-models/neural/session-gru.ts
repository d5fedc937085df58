import { ACT_KINDS } from '../interactions/act-kinds.js';
import { featuresOf, loadHead, logitsOf, probabilitiesOf, saveHead, type IntentHead } from './intent.js';
import type { ItemGraph } from './item-graph.js';
import { dotRow } from './item-vectors.js';
import { ManySessions } from './many-sessions.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import { SessionCell, type SessionWeights } from './session-cell.js';
import { SessionStates } from './session-states.js';
import { actsWith, GAPS, newestStretches, stepsOf, type Steps } from './session-steps.js';

/**
 * What comes next, by what was done, in which order and how long apart: a GRU over acts (Cho et al. 2014, Hidasi et al. 2016).
 *
 *   x_t = c s(item) + k(kind of act) + g(log of the gap),  h_t = GRU(x_t, h_{t-1}),  score(u, i) = ⟨h_T, z_i / ‖z_i‖⟩
 *
 * s and z are the item graph's, smoothed over like items. The score keeps the state's length, which the blend's scale takes
 * out. Its evidence is what each act has left in the state, see `SessionStates.tracesOf`. See `fitSessionGru` for the loss.
 */
export class SessionGru implements Part {
  readonly name = 'session';
  readonly states: SessionStates;
  readonly #isKnown: Uint8Array;
  #many: ManySessions | null = null;

  constructor(
    private readonly weights: SessionWeights,
    readonly itemGraph: ItemGraph,
    readonly intent: IntentHead | null = null,
  ) {
    const { sent, dim } = itemGraph.items;
    this.states = new SessionStates(new SessionCell(weights, itemGraph.items));
    this.#isKnown = Uint8Array.from({ length: sent.length / dim }, (_, item) =>
      Number(sent.subarray(item * dim, (item + 1) * dim).some((one) => one !== 0)),
    );
  }

  /** @param itemGraph the one that it was fitted on, loaded */
  static load(saved: SavedPart, itemGraph: ItemGraph): SessionGru {
    const { dim } = itemGraph.items;
    return new SessionGru(sessionWeightsOf(saved, dim), itemGraph, loadHead(saved, dim));
  }

  withIntent(intent: IntentHead | null): SessionGru {
    return new SessionGru(this.weights, this.itemGraph, intent);
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    this.itemGraph.places.near(this.states.stateOf(viewer.person, this.stepsOf(viewer)), out);
  }

  scoreMany(viewers: readonly Viewer[], outs: readonly Float32Array[]): void {
    viewers.forEach((_, nth) => outs[nth]!.fill(0));
    this.itemGraph.places.nearMany(this.statesAfter(viewers.map((viewer) => this.stepsOf(viewer))), outs);
  }

  /** float32 [H] after each of these sessions: what `states` comes to, but for rounding, and much sooner. */
  statesAfter(sessions: readonly Steps[]): Float32Array[] {
    this.#many ??= new ManySessions(this.weights, this.itemGraph.items);
    return this.#many.statesAfter(sessions);
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const { found, dim } = this.itemGraph.items;
    const place = found.subarray(item * dim, (item + 1) * dim);
    if (place.length < dim) return [];
    const { steps, rows } = this.states.tracesOf(this.stepsOf(viewer));
    const byItem = new Map<number, number>();
    steps.items.forEach((index, step) =>
      byItem.set(index, (byItem.get(index) ?? 0) + dotRow(rows, step, place)),
    );
    return strongestFirst(
      Array.from(byItem, ([index, contribution]) => ({ kind: 'item' as const, index, contribution })),
    );
  }

  /** The acts that the state is made of; those on items that the fit did not know say nothing. */
  stepsOf(viewer: Pick<Viewer, 'acts' | 'items' | 'times'>): Steps {
    return newestStretches(stepsOf(viewer.acts ?? actsWith(viewer), (item) => this.knows(item)));
  }

  /** Whether the fit knew the item. */
  knows(item: number): boolean {
    return this.#isKnown[item] === 1;
  }

  /** What the viewer is about to do, in the order of INTENTS; null where they have done nothing or there is no head. */
  intentOf(viewer: Viewer): readonly number[] | null {
    return this.intentAfter(this.stepsOf(viewer), viewer.person);
  }

  /** @param person whose steps these are, -1 for nobody in particular */
  intentAfter(steps: Steps, person = -1): readonly number[] | null {
    if (this.intent === null || steps.items.length === 0) return null;
    const features = featuresOf(this.states.stateOf(person, steps), steps, steps.items.length - 1);
    return probabilitiesOf(logitsOf(this.intent, features), this.intent.temperature);
  }

  save(): SavedPart {
    const { dim } = this.itemGraph.items;
    const square = [dim, 3 * dim];
    const head = saveHead(this.intent);
    return {
      manifest: { scale: this.weights.scale, ...head.manifest },
      tensors: {
        ...head.tensors,
        input: { data: this.weights.input, shape: square },
        carried: { data: this.weights.carried, shape: square },
        bias: { data: this.weights.bias, shape: [4 * dim] },
        kinds: { data: this.weights.kinds, shape: [ACT_KINDS.length, dim] },
        gaps: { data: this.weights.gaps, shape: [GAPS, dim] },
      },
    };
  }
}

/** @throws TypeError when the part lacks one of its parameters */
export function sessionWeightsOf(saved: SavedPart, dim: number): SessionWeights {
  const { scale } = saved.manifest;
  if (typeof scale !== 'number') throw new TypeError('session needs its scale');
  const float32 = (name: string, length: number): Float32Array => {
    const data = saved.tensors[name]?.data;
    if (!(data instanceof Float32Array) || data.length !== length)
      throw new TypeError(`session needs ${name}, float32 [${length}]`);
    return data;
  };
  return {
    scale,
    input: float32('input', 3 * dim * dim),
    carried: float32('carried', 3 * dim * dim),
    bias: float32('bias', 4 * dim),
    kinds: float32('kinds', ACT_KINDS.length * dim),
    gaps: float32('gaps', GAPS * dim),
  };
}
