import { mustHold, type KernelCalls } from './kernel-calls.js';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** Moves parameters against a gradient: Kingma and Ba 2015, with bias correction; l2 is added to the gradient. */
export type Adam = (gradients: Float32Array, learningRate: number, l2: number) => void;

/** Its state for these parameters, in plain TypeScript. */
export function plainAdam(parameters: Float32Array): Adam {
  const [first, second] = [new Float64Array(parameters.length), new Float64Array(parameters.length)];
  let steps = 0;
  return (gradients, learningRate, l2) => {
    steps++;
    parameters.forEach((own, at) => {
      const slope = gradients[at]! + l2 * own;
      first[at] = BETA_1 * first[at]! + (1 - BETA_1) * slope;
      second[at] = BETA_2 * second[at]! + (1 - BETA_2) * slope ** 2;
      const [mean, square] = [first[at] / (1 - BETA_1 ** steps), second[at] / (1 - BETA_2 ** steps)];
      parameters[at] = own - (learningRate * mean) / (Math.sqrt(square) + EPSILON);
    });
  };
}

/** The same by kernels, for parameters and gradients of their memory. Moves up to three numbers after them, to a multiple of 4. */
export function adamOn(calls: KernelCalls, parameters: Float32Array): Adam {
  const [first, second] = [calls.memory.float32(parameters.length), calls.memory.float32(parameters.length)];
  const count = Math.ceil(parameters.length / 4) * 4;
  let steps = 0;
  return (gradients, learningRate, l2) => {
    mustHold('gradients', parameters.length, [gradients, 1]);
    steps++;
    const rate = learningRate / (1 - BETA_1 ** steps);
    const correction = 1 / Math.sqrt(1 - BETA_2 ** steps);
    const arrays = calls.at(parameters, gradients, first, second);
    calls.run('adam', [...arrays, rate, correction, l2], { count, grain: 65_536, work: 4 * count });
  };
}
