type Growable = Int32Array | Float32Array | Float64Array | Uint8Array | Uint32Array;

/** The same array when it already holds `length`, else a copy at least half as large again. */
export function grown<A extends Growable>(array: A, length: number): A {
  if (array.length >= length) return array;
  const larger = new (array.constructor as new (length: number) => A)(
    Math.max(length, Math.ceil(array.length * 1.5)),
  );
  larger.set(array);
  return larger;
}
