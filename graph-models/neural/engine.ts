import { trainSession } from './train-session.js';
import { trainTowers } from './train-towers.js';

export const ENGINE_NAMES = ['cpu', 'tensorflow', 'webgpu'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** What training is computed with. Every engine takes the same steps, and ends with the same parameters but for rounding. */
export interface Engine {
  /** An `EngineName`, or those of two that share the work. */
  readonly name: string;
  /** What it runs on, for a reader: `2 threads`, `NVIDIA H100`. */
  readonly device: string;
  /** See `trainTowers`; the parameters of the towers are moved in place. */
  readonly trainTowers: typeof trainTowers;
  /** See `trainSession`; the parameters of the session model are moved in place. */
  readonly trainSession: typeof trainSession;
}

/** Our own kernels. */
export const CPU_ENGINE: Engine = { name: 'cpu', device: 'the processor', trainTowers, trainSession };
