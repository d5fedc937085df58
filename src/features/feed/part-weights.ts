/** How many times as much as usual each part of a score counts, by its name; left out: once. */
export type PartWeights = Readonly<Record<string, number>>;

/** The parts as they count in a ranking of one's own; what counts nothing is left out. */
export function weighed(
  parts: Readonly<Record<string, number>>,
  weights: PartWeights,
): Record<string, number> {
  const left: Record<string, number> = {};
  for (const [name, value] of Object.entries(parts)) {
    const times = weights[name] ?? 1;
    if (times !== 0) left[name] = times * value;
  }
  return left;
}
