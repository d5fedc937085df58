/**
 * Merges two ranked lists so that of every beginning the share `mix` comes from the second, as long as both last; then
 * the rest of the one that is left.
 */
export function inShares<T>(first: readonly T[], second: readonly T[], mix: number): T[] {
  const merged: T[] = [];
  let [ofFirst, ofSecond] = [0, 0];
  while (ofFirst < first.length && ofSecond < second.length) {
    const due = Math.floor((merged.length + 1) * mix) - Math.floor(merged.length * mix);
    merged.push(due > 0 ? second[ofSecond++]! : first[ofFirst++]!);
  }
  return [...merged, ...first.slice(ofFirst), ...second.slice(ofSecond)];
}
