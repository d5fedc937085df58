import type * as core from '@tensorflow/tfjs-core';
import { Adam } from './adam.js';
import type { TensorFlow } from './device-matrix.js';

/** What any step needs beside what its model learns from. */
interface Batch {
  readonly step: number;
  readonly learningRate: number;
}

/** A table that is learnt, float32 [·, width]. */
export interface LearntTable {
  readonly values: Float32Array;
  readonly width: number;
}

/** A loss, and its gradients by the parameters in their order; on the device. */
export interface Slope {
  readonly loss: core.Scalar;
  readonly gradients: core.Tensor[];
}

/** Parameters on a device of TensorFlow.js, moved by Adam against what the library differentiates. */
export abstract class DeviceTrainer<B extends Batch> {
  protected readonly parameters: readonly core.Variable<core.Rank.R2>[];
  readonly #adam: Adam;

  constructor(
    protected readonly tf: TensorFlow,
    private readonly tables: readonly LearntTable[],
    l2: number,
  ) {
    this.parameters = tables.map(({ values, width }) =>
      tf.tidy(() => tf.variable(tf.tensor2d(values.slice(), [values.length / width, width]))),
    );
    this.#adam = new Adam(tf, this.parameters, l2);
  }

  /** The loss of a batch before the parameters moved against its gradients. */
  async step(batch: B): Promise<number> {
    const loss = this.tf.tidy(() => {
      const { loss, gradients } = this.differentiate(batch);
      this.#adam.step(gradients, batch.learningRate);
      return loss;
    });
    const [value] = await loss.data();
    loss.dispose();
    if (value === undefined || !Number.isFinite(value))
      throw new RangeError(`the loss of step ${batch.step} is ${value}`);
    return value;
  }

  /** The loss of a batch, and its gradients in the order of the parameters. */
  async lossAndGradients(batch: B): Promise<{ readonly loss: number; readonly gradients: Float32Array[] }> {
    const { loss, gradients } = this.tf.tidy(() => ({ ...this.differentiate(batch) }));
    const [value] = await loss.data();
    const read = await Promise.all(gradients.map((one) => one.data<'float32'>()));
    this.tf.dispose([loss, ...gradients]);
    return { loss: value!, gradients: read };
  }

  /** Puts the parameters where the tables are. */
  async writeBack(): Promise<void> {
    const read = await Promise.all(this.parameters.map((one) => one.data<'float32'>()));
    this.tables.forEach(({ values }, which) => values.set(read[which]!));
  }

  dispose(): void {
    this.#adam.dispose();
    this.tf.dispose([...this.parameters]);
  }

  /** Called within `tidy`. */
  protected abstract differentiate(batch: B): Slope;

  protected slopeOf(loss: () => core.Scalar): Slope {
    const { value, grads } = this.tf.variableGrads(loss, [...this.parameters]);
    return { loss: value, gradients: this.parameters.map(({ name }) => grads[name]!) };
  }
}
