/** What each part's raw score is divided by in one answer, by part name. */
export type Scales = Readonly<Record<string, number>>;

/** The root mean square over the catalogue; 1 where a part says nothing at all. */
export function scaleOf(raw: Float32Array): number {
  const whole = raw.length & ~3;
  // Four sums, as each addition would wait for the one before it.
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let item = 0; item < whole; item += 4) {
    a += raw[item]! * raw[item]!;
    b += raw[item + 1]! * raw[item + 1]!;
    c += raw[item + 2]! * raw[item + 2]!;
    d += raw[item + 3]! * raw[item + 3]!;
  }
  for (let item = whole; item < raw.length; item++) a += raw[item]! * raw[item]!;
  const square = a + b + (c + d);
  return square === 0 ? 1 : Math.sqrt(square / raw.length);
}
