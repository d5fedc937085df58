import { Numerics } from '../kernels/numerics.js';
import { Gru, packed } from './gru.js';
import type { ItemVectors } from './item-vectors.js';
import { inputInto, type SessionWeights } from './session-cell.js';
import type { Steps } from './session-steps.js';

/** Sessions that are gone through at once; each of up to 99 steps leaves 3 KB a step. */
const MOST_AT_ONCE = 64;

/** The states that `SessionCell` comes to step by step, but for rounding, of many sessions at once by kernels. */
export class ManySessions {
  readonly #numerics = new Numerics();
  readonly #gru: Gru;

  constructor(
    private readonly weights: SessionWeights,
    private readonly vectors: ItemVectors,
  ) {
    this.#gru = new Gru(this.#numerics, vectors.dim, vectors.dim);
    for (const name of ['input', 'carried', 'bias'] as const) this.#gru.weights[name].set(weights[name]);
  }

  /** float32 [H] after the last step of each, in the order asked; zeros after no step. */
  statesAfter(sessions: readonly Steps[]): Float32Array[] {
    const states: Float32Array[] = [];
    for (let first = 0; first < sessions.length; first += MOST_AT_ONCE)
      states.push(...this.#some(sessions.slice(first, first + MOST_AT_ONCE)));
    return states;
  }

  #some(sessions: readonly Steps[]): Float32Array[] {
    const { dim } = this.vectors;
    const { start, order } = packed(sessions.map(({ items }) => items.length));
    const inputs = this.#numerics.scratch('inputs', start.at(-1)! * dim);
    for (let step = 0; step + 1 < start.length; step++)
      for (let row = start[step]!; row < start[step + 1]!; row++)
        inputInto(
          inputs.subarray(row * dim, (row + 1) * dim),
          this.weights,
          this.vectors,
          sessions[order[row - start[step]!]!]!,
          step,
        );
    const states = this.#gru.forward(inputs, start);
    const last = sessions.map(() => new Float32Array(dim));
    order.forEach((nth, at) => {
      const steps = sessions[nth]!.items.length;
      if (steps === 0) return;
      const row = start[steps - 1]! + at;
      last[nth]!.set(states.subarray(row * dim, (row + 1) * dim));
    });
    return last;
  }
}
