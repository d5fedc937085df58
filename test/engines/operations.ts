import { DeviceMatrix, pickingRows, type TensorFlow } from '../../graph-models/tensorflow/device-matrix.js';
import { gatherRows, scatterAddRows, sparseProduct } from '../../graph-models/tensorflow/sparse-ops.js';

/** Each operation on a small table, and the gradient of Σ out ⊙ slope by the table. */
export interface Operations {
  readonly product: Operation;
  readonly gather: Operation;
  readonly scatterAdd: Operation;
}

export interface Operation {
  readonly value: readonly number[];
  readonly gradient: readonly number[];
}

/** M = [[1, 2, 0], [0, 0, 0], [0, 3, 4]]; picks are rows 2, 0 and 2 of three; x and the slopes are [3, 2]. */
export async function operationAnswers(tf: TensorFlow): Promise<Operations> {
  const matrix = new DeviceMatrix(tf, {
    rowCount: 3,
    columnCount: 3,
    start: Int32Array.of(0, 2, 2, 4),
    columns: Int32Array.of(0, 1, 1, 2),
    values: Float32Array.of(1, 2, 3, 4),
  });
  const picks = pickingRows(tf, Int32Array.of(2, 0, 2), 3);
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
  const slope = tf.tensor2d([1, 10, 100, 1000, 1, 10], [3, 2]);
  const asked = async (of: typeof sparseProduct, by: DeviceMatrix): Promise<Operation> => {
    const value = of(tf, by, x);
    const gradient = tf.grad((table) => tf.sum(tf.mul(of(tf, by, tf.reshape(table, [3, 2])), slope)))(x);
    const answer = { value: [...(await value.data())], gradient: [...(await gradient.data())] };
    tf.dispose([value, gradient]);
    return answer;
  };
  const answers = {
    product: await asked(sparseProduct, matrix),
    gather: await asked(gatherRows, picks),
    scatterAdd: await asked(scatterAddRows, picks),
  };
  tf.dispose([x, slope]);
  matrix.dispose();
  picks.dispose();
  return answers;
}
