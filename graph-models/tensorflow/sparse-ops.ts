import type * as core from '@tensorflow/tfjs-core';
import type { DeviceMatrix, TensorFlow } from './device-matrix.js';

/** How a backend computes the three operations. */
export interface SparseKernels {
  /** matrix · x, float32 [rowCount, dim] from [columnCount, dim]. */
  product(matrix: DeviceMatrix, x: core.Tensor2D): core.TensorInfo;
  /** The rows of x that the matrix picks. */
  gather(picks: DeviceMatrix, x: core.Tensor2D): core.TensorInfo;
  /** The transpose of `gather`. */
  scatterAdd(picks: DeviceMatrix, x: core.Tensor2D): core.TensorInfo;
}

const NAMES = { product: 'SpMM', gather: 'GatherRows', scatterAdd: 'ScatterAddRows' } as const;
type Operation = keyof typeof NAMES;

/** Teaches a backend of TensorFlow.js the three operations, and their gradients. */
export function registerSparseOps(tf: TensorFlow, backendName: string, kernels: SparseKernels): void {
  const operations: readonly Operation[] = ['product', 'gather', 'scatterAdd'];
  for (const operation of operations)
    tf.registerKernel({
      kernelName: NAMES[operation],
      backendName,
      kernelFunc: ({ inputs, attrs }) => kernels[operation](matrixOf(attrs), inputs['x'] as core.Tensor2D),
    });
  const gradient = (
    of: Operation,
    back: (matrix: DeviceMatrix, dy: core.Tensor2D) => core.Tensor2D,
  ): void => {
    if (tf.getGradient(NAMES[of]) !== undefined) return;
    tf.registerGradient({
      kernelName: NAMES[of],
      gradFunc: (dy, _saved, attrs) => ({ x: () => back(matrixOf(attrs), dy as core.Tensor2D) }),
    });
  };
  gradient('product', (matrix, dy) => sparseProduct(tf, matrix.transposed, dy));
  gradient('gather', (picks, dy) => scatterAddRows(tf, picks, dy));
  gradient('scatterAdd', (picks, dy) => gatherRows(tf, picks, dy));
}

export function sparseProduct(tf: TensorFlow, matrix: DeviceMatrix, x: core.Tensor2D): core.Tensor2D {
  return run(tf, 'product', matrix, x);
}

export function gatherRows(tf: TensorFlow, picks: DeviceMatrix, x: core.Tensor2D): core.Tensor2D {
  return run(tf, 'gather', picks, x);
}

export function scatterAddRows(tf: TensorFlow, picks: DeviceMatrix, x: core.Tensor2D): core.Tensor2D {
  return run(tf, 'scatterAdd', picks, x);
}

function run(tf: TensorFlow, operation: Operation, matrix: DeviceMatrix, x: core.Tensor2D): core.Tensor2D {
  // TensorFlow.js hands attributes through untouched; its type knows only what a saved graph could hold.
  const attributes = { matrix } as unknown as core.NamedAttrMap;
  return tf.engine().runKernel<core.Tensor2D>(NAMES[operation], { x }, attributes);
}

function matrixOf(attributes: core.NamedAttrMap | undefined): DeviceMatrix {
  return (attributes as unknown as { readonly matrix: DeviceMatrix }).matrix;
}

/** By the operations that the backend has: gather, multiply, sum by segments. */
export function segmentKernels(tf: TensorFlow): SparseKernels {
  const product = (matrix: DeviceMatrix, x: core.Tensor2D): core.Tensor2D =>
    tf.tidy(() => {
      const parts = matrix
        .segments(x.shape[1])
        .map(({ rowCount, rows, columns, values }) =>
          tf.unsortedSegmentSum(tf.mul(tf.gather(x, columns), values), rows, rowCount),
        );
      return (parts.length === 1 ? parts[0] : tf.concat(parts, 0)) as core.Tensor2D;
    });
  return {
    product,
    gather: (picks, x) => tf.tidy(() => tf.gather(x, picks.compressed().columns)),
    scatterAdd: (picks, x) =>
      tf.tidy(() => tf.unsortedSegmentSum(x, picks.compressed().columns, picks.transposed.rowCount)),
  };
}
