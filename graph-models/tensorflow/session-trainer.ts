import type * as core from '@tensorflow/tfjs-core';
import type { SessionBatch } from '../neural/session-batches.js';
import { gathered, SESSION_PARAMETERS, type SessionTraining } from '../neural/train-session.js';
import { Adam } from './adam.js';
import { DeviceMatrix, pickingRows, type TensorFlow } from './device-matrix.js';
import { unitRows } from './rows.js';
import { softmaxLoss } from './softmax-loss.js';
import { gatherRows, sparseProduct } from './sparse-ops.js';

type Parameters = Readonly<Record<(typeof SESSION_PARAMETERS)[number], core.Variable>>;

/** What a batch needs on the device beside its numbers: one matrix of picks for each table, and what is wanted. */
type OnDevice = Readonly<Record<'kinds' | 'gaps' | 'wantedRows' | 'targets', DeviceMatrix>>;

/** A session model on a device of TensorFlow.js: the loss of `SessionTraining`, differentiated by the library. */
export class SessionTrainer {
  readonly #parameters: Parameters;
  readonly #variables: readonly core.Variable[];
  readonly #adam: Adam;
  readonly #hidden: number;

  constructor(
    private readonly tf: TensorFlow,
    private readonly training: SessionTraining,
  ) {
    const hidden = (this.#hidden = training.itemGraph.items.dim);
    const { parameters } = training;
    const variable = (values: Float32Array, width: number): core.Variable =>
      tf.tidy(() => tf.variable(tf.tensor2d(values.slice(), [values.length / width, width])));
    this.#parameters = {
      input: variable(parameters.input, 3 * hidden),
      carried: variable(parameters.carried, 3 * hidden),
      bias: variable(parameters.bias, 4 * hidden),
      kinds: variable(parameters.kinds, hidden),
      gaps: variable(parameters.gaps, hidden),
    };
    this.#variables = SESSION_PARAMETERS.map((name) => this.#parameters[name]);
    this.#adam = new Adam(tf, this.#variables, 0);
  }

  /** The loss of a batch before the parameters moved against its gradients. */
  async step(batch: SessionBatch): Promise<number> {
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

  /** The loss of a batch, and its gradients in the order of `SESSION_PARAMETERS`. */
  async lossAndGradients(
    batch: SessionBatch,
  ): Promise<{ readonly loss: number; readonly gradients: Float32Array[] }> {
    const { loss, gradients } = this.tf.tidy(() => this.#differentiate(batch));
    const [value] = await loss.data();
    const read = await Promise.all(gradients.map((one) => one.data<'float32'>()));
    this.tf.dispose([loss, ...gradients]);
    return { loss: value!, gradients: read };
  }

  /** Puts the parameters where the training has them. */
  async writeBack(): Promise<void> {
    const read = await Promise.all(this.#variables.map((one) => one.data<'float32'>()));
    SESSION_PARAMETERS.forEach((name, which) => this.training.parameters[name].set(read[which]!));
  }

  dispose(): void {
    this.#adam.dispose();
    this.tf.dispose([...this.#variables]);
  }

  #differentiate(batch: SessionBatch): { loss: core.Scalar; gradients: core.Tensor[] } {
    const { tf } = this;
    const { kinds, gaps, wantedRows, targets } = batch;
    const on: OnDevice = {
      kinds: pickingRows(tf, Int32Array.from(kinds), this.#parameters.kinds.shape[0]),
      gaps: pickingRows(tf, Int32Array.from(gaps), this.#parameters.gaps.shape[0]),
      wantedRows: pickingRows(tf, wantedRows, batch.items.length),
      targets: new DeviceMatrix(tf, {
        rowCount: wantedRows.length,
        columnCount: batch.columns.length,
        start: targets.start,
        columns: targets.columns,
        values: targets.weights,
      }),
    };
    const { value, grads } = tf.variableGrads(() => this.#loss(batch, on), [...this.#variables]);
    for (const matrix of Object.values(on)) matrix.dispose();
    return { loss: value, gradients: this.#variables.map(({ name }) => grads[name]!) };
  }

  #loss(batch: SessionBatch, on: OnDevice): core.Scalar {
    const { tf } = this;
    const { dim, found } = this.training.itemGraph.items;
    const states = this.#states(this.#inputs(batch, on), batch.start);
    const viewers = unitRows(tf, gatherRows(tf, on.wantedRows, states));
    const ranked = tf.tensor2d(gathered(found, batch.columns, dim), [batch.columns.length, dim]);
    return softmaxLoss(tf, viewers, ranked, batch, on.targets);
  }

  /** mask ⊙ (c s(item) + k(kind) + g(gap)), float32 [acts, D]. */
  #inputs({ items, mask }: SessionBatch, on: OnDevice): core.Tensor2D {
    const { tf } = this;
    const { dim, sent } = this.training.itemGraph.items;
    const shape: [number, number] = [items.length, dim];
    const ofItems = tf.mul(tf.tensor2d(gathered(sent, items, dim), shape), this.training.scale);
    const ofKinds = sparseProduct(tf, on.kinds, this.#parameters.kinds as core.Tensor2D);
    const ofGaps = sparseProduct(tf, on.gaps, this.#parameters.gaps as core.Tensor2D);
    return tf.mul(tf.add(tf.add(ofItems, ofKinds), ofGaps), tf.tensor2d(mask.slice(), shape));
  }

  /** The states after every act, float32 [acts, H], packed as `Gru` has them; see `GruForward` for the equations. */
  #states(inputs: core.Tensor2D, start: Int32Array): core.Tensor2D {
    const { tf } = this;
    const hidden = this.#hidden;
    const { input, carried, bias } = this.#parameters;
    const [ofInputs, ofCarried] = tf.split(bias, [3 * hidden, hidden], 1) as [core.Tensor2D, core.Tensor2D];
    const x: core.Tensor2D = tf.add(tf.matMul(inputs, input as core.Tensor2D), ofInputs);
    const states: core.Tensor2D[] = [];
    let state: core.Tensor2D = tf.zeros([start[1]!, hidden]);
    for (let t = 0; t + 1 < start.length; t++) {
      const count = start[t + 1]! - start[t]!;
      const before = tf.slice(state, [0, 0], [count, hidden]);
      const own = tf.slice(x, [start[t]!, 0], [count, 3 * hidden]);
      const u: core.Tensor2D = tf.matMul(before, carried);
      const [xGates, xNew] = tf.split(own, [2 * hidden, hidden], 1) as [core.Tensor2D, core.Tensor2D];
      const [uGates, uNew] = tf.split(u, [2 * hidden, hidden], 1) as [core.Tensor2D, core.Tensor2D];
      const [r, z] = tf.split(tf.sigmoid(tf.add(xGates, uGates)), 2, 1) as [core.Tensor2D, core.Tensor2D];
      const n = tf.tanh(tf.add(xNew, tf.mul(r, tf.add(uNew, ofCarried))));
      state = tf.add(n, tf.mul(z, tf.sub(before, n)));
      states.push(state);
    }
    return states.length === 1 ? states[0]! : tf.concat(states, 0);
  }
}
