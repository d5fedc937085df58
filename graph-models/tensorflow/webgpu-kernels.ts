import type * as core from '@tensorflow/tfjs-core';
import type { DeviceMatrix, TensorFlow } from './device-matrix.js';
import type { SparseKernels } from './sparse-ops.js';

/** What we use of `WebGPUBackend`. */
export interface WebGpuBackend {
  runWebGPUProgram(
    program: object,
    inputs: readonly core.TensorInfo[],
    dtype: core.DataType,
  ): core.TensorInfo;
}

/** What we use of the backend's `webgpu_util`. */
export interface WebGpuUtilities {
  flatDispatchLayout(shape: readonly number[]): { readonly x: number[] };
  computeDispatch(
    layout: { readonly x: number[] },
    shape: readonly number[],
    workgroupSize: readonly [number, number, number],
  ): [number, number, number];
}

const WORKGROUP_SIZE = [64, 1, 1] as const;

/** By a program that walks the rows: no two threads write one number, so the same sums in the same order every time. */
export function webGpuKernels(
  tf: TensorFlow,
  backend: () => WebGpuBackend,
  utilities: WebGpuUtilities,
): SparseKernels {
  const product = (matrix: DeviceMatrix, x: core.Tensor2D): core.TensorInfo => {
    const { start, columns, values } = matrix.compressed();
    const outputShape = [matrix.rowCount, x.shape[1]];
    const dispatchLayout = utilities.flatDispatchLayout(outputShape);
    const program = {
      variableNames: ['start', 'columns', 'weights', 'x'],
      outputShape,
      workgroupSize: WORKGROUP_SIZE,
      dispatchLayout,
      dispatch: utilities.computeDispatch(dispatchLayout, outputShape, WORKGROUP_SIZE),
      shaderKey: 'grapevineSparseProduct',
      size: true,
      getUserCode: () => SPARSE_PRODUCT,
    };
    return backend().runWebGPUProgram(program, [start, columns, values, x], 'float32');
  };
  return {
    product,
    gather: (picks, x) => tf.tidy(() => tf.gather(x, picks.compressed().columns)),
    scatterAdd: (picks, x) => product(picks.transposed, x),
  };
}

/** One thread a number of the output; neighbours read neighbouring columns of x. */
const SPARSE_PRODUCT = `
  fn main(index : i32) {
    if (index < uniforms.size) {
      let dim = uniforms.outShape[1];
      let row = index / dim;
      let d = index - row * dim;
      var sum = 0.0;
      for (var at = start[row]; at < start[row + 1]; at = at + 1) {
        sum = sum + weights[at] * x[columns[at] * dim + d];
      }
      result[index] = sum;
    }
  }
`;
