// AssemblyScript: every kernel of the one module. `npm run kernels` compiles it into ../kernels-wasm.ts.
export { adam } from './adam';
export { bprRows } from './bpr';
export { dots } from './dots';
export { listGains } from './gains';
export { gemm, scratchBytes, subtractLower } from './gemm';
export { gruBackward, gruForward } from './gru';
export { backThroughLengths, normaliseRows, weightedSum } from './rows';
export { useScratch } from './scratch';
export { softmaxRows } from './softmax';
export { spmm, spmmProjected, spmmTurned } from './spmm';
export { bestPositive, topRows } from './topk';
