import type { Tensor } from '../../graph-models/neural/saved-part.js';

const DTYPES = {
  F32: Float32Array,
  F64: Float64Array,
  I32: Int32Array,
  U8: Uint8Array,
} as const;
type Dtype = keyof typeof DTYPES;

interface Entry {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [begin: number, end: number];
}

/**
 * Named tensors as safetensors bytes: length of the header (uint64, little endian), JSON header, numbers.
 * Numbers are little endian, and each tensor starts at a multiple of 8 bytes.
 */
export function encodeTensors(tensors: Readonly<Record<string, Tensor>>): Uint8Array {
  const header: Record<string, Entry> = {};
  let offset = 0;
  for (const [name, { data, shape }] of Object.entries(tensors)) {
    if (shape.reduce((product, side) => product * side, 1) !== data.length)
      throw new RangeError(`${name} has ${data.length} numbers, its shape is ${shape.join(' x ')}`);
    header[name] = { dtype: dtypeOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset = multipleOf8(offset + data.byteLength);
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + multipleOf8(text.length);
  const bytes = new Uint8Array(start + offset).fill(0x20, 8 + text.length, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(text, 8);
  for (const [name, { data }] of Object.entries(tensors))
    bytes.set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      start + header[name]!.data_offsets[0],
    );
  return bytes;
}

/** @throws TypeError when the bytes are no tensors, RangeError when they end too early */
export function decodeTensors(bytes: Uint8Array): Record<string, Tensor> {
  if (bytes.length < 8) throw new RangeError('the tensor file ends in its first 8 bytes');
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  const start = 8 + length;
  if (!(start <= bytes.length)) throw new RangeError('the tensor file ends in its header');
  const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start)));
  if (typeof header !== 'object' || header === null) throw new TypeError('the tensor header is no object');
  const tensors: Record<string, Tensor> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, data_offsets } = entry as Entry;
    const [begin, end] = data_offsets;
    if (!(dtype in DTYPES)) throw new TypeError(`${name} is of unknown type ${dtype}`);
    if (start + end > bytes.length) throw new RangeError(`the tensor file ends in ${name}`);
    const own = new Uint8Array(bytes.subarray(start + begin, start + end));
    const numbers = shape.reduce((product, side) => product * side, 1);
    if (own.length !== numbers * DTYPES[dtype].BYTES_PER_ELEMENT)
      throw new TypeError(`${name} has ${own.length} bytes, its shape is ${shape.join(' x ')} of ${dtype}`);
    tensors[name] = { data: new DTYPES[dtype](own.buffer), shape };
  }
  return tensors;
}

/** Texts as one tensor, as a JSON list. */
export function textTensor(texts: readonly string[]): Tensor {
  const data = new TextEncoder().encode(JSON.stringify(texts));
  return { data, shape: [data.length] };
}

/** @throws TypeError when the tensor holds no texts */
export function textsOf(tensor: Tensor | undefined): string[] {
  if (!(tensor?.data instanceof Uint8Array)) throw new TypeError('a list of texts was expected');
  const texts: unknown = JSON.parse(new TextDecoder().decode(tensor.data));
  if (!Array.isArray(texts)) throw new TypeError('a list of texts was expected');
  return texts.map(String);
}

function dtypeOf(data: Tensor['data']): Dtype {
  if (data instanceof Float32Array) return 'F32';
  if (data instanceof Float64Array) return 'F64';
  return data instanceof Int32Array ? 'I32' : 'U8';
}

function multipleOf8(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
