import type { TensorFlow } from './device-matrix.js';

/** Keeps the library, and any copy of it that is loaded later, from warning of each of some hundred kernels that two copies share. */
export function quieten(tf: TensorFlow): void {
  tf.env().set('PROD', true);
}
