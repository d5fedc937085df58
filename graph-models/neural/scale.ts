/** What each part's raw score is divided by in one answer, by part name. */
export type Scales = Readonly<Record<string, number>>;

/**
 * The cubic mean over the catalogue without what the viewer has, (1/n Σ |x_i|³)^⅓; 1 where a part says nothing at all.
 *
 * Between the root mean square, which is mostly of what nobody would choose, and the maximum, which is of one item: on the
 * validations of seven shops never worse than either (docs/decisions/0082-scores-by-their-cubic-mean.md).
 *
 * @param had items of the viewer
 */
export function scaleOf(raw: Float32Array, had: ArrayLike<number>): number {
  const whole = raw.length & ~3;
  // Four sums, as each addition would wait for the one before it.
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let item = 0; item < whole; item += 4) {
    a += cube(raw[item]!);
    b += cube(raw[item + 1]!);
    c += cube(raw[item + 2]!);
    d += cube(raw[item + 3]!);
  }
  for (let item = whole; item < raw.length; item++) a += cube(raw[item]!);
  const all = a + b + (c + d);
  let cubes = all;
  let others = raw.length;
  for (let i = 0; i < had.length; i++) {
    const item = had[i]!;
    if (item >= raw.length) continue;
    cubes -= cube(raw[item]!);
    others--;
  }
  // Below, it is what rounding has left of what the viewer has.
  return cubes > 1e-9 * all ? Math.cbrt(cubes / others) : 1;
}

function cube(x: number): number {
  return Math.abs(x) * x * x;
}
