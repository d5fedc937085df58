/** How many times as much as usual each part of a score counts, by its name; left out: once. */
export type PartWeights = Readonly<Record<string, number>>;

/**
 * The parts as they count in a ranking of one's own; what counts nothing is left out. Copied, as objects from which
 * something was deleted are slow ever after.
 */
export function weighed(
  parts: Readonly<Record<string, number>>,
  weights: PartWeights,
): Record<string, number> {
  const left: Record<string, number> = {};
  for (const name in parts) {
    const value = (weights[name] ?? 1) * parts[name]!;
    if (value !== 0) left[name] = value;
  }
  return left;
}
