import type { SessionCell } from './session-cell.js';
import type { Steps } from './session-steps.js';

interface Kept {
  readonly steps: Steps;
  readonly state: Float32Array;
}

/** What each act has left in the state of somebody: row t of float32 [steps, H]; the rows add up to the state. */
export interface Traces {
  readonly steps: Steps;
  readonly rows: Float32Array;
}

/**
 * The states of the people who came last, the least recent dropped first. A state answers for the very acts it was made
 * of: one more act moves it by one step; acts that came late, changed or were taken back make it anew.
 */
export class SessionStates {
  readonly #kept = new Map<number, Kept>();
  #traced: Traces | null = null;
  /** Steps taken so far. */
  moves = 0;

  constructor(
    private readonly cell: Pick<SessionCell, 'hidden' | 'move'>,
    private readonly most = 4096,
  ) {}

  get size(): number {
    return this.#kept.size;
  }

  /** float32 [H], not to be written to. @param person somebody to keep the state for, -1 for nobody in particular */
  stateOf(person: number, steps: Steps): Float32Array {
    const known = person < 0 ? undefined : this.#kept.get(person);
    const from = known !== undefined && beginsWith(steps, known.steps) ? known.steps.items.length : 0;
    const state = from === 0 ? new Float32Array(this.cell.hidden) : known!.state;
    for (let at = from; at < steps.items.length; at++, this.moves++) this.cell.move(state, steps, at);
    if (person >= 0) this.#keep(person, { steps, state });
    return state;
  }

  /**
   * h = Σ_t (Π_{s > t} z_s) ⊙ (1 - z_t) ⊙ n_t: what each act wrote, as far as the acts after it let it stay. Exact, as a
   * GRU's state is moved by a convex combination; what an act writes may depend on those before it.
   */
  tracesOf(steps: Steps): Traces {
    if (this.#traced !== null && isSame(this.#traced.steps, steps)) return this.#traced;
    const { hidden } = this.cell;
    const rows = new Float32Array(steps.items.length * hidden);
    const state = new Float32Array(hidden);
    for (let at = 0; at < steps.items.length; at++) {
      const { kept, written } = this.cell.move(state, steps, at);
      for (let row = 0; row < at; row++) for (let d = 0; d < hidden; d++) rows[row * hidden + d]! *= kept[d]!;
      rows.set(written, at * hidden);
    }
    return (this.#traced = { steps, rows });
  }

  #keep(person: number, kept: Kept): void {
    this.#kept.delete(person);
    this.#kept.set(person, kept);
    if (this.#kept.size <= this.most) return;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}

function isSame(a: Steps, b: Steps): boolean {
  return a.items.length === b.items.length && beginsWith(a, b);
}

function beginsWith({ items, kinds, gaps }: Steps, with_: Steps): boolean {
  if (with_.items.length > items.length) return false;
  for (let at = 0; at < with_.items.length; at++)
    if (items[at] !== with_.items[at] || kinds[at] !== with_.kinds[at] || gaps[at] !== with_.gaps[at])
      return false;
  return true;
}
