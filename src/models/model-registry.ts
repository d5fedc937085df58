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
  /** What fitted it, for example `cpu, node v20.20.2`. */
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
  /** Validation figures; those of the held-out newest slice begin with `test.`. */
  readonly metrics: Readonly<Record<string, number>>;
  /** How it came to be served; absent for one that was not compared with anything. */
  readonly publication?: Publication | undefined;
  /** How the ranker is put together. */
  readonly ranker: { readonly [key: string]: Json };
}

export interface Publication {
  /** Learnt from nothing, or gone on from the model that was served. */
  readonly mode: 'full' | 'incremental';
  /** What the comparison with the served model said. */
  readonly because: string;
  /** The operator's reason to publish it although the comparison spoke against it. */
  readonly forced: string | null;
}

/** Published models, by version; versions sort by time. */
export interface ModelRegistry {
  /**
   * Writes the model beside the others and, once all of it is there, makes it the current one.
   *
   * @param over the version that it is to take the place of, null for none; left out: whichever is current
   * @throws ModelMovedError when another is current by then; nothing is published
   */
  publish(model: ModelContent, over?: string | null): Promise<string>;
  /** The version that is to be served, null before the first; cheap enough to ask every second. */
  current(): Promise<string | null>;
  /** Versions that may still be served, newest first. */
  versions(): Promise<string[]>;
  /** @throws ModelRefusedError when it is absent, damaged, not all there, or was rolled back over */
  read(version: string): Promise<ModelContent>;
}

/** A registry as an operator sees it. */
export interface ModelHistory extends ModelRegistry {
  /** Every version that is kept, newest first, those that may not be served too. */
  history(): Promise<KeptModel[]>;
  /**
   * Makes an earlier version the current one, or goes forward again to one that was rolled back over. Newer ones are never
   * served again unless they are asked for by name.
   *
   * @throws ModelRefusedError when it cannot be served
   */
  rollBack(to: string, at: number): Promise<void>;
}

export interface KeptModel {
  readonly version: string;
  readonly isCurrent: boolean;
  readonly manifest: ModelManifest | null;
  /** Why it may not be served, null when it may. */
  readonly refused: string | null;
}

/** Another model is current than the one that was to be replaced. */
export class ModelMovedError extends Error {
  override readonly name = 'ModelMovedError';

  constructor(readonly current: string | null) {
    super(`model ${current} was published meanwhile, which this one was not compared with`);
  }
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
