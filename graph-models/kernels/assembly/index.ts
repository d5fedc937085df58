// AssemblyScript: every kernel of the one module. `npm run kernels` compiles it into ../kernels-wasm.ts.
export { adam } from './adam';
export { dots } from './dots';
export { gemm, gemmScratch } from './gemm';
export { gruBackward, gruForward } from './gru';
export { probabilities, softmaxRow } from './softmax';
export { spmm } from './spmm';
