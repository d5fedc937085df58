import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { sparseOf, symmetricallyNormalised, type SparseRows } from '../kernels/sparse.js';
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
  const halves = [attributeLikeness(graph, count), transitions(tastes)].filter((half) => half.length > 0);
  const entries = halves.flatMap((half) => {
    const { matrix } = symmetricallyNormalised(sparseOf(count, count, bothWays(half)));
    return Array.from(
      entriesOf(matrix),
      ([row, column, value]) => [row, column, value / halves.length] as const,
    );
  });
  return sparseOf(count, count, entries);
}

type Entry = readonly [row: number, column: number, value: number];

function* bothWays(entries: readonly Entry[]): Generator<Entry> {
  for (const [row, column, value] of entries) {
    yield [row, column, value];
    yield [column, row, value];
  }
}

function* entriesOf({ rowCount, start, columns, values }: SparseRows): Generator<Entry> {
  for (let row = 0; row < rowCount; row++)
    for (let at = start[row]!; at < start[row + 1]!; at++) yield [row, columns[at]!, values[at]!];
}

/** The 10 items whose attributes are likest, by cosine². */
function attributeLikeness(graph: InteractionGraph, count: number): Entry[] {
  const sharing: number[][] = Array.from({ length: graph.attributes.size }, () => []);
  for (let item = 0; item < count; item++)
    for (const attribute of graph.attributesOf(item)) sharing[attribute]!.push(item);
  const idf = sharing.map((items) => Math.log1p(count / Math.max(1, items.length)));
  const lengths = Float64Array.from({ length: count }, (_, item) =>
    Math.sqrt(graph.attributesOf(item).reduce((sum, attribute) => sum + idf[attribute]! ** 2, 0)),
  );
  const sums = new Float32Array(count);
  const entries: Entry[] = [];
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
    for (const other of likest(seen, sums, LIKEST)) entries.push([item, other, sums[other]!]);
    for (const other of seen) sums[other] = 0;
  }
  return entries;
}

/** How often two items came within a few steps of each other, whichever first. */
function transitions(tastes: TasteMatrix): Entry[] {
  const { columnCount, columnStart, columnRows, rowStart, rowItems } = tastes;
  const sums = new Float32Array(columnCount);
  const entries: Entry[] = [];
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
    for (const other of likest(seen, sums, MOST_NEIGHBOURS)) entries.push([item, other, sums[other]!]);
    for (const other of seen) sums[other] = 0;
  }
  return entries;
}

function likest(candidates: readonly number[], values: Float32Array, most: number): number[] {
  return [...candidates].sort((a, b) => values[b]! - values[a]! || a - b).slice(0, most);
}
