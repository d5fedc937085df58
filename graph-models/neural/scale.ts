/** What each part's raw score is divided by in one answer, by part name. */
export type Scales = Readonly<Record<string, number>>;

/** The root mean square over the catalogue; 1 where a part says nothing at all. */
export function scaleOf(raw: Float32Array): number {
  let square = 0;
  for (let item = 0; item < raw.length; item++) square += raw[item]! * raw[item]!;
  return square === 0 ? 1 : Math.sqrt(square / raw.length);
}
