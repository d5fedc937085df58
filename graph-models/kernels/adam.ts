import type { KernelCalls } from './kernel-calls.js';

const BETA_1 = 0.9;
const BETA_2 = 0.999;

/** Moves parameters against a gradient: Kingma and Ba 2015, with bias correction; l2 is added to the gradient. */
export type Adam = (gradients: Float32Array, learningRate: number, l2: number) => void;

/** Its state for these parameters. */
export function adamOn(calls: KernelCalls, parameters: Float32Array): Adam {
  const [first, second] = [calls.memory.float32(parameters.length), calls.memory.float32(parameters.length)];
  const count = Math.ceil(parameters.length / 4) * 4;
  let steps = 0;
  return (gradients, learningRate, l2) => {
    steps++;
    const rate = learningRate / (1 - BETA_1 ** steps);
    const correction = 1 / Math.sqrt(1 - BETA_2 ** steps);
    const arrays = calls.at(parameters, gradients, first, second);
    calls.run('adam', [...arrays, rate, correction, l2], { count, grain: 65_536, work: 4 * count });
  };
}
