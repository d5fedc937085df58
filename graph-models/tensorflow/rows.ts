import type * as core from '@tensorflow/tfjs-core';
import type { TensorFlow } from './device-matrix.js';

/** Rows of length 1; a row of zeros stays as it is and passes no gradient. */
export function unitRows(tf: TensorFlow, x: core.Tensor2D): core.Tensor2D {
  const squares = tf.sum(tf.square(x), 1, true);
  const isSome = tf.sign(squares);
  return tf.mul(x, tf.mul(isSome, tf.rsqrt(tf.add(squares, tf.sub(1, isSome)))));
}

/** ln Σ exp of every row, float32 [rows]; the shares of the softmax are all that its gradient keeps. */
export function logSumExp(tf: TensorFlow, logits: core.Tensor2D): core.Tensor1D {
  const operation = tf.customGrad((x, save) => {
    const given = x as core.Tensor2D;
    const most = tf.max(given, 1, true);
    const value = tf.add(tf.log(tf.sum(tf.exp(tf.sub(given, most)), 1, true)), most);
    (save as core.GradSaveFunc)([tf.exp(tf.sub(given, value))]);
    return {
      value: tf.squeeze<core.Tensor1D>(value, [1]),
      gradFunc: (dy: core.Tensor, saved: core.Tensor[]) => tf.mul(tf.expandDims(dy, 1), saved[0]!),
    };
  });
  return operation(logits);
}
