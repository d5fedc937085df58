/** A named array of numbers, as a model file stores it. */
export interface Tensor {
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a part adds to the model file beyond the taste matrix that all parts share. */
export interface SavedPart {
  readonly manifest: { readonly [key: string]: Json };
  readonly tensors: Readonly<Record<string, Tensor>>;
}
