import type * as core from '@tensorflow/tfjs-core';
import type { TensorFlow } from './device-matrix.js';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** Adam as our kernels have it (Kingma and Ba 2015, bias correction, l2 added to the gradient); that of TensorFlow.js has another ε. */
export class Adam {
  readonly #moments: readonly { readonly first: core.Variable; readonly second: core.Variable }[];
  #steps = 0;

  constructor(
    private readonly tf: TensorFlow,
    private readonly parameters: readonly core.Variable[],
    private readonly l2: number,
  ) {
    const zeros = (like: core.Variable): core.Variable =>
      tf.tidy(() => tf.variable(tf.zerosLike(like), false));
    this.#moments = parameters.map((one) => ({ first: zeros(one), second: zeros(one) }));
  }

  /** Moves the parameters; call it within `tidy`. */
  step(gradients: readonly core.Tensor[], learningRate: number): void {
    const { tf } = this;
    this.#steps++;
    const rate = learningRate / (1 - BETA_1 ** this.#steps);
    const correction = 1 / Math.sqrt(1 - BETA_2 ** this.#steps);
    this.parameters.forEach((own, which) => {
      const { first, second } = this.#moments[which]!;
      const given = gradients[which]!;
      const gradient = this.l2 === 0 ? given : tf.add(given, tf.mul(own, this.l2));
      first.assign(tf.add(first, tf.mul(tf.sub(gradient, first), 1 - BETA_1)));
      second.assign(tf.add(second, tf.mul(tf.sub(tf.square(gradient), second), 1 - BETA_2)));
      const below = tf.add(tf.mul(tf.sqrt(second), correction), EPSILON);
      own.assign(tf.sub(own, tf.mul(tf.div(first, below), rate)));
    });
  }

  dispose(): void {
    for (const { first, second } of this.#moments) this.tf.dispose([first, second]);
  }
}
