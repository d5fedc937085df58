/** The arithmetic mean; 0 of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length === 0 ? 0 : sum / values.length;
}

/** t of the mean difference a - b of pairs, with n - 1 degrees of freedom; 0 when nothing differs. */
export function pairedT(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} values are no pairs`);
  const differences = Float64Array.from({ length: a.length }, (_, i) => a[i]! - b[i]!);
  const average = mean(differences);
  if (average === 0 || a.length < 2) return 0;
  const squares = differences.map((difference) => (difference - average) ** 2);
  const variance = (mean(squares) * a.length) / (a.length - 1);
  return variance === 0 ? Infinity * Math.sign(average) : average / Math.sqrt(variance / a.length);
}

/** P(|Z| ≥ |z|) of a standard normal Z; for t with the hundreds of pairs that an evaluation has. */
export function twoSidedP(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/** The complementary error function for x ≥ 0, relative error below 1.2e-7: Numerical Recipes, erfcc. */
function erfc(x: number): number {
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ];
  return t * Math.exp(-x * x + terms.reduceRight((sum, term) => sum * t + term, 0));
}
