import type * as core from '@tensorflow/tfjs-core';
import type { SoftmaxTargets } from '../kernels/softmax-loss.js';
import { DeviceMatrix, type TensorFlow } from './device-matrix.js';
import { logSumExp } from './rows.js';
import { sparseProduct } from './sparse-ops.js';

/**
 * Σ_e (Σ_i y_ei) ln Σ_i exp l_ei - Σ_e Σ_i y_ei l_ei, where l = scale · rows columnsᵀ + bias; rows are float32 [e, dim],
 * columns float32 [i, dim].
 *
 * @param targets y, on the device
 */
export function softmaxLoss(
  tf: TensorFlow,
  rows: core.Tensor2D,
  columns: core.Tensor2D,
  {
    bias,
    targets,
    scale,
  }: { readonly bias: Float32Array; readonly targets: SoftmaxTargets; readonly scale: number },
  on: DeviceMatrix,
): core.Scalar {
  const logits = tf.add(tf.mul(tf.matMul(rows, columns, false, true), scale), tf.tensor1d(bias));
  const biases = targets.weights.reduce((sum, one, at) => sum + one * bias[targets.columns[at]!]!, 0);
  const wanted = tf.mul(tf.sum(tf.mul(rows, sparseProduct(tf, on, columns))), scale);
  const all = tf.sum(tf.mul(logSumExp(tf, logits as core.Tensor2D), tf.tensor1d(rowSums(targets))));
  return tf.sub(tf.sub(all, wanted), biases);
}

/** y over so many columns. */
export function targetsOn(
  tf: TensorFlow,
  { start, columns, weights }: SoftmaxTargets,
  columnCount: number,
): DeviceMatrix {
  return new DeviceMatrix(tf, { rowCount: start.length - 1, columnCount, start, columns, values: weights });
}

function rowSums({ start, weights }: SoftmaxTargets): Float32Array {
  const sums = new Float32Array(start.length - 1);
  for (let row = 0; row < sums.length; row++)
    for (let at = start[row]!; at < start[row + 1]!; at++) sums[row]! += weights[at]!;
  return sums;
}
