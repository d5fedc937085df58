import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainGru, type GruEngine } from '../../graph-models/kernels/gru-gates.js';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { Gru, packed } from '../../graph-models/neural/gru.js';
import { largestDifference, numbers } from './numbers.js';

const DIM = 16;
const HIDDEN = 16;

/** A unit with weights by a seed, sequences of these lengths, and a loss Σ c ⊙ states. */
function unitOf(engine: GruEngine, lengths: readonly number[], seed: number) {
  const gru = new Gru(engine, DIM, HIDDEN);
  Object.values(gru.weights).forEach((array: Float32Array, nth) =>
    array.set(numbers(array.length, seed + nth)),
  );
  const { start } = packed(lengths);
  const rows = start.at(-1)!;
  const inputs = engine.float32(rows * DIM);
  inputs.set(numbers(inputs.length, seed + 10));
  const slopes = numbers(rows * HIDDEN, seed + 11);
  const loss = (): number =>
    gru.forward(inputs, start).reduce((sum, state, at) => sum + state * slopes[at]!, 0);
  const backward = (): Float32Array => {
    gru.forward(inputs, start);
    const dStates = engine.float32(slopes.length);
    dStates.set(slopes);
    return gru.backward(dStates);
  };
  return { gru, inputs, start, loss, backward };
}

describe('a gated recurrent unit', () => {
  it('moves the state as worked out by hand', () => {
    const gru = new Gru(plainGru, 1, 1);
    gru.weights.input.set([0, 0, 1]);
    gru.weights.carried.set([0, 0, 2]);
    gru.weights.bias.set([0, Math.log(3), 0, 0]);

    const states = gru.forward(Float32Array.of(1, -1), Int32Array.of(0, 1, 2));

    const first = 0.25 * Math.tanh(1);
    const second = 0.25 * Math.tanh(-1 + 0.5 * 2 * first) + 0.75 * first;
    expect(states[0]).toBeCloseTo(first, 6);
    expect(states[1]).toBeCloseTo(second, 6);
  });

  it('has the gradients that finite differences show', () => {
    const { gru, inputs, loss, backward } = unitOf(plainGru, [4, 1, 3], 1);
    const dInputs = backward().slice();
    const pairs: [Float32Array, Float32Array][] = [
      [inputs, dInputs],
      [gru.weights.input, gru.gradients.input.slice()],
      [gru.weights.carried, gru.gradients.carried.slice()],
      [gru.weights.bias, gru.gradients.bias.slice()],
    ];

    for (const [parameters, gradient] of pairs) {
      const largest = gradient.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      for (let at = 0; at < parameters.length; at += Math.ceil(parameters.length / 40)) {
        const own = parameters[at]!;
        parameters[at] = own + 0.01;
        const above = loss();
        parameters[at] = own - 0.01;
        const below = loss();
        parameters[at] = own;
        expect(Math.abs((above - below) / 0.02 - gradient[at]!) / largest).toBeLessThan(2e-3);
      }
    }
  });

  it('answers what plain TypeScript answers, forwards and backwards, for sequences of any lengths', () => {
    const numerics = new Numerics();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 9 }), (lengths) => {
        const [plain, fast] = [unitOf(plainGru, lengths, 3), unitOf(numerics, lengths, 3)];

        const [expected, actual] = [plain.backward(), fast.backward()];

        expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
        for (const name of ['input', 'carried', 'bias'] as const)
          expect(largestDifference(fast.gru.gradients[name], plain.gru.gradients[name])).toBeLessThan(1e-5);
        const [states, same] = [plain.gru, fast.gru].map((gru, which) =>
          gru.forward(which === 0 ? plain.inputs : fast.inputs, plain.start),
        );
        expect(largestDifference(same!, states!)).toBeLessThan(1e-5);
      }),
      { numRuns: 15 },
    );
  });

  it('says which array is too small for its gates', () => {
    const numerics = new Numerics();
    const few = numerics.float32(12);
    const step = {
      rows: 2,
      hidden: 4,
      inputs: few,
      carried: few,
      bias: few,
      before: few,
      gates: few,
      after: few,
    };

    expect(() => numerics.gruForward(step)).toThrow('the gates need 24 numbers and were given 12');
  });
});

describe('packing sequences by step', () => {
  it('puts the longest first, so that a row goes on below itself', () => {
    const { start, order } = packed([1, 3, 2]);

    expect([...order]).toEqual([1, 2, 0]);
    expect([...start]).toEqual([0, 3, 5, 6]);
  });
});
