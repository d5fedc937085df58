const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** Kingma and Ba 2015, with bias correction; l2 is added to the gradient. */
export class Adam {
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  #steps = 0;

  constructor(size: number) {
    this.#first = new Float32Array(size);
    this.#second = new Float32Array(size);
  }

  step(parameters: Float32Array, gradients: Float32Array, learningRate: number, l2 = 0): void {
    this.#steps++;
    const rate = learningRate / (1 - BETA_1 ** this.#steps);
    const correction = 1 / Math.sqrt(1 - BETA_2 ** this.#steps);
    const [first, second] = [this.#first, this.#second];
    for (let at = 0; at < parameters.length; at++) {
      const gradient = gradients[at]! + l2 * parameters[at]!;
      const m = (first[at]! += (1 - BETA_1) * (gradient - first[at]!));
      const v = (second[at]! += (1 - BETA_2) * (gradient * gradient - second[at]!));
      parameters[at]! -= (rate * m) / (Math.sqrt(v) * correction + EPSILON);
    }
  }
}
