import type { Json, Tensor } from '../../graph-models/neural/saved-part.js';

/** What is published: numbers, and what they mean. */
export interface ModelContent {
  readonly manifest: ModelManifest;
  readonly tensors: Readonly<Record<string, Tensor>>;
}

/** What a model says of itself. */
export interface ModelManifest {
  /** What the model's numbers mean; code reads only models of its own schema. */
  readonly schema: string;
  /** Unix milliseconds. */
  readonly fittedAt: number;
  readonly seed: number;
  /** What fitted it, for example `typescript, node v20.20.2`. */
  readonly engine: string;
  /** How much of the shop it has seen. */
  readonly watermark: {
    readonly people: number;
    readonly items: number;
    readonly acts: number;
    readonly friendships: number;
    /** Unix milliseconds, 0 where acts have no times. */
    readonly newestActAt: number;
  };
  /** Validation figures. */
  readonly metrics: Readonly<Record<string, number>>;
  /** How the ranker is put together. */
  readonly ranker: { readonly [key: string]: Json };
}

/** Published models, by version; versions sort by time. */
export interface ModelRegistry {
  /** Writes the model beside the others and, once all of it is there, makes it the current one. */
  publish(model: ModelContent): Promise<string>;
  /** The version that is to be served, null before the first; cheap enough to ask every second. */
  current(): Promise<string | null>;
  /** Versions that can still be read, newest first. */
  versions(): Promise<string[]>;
  /** @throws ModelRefusedError when it is absent, damaged or not all there */
  read(version: string): Promise<ModelContent>;
}

/** A model that must not be served, and why. */
export class ModelRefusedError extends Error {
  override readonly name = 'ModelRefusedError';

  constructor(
    readonly version: string,
    readonly reason: string,
  ) {
    super(`model ${version}: ${reason}`);
  }
}
