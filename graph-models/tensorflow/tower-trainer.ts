import type * as core from '@tensorflow/tfjs-core';
import type { TowerBatch } from '../neural/tower-batches.js';
import type { TowerPlan, TowerTerm } from '../neural/train-towers.js';
import { DeviceMatrix, pickingRows, type TensorFlow } from './device-matrix.js';
import { DeviceTrainer, type Slope } from './device-trainer.js';
import { gatherRows, sparseProduct } from './sparse-ops.js';
import { unitRows } from './rows.js';
import { softmaxLoss, targetsOn } from './softmax-loss.js';

/** Towers on a device of TensorFlow.js: the loss of `trainTowers`, differentiated by the library. */
export class TowerTrainer extends DeviceTrainer<TowerBatch> {
  readonly #matrices: readonly DeviceMatrix[];

  constructor(
    tf: TensorFlow,
    private readonly plan: TowerPlan,
  ) {
    const tables = plan.parameters.map((values) => ({ values, width: plan.dim }));
    super(tf, tables, plan.l2);
    this.#matrices = plan.matrices.map((matrix) => new DeviceMatrix(tf, matrix));
  }

  override dispose(): void {
    super.dispose();
    for (const matrix of this.#matrices) matrix.dispose();
  }

  protected override differentiate(batch: TowerBatch): Slope {
    const { tf } = this;
    const { contexts, items, targets } = batch;
    const itemCount = this.parameters[this.plan.found[0]!.parameter]!.shape[0];
    const fresh = {
      contexts: new DeviceMatrix(tf, {
        rowCount: contexts.start.length - 1,
        columnCount: itemCount,
        start: contexts.start,
        columns: contexts.items,
        values: contexts.weights,
      }),
      picks: pickingRows(tf, items, itemCount),
      targets: targetsOn(tf, targets, items.length),
    };
    const slope = this.slopeOf(() => this.#loss(batch, fresh));
    for (const matrix of Object.values(fresh)) matrix.dispose();
    return slope;
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
        let at: core.Tensor2D = this.parameters[parameter]!;
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
