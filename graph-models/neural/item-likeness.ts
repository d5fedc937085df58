import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { symmetricallyNormalised, type SparseRows } from '../kernels/sparse.js';
import { SparseEntries } from './sparse-entries.js';
import { strongestOf } from './strongest.js';
import type { TasteMatrix } from './taste-matrix.js';

/** Likest items kept by attributes, and followers kept by transitions. */
const LIKEST = 10;
const MOST_NEIGHBOURS = 60;
/** Steps apart at which two items still count as neighbours in somebody's history. */
const NEAR = 5;
const NEWEST_ACTS_COUNTED = 200;
/** An attribute that more items share says little, and costs their square. */
const MOST_SHARING = 1000;

/**
 * Which items are alike, float32 [itemCount, itemCount], symmetric, each half normalised by the roots of degrees:
 * half by what they are (10 likest by the squared cosine of idf-weighted attributes), half by who came within 5 steps
 * of whom. Where one half knows nothing at all, the other counts whole.
 */
export function itemLikeness(graph: InteractionGraph, tastes: TasteMatrix): SparseRows {
  const count = tastes.columnCount;
  const halves = [attributeLikeness(graph, count), transitions(tastes)].filter((half) => half.count > 0);
  const both = new SparseEntries();
  for (const half of halves)
    both.addAll(symmetricallyNormalised(half.toRows(count, count)).matrix, 1 / halves.length);
  return both.toRows(count, count);
}

/** The 10 items whose attributes are likest, by cosine²; both ways. */
function attributeLikeness(graph: InteractionGraph, count: number): SparseEntries {
  const sharing: number[][] = Array.from({ length: graph.attributes.size }, () => []);
  for (let item = 0; item < count; item++)
    for (const attribute of graph.attributesOf(item)) sharing[attribute]!.push(item);
  const idf = sharing.map((items) => Math.log1p(count / Math.max(1, items.length)));
  const lengths = Float64Array.from({ length: count }, (_, item) =>
    Math.sqrt(graph.attributesOf(item).reduce((sum, attribute) => sum + idf[attribute]! ** 2, 0)),
  );
  const sums = new Float32Array(count);
  const entries = new SparseEntries();
  for (let item = 0; item < count; item++) {
    const seen: number[] = [];
    for (const attribute of graph.attributesOf(item)) {
      const others = sharing[attribute]!;
      if (others.length > MOST_SHARING) continue;
      for (const other of others) {
        if (other === item) continue;
        if (sums[other] === 0) seen.push(other);
        sums[other]! += idf[attribute]! ** 2;
      }
    }
    for (const other of seen) sums[other] = (sums[other]! / (lengths[item]! * lengths[other]!)) ** 2;
    addBothWays(entries, item, strongestOf(seen, sums, LIKEST), sums);
    for (const other of seen) sums[other] = 0;
  }
  return entries;
}

/** How often two items came within a few steps of each other, whichever first; both ways. */
function transitions(tastes: TasteMatrix): SparseEntries {
  const { columnCount, columnStart, columnRows, rowStart, rowItems } = tastes;
  const sums = new Float32Array(columnCount);
  const entries = new SparseEntries();
  for (let item = 0; item < columnCount; item++) {
    const seen: number[] = [];
    for (let at = columnStart[item]!; at < columnStart[item + 1]!; at++) {
      const row = columnRows[at]!;
      const first = rowStart[row]!;
      const end = Math.min(rowStart[row + 1]!, first + NEWEST_ACTS_COUNTED);
      let own = first;
      while (own < end && rowItems[own] !== item) own++;
      if (own === end) continue;
      for (let near = Math.max(first, own - NEAR); near < Math.min(end, own + NEAR + 1); near++) {
        const other = rowItems[near]!;
        if (near === own) continue;
        if (sums[other] === 0) seen.push(other);
        sums[other]! += 1;
      }
    }
    addBothWays(entries, item, strongestOf(seen, sums, MOST_NEIGHBOURS), sums);
    for (const other of seen) sums[other] = 0;
  }
  return entries;
}

function addBothWays(
  entries: SparseEntries,
  item: number,
  others: readonly number[],
  values: Float32Array,
): void {
  for (const other of others) {
    entries.add(item, other, values[other]!);
    entries.add(other, item, values[other]!);
  }
}
