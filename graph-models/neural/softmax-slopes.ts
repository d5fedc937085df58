import type { Board } from './board.js';

/** A candidate less likely than this says next to nothing of the curve. */
const UNLIKELY = 1e-5;

/** What some columns say, candidate after candidate. */
export interface Packed {
  readonly width: number;
  /** float32 [candidates, width] */
  readonly said: Float32Array;
  readonly start: Int32Array;
  readonly found: Int32Array;
  /** Questions that some candidate answers. */
  readonly asked: number;
}

/** @param members which columns */
export function packedOf({ columns, start, found }: Board, members: readonly number[]): Packed {
  const width = members.length;
  const said = new Float32Array(start[found.length]! * width);
  members.forEach((p, m) => {
    const column = columns[p]!;
    for (let at = 0, to = m; to < said.length; at++, to += width) said[to] = column[at]!;
  });
  const asked = found.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0);
  return { width, said, start, found, asked };
}

/** The log-likelihood Σ_q n_q^-½ Σ_i ln softmax_i(Σ_m w_m s_m), and how it changes with the weights. */
export interface Slopes {
  readonly value: number;
  /** float64 [width] */
  readonly gradient: Float64Array;
  /** Minus the second derivatives, float64 [width, width], the lower triangle. */
  readonly curve: Float64Array;
  /** Σ_q g_q g_qᵀ of the questions' own gradients, likewise. */
  readonly spread: Float64Array;
}

/** Softmax of the candidates of one question, into `shares`; answers ln of the sum. */
function softmaxOf(
  { width, said }: Packed,
  weights: Float64Array,
  from: number,
  to: number,
  shares: Float64Array,
): number {
  let most = -Infinity;
  for (let at = from, base = from * width; at < to; at++, base += width) {
    let logit = 0;
    for (let m = 0; m < width; m++) logit += weights[m]! * said[base + m]!;
    shares[at - from] = logit;
    if (logit > most) most = logit;
  }
  let sum = 0;
  for (let k = 0; k < to - from; k++) sum += shares[k] = Math.exp(shares[k]! - most);
  for (let k = 0; k < to - from; k++) shares[k]! /= sum;
  return most + Math.log(sum);
}

/** The log-likelihood of every question, 0 of those that no candidate answers. */
export function valuesAt(packed: Packed, weights: Float64Array): Float64Array {
  const { width, said, start, found } = packed;
  const shares = new Float64Array(longest(start));
  return Float64Array.from(found, (wanted, q) => {
    if (wanted === 0) return 0;
    const [from, to] = [start[q]!, start[q + 1]!];
    const logSum = softmaxOf(packed, weights, from, to, shares);
    let sum = 0;
    for (let base = from * width; base < (from + wanted) * width; base += width)
      for (let m = 0; m < width; m++) sum += weights[m]! * said[base + m]!;
    return (sum - wanted * logSum) / Math.sqrt(wanted);
  });
}

export function slopesAt(packed: Packed, weights: Float64Array): Slopes {
  const { width, said, start, found } = packed;
  const gradient = new Float64Array(width);
  const curve = new Float64Array(width * width);
  const spread = new Float64Array(width * width);
  const shares = new Float64Array(longest(start));
  const [own, mean, apart] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
  let value = 0;
  for (let q = 0; q < found.length; q++) {
    const wanted = found[q]!;
    if (wanted === 0) continue;
    const [from, to] = [start[q]!, start[q + 1]!];
    const weight = 1 / Math.sqrt(wanted);
    value -= weight * wanted * softmaxOf(packed, weights, from, to, shares);
    mean.fill(0);
    for (let at = from, base = from * width; at < to; at++, base += width) {
      const share = shares[at - from]!;
      for (let m = 0; m < width; m++) mean[m]! += share * said[base + m]!;
    }
    own.fill(0);
    for (let base = from * width; base < (from + wanted) * width; base += width)
      for (let m = 0; m < width; m++) own[m]! += weight * said[base + m]!;
    for (let m = 0; m < width; m++) {
      value += weights[m]! * own[m]!;
      own[m]! -= weight * wanted * mean[m]!;
      gradient[m]! += own[m]!;
    }
    addOuter(spread, own, 1);
    for (let at = from, base = from * width; at < to; at++, base += width) {
      const share = shares[at - from]!;
      if (share < UNLIKELY) continue;
      for (let m = 0; m < width; m++) apart[m] = said[base + m]! - mean[m]!;
      addOuter(curve, apart, weight * wanted * share);
    }
  }
  return { value, gradient, curve, spread };
}

/** matrix += factor · v vᵀ, its lower triangle alone. */
function addOuter(matrix: Float64Array, v: Float64Array, factor: number): void {
  const width = v.length;
  for (let m = 0; m < width; m++) {
    const one = factor * v[m]!;
    for (let n = 0; n <= m; n++) matrix[m * width + n]! += one * v[n]!;
  }
}

/** An entry of a symmetric matrix of which there is the lower triangle. */
export function entry(matrix: Float64Array, width: number, m: number, n: number): number {
  return m >= n ? matrix[m * width + n]! : matrix[n * width + m]!;
}

function longest(start: Int32Array): number {
  let most = 0;
  for (let q = 0; q + 1 < start.length; q++) most = Math.max(most, start[q + 1]! - start[q]!);
  return most;
}
