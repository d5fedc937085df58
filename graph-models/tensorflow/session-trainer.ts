import type * as core from '@tensorflow/tfjs-core';
import type { SessionBatch } from '../neural/session-batches.js';
import { gathered } from '../neural/item-vectors.js';
import { SESSION_PARAMETERS, type SessionTraining } from '../neural/train-session.js';
import { pickingRows, type DeviceMatrix, type TensorFlow } from './device-matrix.js';
import { DeviceTrainer, type Slope } from './device-trainer.js';
import { unitRows } from './rows.js';
import { softmaxLoss, targetsOn } from './softmax-loss.js';
import { gatherRows, sparseProduct } from './sparse-ops.js';

type Parameters = Readonly<Record<(typeof SESSION_PARAMETERS)[number], core.Tensor2D>>;

/** What a batch needs on the device beside its numbers: one matrix of picks for each table, and what is wanted. */
type OnDevice = Readonly<Record<'kinds' | 'gaps' | 'wantedRows' | 'targets', DeviceMatrix>>;

/** A session model on a device of TensorFlow.js: the loss of `SessionTraining`, differentiated by the library. */
export class SessionTrainer extends DeviceTrainer<SessionBatch> {
  readonly #named: Parameters;
  readonly #hidden: number;

  constructor(
    tf: TensorFlow,
    private readonly training: SessionTraining,
  ) {
    const hidden = training.itemGraph.items.dim;
    const widths = { input: 3 * hidden, carried: 3 * hidden, bias: 4 * hidden, kinds: hidden, gaps: hidden };
    const tables = SESSION_PARAMETERS.map((name) => ({
      values: training.parameters[name],
      width: widths[name],
    }));
    super(tf, tables, 0);
    this.#hidden = hidden;
    const [input, carried, bias, kinds, gaps] = SESSION_PARAMETERS.map((_, which) => this.parameters[which]!);
    this.#named = { input: input!, carried: carried!, bias: bias!, kinds: kinds!, gaps: gaps! };
  }

  protected override differentiate(batch: SessionBatch): Slope {
    const { tf } = this;
    const { kinds, gaps, wantedRows, targets } = batch;
    const on: OnDevice = {
      kinds: pickingRows(tf, Int32Array.from(kinds), this.#named.kinds.shape[0]),
      gaps: pickingRows(tf, Int32Array.from(gaps), this.#named.gaps.shape[0]),
      wantedRows: pickingRows(tf, wantedRows, batch.items.length),
      targets: targetsOn(tf, targets, batch.columns.length),
    };
    const slope = this.slopeOf(() => this.#loss(batch, on));
    for (const matrix of Object.values(on)) matrix.dispose();
    return slope;
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
    const ofKinds = sparseProduct(tf, on.kinds, this.#named.kinds);
    const ofGaps = sparseProduct(tf, on.gaps, this.#named.gaps);
    return tf.mul(tf.add(tf.add(ofItems, ofKinds), ofGaps), tf.tensor2d(mask.slice(), shape));
  }

  /** The states after every act, float32 [acts, H], packed as `Gru` has them; see `GruForward` for the equations. */
  #states(inputs: core.Tensor2D, start: Int32Array): core.Tensor2D {
    const { tf } = this;
    const hidden = this.#hidden;
    const { input, carried, bias } = this.#named;
    const [ofInputs, ofCarried] = tf.split(bias, [3 * hidden, hidden], 1) as [core.Tensor2D, core.Tensor2D];
    const x: core.Tensor2D = tf.add(tf.matMul(inputs, input), ofInputs);
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
