/** Rows and columns of one tile: three tiles of float64 fit the second-level cache. */
const TILE = 64;

/**
 * Inverts a symmetric positive definite matrix in place.
 *
 * Cholesky A = LLᵀ, then M = L⁻¹ kept transposed in the upper triangle, then A⁻¹ = MᵀM. All three steps are
 * products of contiguous rows, so one 4 × 4 register tile does the work: n³/2 multiply-adds.
 *
 * @param a float64 [n, n], row-major; only the lower triangle is read; holds the full inverse afterwards
 * @throws RangeError when `a` is not positive definite
 */
export function invertSymmetric(a: Float64Array, n: number): void {
  if (a.length !== n * n) throw new RangeError(`a has ${a.length} numbers, ${n} x ${n} were announced`);
  factor(a, n);
  const reciprocal = invertFactor(a, n);
  squareFactor(a, n, reciprocal);
}

/** Lower triangle of `a` becomes L. */
function factor(a: Float64Array, n: number): void {
  for (let j0 = 0; j0 < n; j0 += TILE) {
    const j1 = Math.min(j0 + TILE, n);
    for (let i0 = j0; i0 < n; i0 += TILE) {
      const i1 = Math.min(i0 + TILE, n);
      subtractRowProducts(a, n, i0, i1, a, j0, j1, 0, j0, i0 === j0);
      if (i0 === j0) factorTile(a, n, j0, j1);
      else solveTile(a, n, i0, i1, j0, j1);
    }
  }
}

function factorTile(a: Float64Array, n: number, j0: number, j1: number): void {
  for (let j = j0; j < j1; j++) {
    let pivot = a[j * n + j]!;
    for (let k = j0; k < j; k++) pivot -= a[j * n + k]! ** 2;
    if (!(pivot > 0)) throw new RangeError(`the matrix is not positive definite: pivot ${j} is ${pivot}`);
    pivot = Math.sqrt(pivot);
    a[j * n + j] = pivot;
    for (let i = j + 1; i < j1; i++) {
      let sum = a[i * n + j]!;
      for (let k = j0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      a[i * n + j] = sum / pivot;
    }
  }
}

function solveTile(a: Float64Array, n: number, i0: number, i1: number, j0: number, j1: number): void {
  for (let i = i0; i < i1; i++) {
    for (let j = j0; j < j1; j++) {
      let sum = a[i * n + j]!;
      for (let k = j0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      a[i * n + j] = sum / a[j * n + j]!;
    }
  }
}

/** Row c of the upper triangle becomes column c of L⁻¹; its diagonal is returned, L keeps its own. */
function invertFactor(a: Float64Array, n: number): Float64Array {
  const diagonal = new Float64Array(n);
  for (let i = 0; i < n; i++) diagonal[i] = 1 / a[i * n + i]!;
  for (let i0 = 0; i0 < n; i0 += TILE) {
    const i1 = Math.min(i0 + TILE, n);
    for (let c0 = 0; c0 < i0; c0 += TILE) {
      const c1 = Math.min(c0 + TILE, n);
      for (let c = c0; c < c1; c++) a.fill(0, c * n + i0, c * n + i1);
      subtractBelow(a, n, diagonal, c0, c1, i0, i1);
      solveColumns(a, n, c0, c1, i0, i1);
    }
    for (let c = i0; c < i1; c++) {
      for (let i = c + 1; i < i1; i++) {
        let sum = -a[i * n + c]! * diagonal[c]!;
        for (let k = c + 1; k < i; k++) sum -= a[i * n + k]! * a[c * n + k]!;
        a[c * n + i] = sum * diagonal[i]!;
      }
    }
  }
  return diagonal;
}

/** Mᵀ[c, i] -= Σ_k L[i, k] Mᵀ[c, k] for k from c to i0, the diagonal of M taken from its own array. */
function subtractBelow(
  a: Float64Array,
  n: number,
  diagonal: Float64Array,
  c0: number,
  c1: number,
  i0: number,
  i1: number,
): void {
  for (let c = c0; c < c1; c++) {
    for (let i = i0; i < i1; i++) {
      let sum = a[c * n + i]! - a[i * n + c]! * diagonal[c]!;
      for (let k = c + 1; k < c1; k++) sum -= a[i * n + k]! * a[c * n + k]!;
      a[c * n + i] = sum;
    }
  }
  subtractRowProducts(a, n, c0, c1, a, i0, i1, c1, i0, false);
}

function solveColumns(a: Float64Array, n: number, c0: number, c1: number, i0: number, i1: number): void {
  for (let c = c0; c < c1; c++) {
    for (let i = i0; i < i1; i++) {
      let sum = a[c * n + i]!;
      for (let k = i0; k < i; k++) sum -= a[i * n + k]! * a[c * n + k]!;
      a[c * n + i] = sum / a[i * n + i]!;
    }
  }
}

/** A⁻¹[i, j] = Σ_{k ≥ i} Mᵀ[i, k] Mᵀ[j, k] into the lower triangle, then mirrored. */
function squareFactor(a: Float64Array, n: number, diagonal: Float64Array): void {
  for (let i0 = 0; i0 < n; i0 += TILE) {
    const i1 = Math.min(i0 + TILE, n);
    for (let i = i0; i < i1; i++) a.fill(0, i * n, i * n + i0);
    for (let j0 = 0; j0 < i0; j0 += TILE) {
      const j1 = Math.min(j0 + TILE, n);
      subtractRowProducts(a, n, i0, i1, a, j0, j1, i1, n, false);
      for (let i = i0; i < i1; i++) {
        for (let j = j0; j < j1; j++) {
          let sum = -a[i * n + j]! + diagonal[i]! * a[j * n + i]!;
          for (let k = i + 1; k < i1; k++) sum += a[i * n + k]! * a[j * n + k]!;
          a[i * n + j] = sum;
        }
      }
    }
    squareDiagonalTile(a, n, diagonal, i0, i1);
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[j * n + i] = a[i * n + j]!;
}

function squareDiagonalTile(
  a: Float64Array,
  n: number,
  diagonal: Float64Array,
  i0: number,
  i1: number,
): void {
  const tile = new Float64Array((i1 - i0) * (i1 - i0));
  const at = (row: number, k: number): number => (row === k ? diagonal[k]! : a[row * n + k]!);
  for (let i = i0; i < i1; i++) {
    for (let j = i0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < i1; k++) sum += at(i, k) * at(j, k);
      for (let k = i1; k < n; k++) sum += a[i * n + k]! * a[j * n + k]!;
      tile[(i - i0) * (i1 - i0) + (j - i0)] = sum;
    }
  }
  for (let i = i0; i < i1; i++)
    for (let j = i0; j <= i; j++) a[i * n + j] = tile[(i - i0) * (i1 - i0) + (j - i0)]!;
}

/**
 * a[i, j] -= Σ_{k0 ≤ k < k1} a[i, k] b[j, k] for i0 ≤ i < i1 and j0 ≤ j < j1: rows against rows.
 * @param onlyLower leaves j > i as it was
 */
function subtractRowProducts(
  a: Float64Array,
  n: number,
  i0: number,
  i1: number,
  b: Float64Array,
  j0: number,
  j1: number,
  k0: number,
  k1: number,
  onlyLower: boolean,
): void {
  if (k1 <= k0) return;
  let i = i0;
  for (; i + 2 <= i1; i += 2) {
    let j = j0;
    for (; j + 4 <= j1; j += 4) {
      if (onlyLower && j > i + 1) break;
      rowTile(a, n, i, b, j, k0, k1);
    }
    for (; j < j1; j++) {
      rowDot(a, n, i, b, j, k0, k1);
      rowDot(a, n, i + 1, b, j, k0, k1);
    }
  }
  for (; i < i1; i++) for (let j = j0; j < j1; j++) rowDot(a, n, i, b, j, k0, k1);
}

function rowDot(
  a: Float64Array,
  n: number,
  i: number,
  b: Float64Array,
  j: number,
  k0: number,
  k1: number,
): void {
  let sum = 0;
  for (let k = k0; k < k1; k++) sum += a[i * n + k]! * b[j * n + k]!;
  a[i * n + j]! -= sum;
}

function rowTile(
  a: Float64Array,
  n: number,
  i: number,
  b: Float64Array,
  j: number,
  k0: number,
  k1: number,
): void {
  const a0 = i * n;
  const a1 = a0 + n;
  const b0 = j * n;
  const b1 = b0 + n;
  const b2 = b1 + n;
  const b3 = b2 + n;
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  for (let k = k0; k < k1; k++) {
    const x0 = a[a0 + k]!;
    const x1 = a[a1 + k]!;
    const y0 = b[b0 + k]!;
    const y1 = b[b1 + k]!;
    const y2 = b[b2 + k]!;
    const y3 = b[b3 + k]!;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
  }
  a[a0 + j]! -= s00;
  a[a0 + j + 1]! -= s01;
  a[a0 + j + 2]! -= s02;
  a[a0 + j + 3]! -= s03;
  a[a1 + j]! -= s10;
  a[a1 + j + 1]! -= s11;
  a[a1 + j + 2]! -= s12;
  a[a1 + j + 3]! -= s13;
}
