/** Solves a x = b in place of b, a symmetric positive definite, float64 [n, n], its lower triangle given: Cholesky. */
export function solvePositive(a: Float64Array, n: number, b: Float64Array): void {
  factorPositive(a, n);
  solveFactored(a, n, b);
}

/** Puts L in place of a's lower triangle, a = L Lᵀ. @throws RangeError when a is not positive definite */
export function factorPositive(a: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let left = a[i * n + j]!;
      for (let k = 0; k < j; k++) left -= a[i * n + k]! * a[j * n + k]!;
      if (i === j && !(left > 0))
        throw new RangeError(`the matrix is not positive definite: pivot ${j} is ${left}`);
      a[i * n + j] = i === j ? Math.sqrt(left) : left / a[j * n + j]!;
    }
  }
}

/** Solves L Lᵀ x = b in place of b, for what `factorPositive` leaves. */
export function solveFactored(lower: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i]! -= lower[i * n + k]! * b[k]!;
    b[i]! /= lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i]! -= lower[k * n + i]! * b[k]!;
    b[i]! /= lower[i * n + i]!;
  }
}
