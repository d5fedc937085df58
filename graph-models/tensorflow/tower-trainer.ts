import type * as core from '@tensorflow/tfjs-core';
import type { TowerBatch } from '../neural/tower-batches.js';
import type { TowerPlan, TowerTerm } from '../neural/train-towers.js';
import { Adam } from './adam.js';
import { DeviceMatrix, pickingRows, type TensorFlow } from './device-matrix.js';
import { gatherRows, sparseProduct } from './sparse-ops.js';
import { unitRows } from './rows.js';
import { softmaxLoss } from './softmax-loss.js';

/** Towers on a device of TensorFlow.js: the loss of `trainTowers`, differentiated by the library. */
export class TowerTrainer {
  readonly #parameters: readonly core.Variable<core.Rank.R2>[];
  readonly #matrices: readonly DeviceMatrix[];
  readonly #adam: Adam;

  constructor(
    private readonly tf: TensorFlow,
    private readonly plan: TowerPlan,
  ) {
    const { dim } = plan;
    this.#parameters = plan.parameters.map((values) =>
      tf.tidy(() => tf.variable(tf.tensor2d(values.slice(), [values.length / dim, dim]))),
    );
    this.#matrices = plan.matrices.map((matrix) => new DeviceMatrix(tf, matrix));
    this.#adam = new Adam(tf, this.#parameters, plan.l2);
  }

  /** The loss of a batch before the parameters moved against its gradients. */
  async step(batch: TowerBatch): Promise<number> {
    const loss = this.tf.tidy(() => {
      const { loss, gradients } = this.#differentiate(batch);
      this.#adam.step(gradients, batch.learningRate);
      return loss;
    });
    const [value] = await loss.data();
    loss.dispose();
    if (value === undefined || !Number.isFinite(value))
      throw new RangeError(`the loss of step ${batch.step} is ${value}`);
    return value;
  }

  /** The loss of a batch, and its gradients by the parameters. */
  async lossAndGradients(
    batch: TowerBatch,
  ): Promise<{ readonly loss: number; readonly gradients: Float32Array[] }> {
    const { loss, gradients } = this.tf.tidy(() => this.#differentiate(batch));
    const [value] = await loss.data();
    const read = await Promise.all(gradients.map((one) => one.data<'float32'>()));
    this.tf.dispose([loss, ...gradients]);
    return { loss: value!, gradients: read };
  }

  /** Puts the parameters where the plan has them. */
  async writeBack(): Promise<void> {
    const read = await Promise.all(this.#parameters.map((one) => one.data<'float32'>()));
    this.plan.parameters.forEach((values, which) => values.set(read[which]!));
  }

  dispose(): void {
    this.#adam.dispose();
    for (const one of this.#parameters) one.dispose();
    for (const matrix of this.#matrices) matrix.dispose();
  }

  #differentiate(batch: TowerBatch): { loss: core.Scalar; gradients: core.Tensor2D[] } {
    const { tf } = this;
    const { contexts, items, targets } = batch;
    const itemCount = this.#parameters[this.plan.found[0]!.parameter]!.shape[0];
    const fresh = {
      contexts: new DeviceMatrix(tf, {
        rowCount: contexts.start.length - 1,
        columnCount: itemCount,
        start: contexts.start,
        columns: contexts.items,
        values: contexts.weights,
      }),
      picks: pickingRows(tf, items, itemCount),
      targets: new DeviceMatrix(tf, {
        rowCount: targets.start.length - 1,
        columnCount: items.length,
        start: targets.start,
        columns: targets.columns,
        values: targets.weights,
      }),
    };
    const { value, grads } = tf.variableGrads(() => this.#loss(batch, fresh), [...this.#parameters]);
    for (const matrix of Object.values(fresh)) matrix.dispose();
    return { loss: value, gradients: this.#parameters.map(({ name }) => grads[name] as core.Tensor2D) };
  }

  #loss(
    batch: TowerBatch,
    on: { readonly contexts: DeviceMatrix; readonly picks: DeviceMatrix; readonly targets: DeviceMatrix },
  ): core.Scalar {
    const { tf } = this;
    const known = new Map<string, core.Tensor2D>();
    const viewers = unitRows(tf, sparseProduct(tf, on.contexts, this.#tower(this.plan.sent, known)));
    const ranked = unitRows(tf, gatherRows(tf, on.picks, this.#tower(this.plan.found, known)));
    return softmaxLoss(tf, viewers, ranked, batch, on.targets);
  }

  #tower(terms: readonly TowerTerm[], known: Map<string, core.Tensor2D>): core.Tensor2D {
    const { tf } = this;
    return terms
      .map(({ factor, parameter, through }) => {
        let name = `${parameter}`;
        let at: core.Tensor2D = this.#parameters[parameter]!;
        for (const { matrix, transposed } of through) {
          name += ` ${matrix}${transposed ? 'ᵀ' : ''}`;
          const own = this.#matrices[matrix]!;
          const next = known.get(name) ?? sparseProduct(tf, transposed ? own.transposed : own, at);
          known.set(name, next);
          at = next;
        }
        return factor === 1 ? at : tf.mul<core.Tensor2D>(at, factor);
      })
      .reduce((sum, one) => tf.add<core.Tensor2D>(sum, one));
  }
}
