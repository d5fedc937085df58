import { NeighbourTables, renumbered, savedTable } from './item-neighbours.js';
import { addItem, saysOf, type ItemTable } from './item-table.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import type { TasteMatrix } from './taste-matrix.js';

export interface SequenceOptions {
  /** How many neighbours an item keeps. */
  readonly neighbours: number;
  /** Two items count when at most so many steps apart … */
  readonly window: number;
  /** … with weight gap^-gapPower. */
  readonly gapPower: number;
  /** What an item that came *before* counts, against 1 for one that came after. */
  readonly backwards: number;
  /** s: pretends that every item has so many more people. */
  readonly shrink: number;
  /** a, of the item that was had; b, of the item that is ranked. */
  readonly hadPower: number;
  readonly rankedPower: number;
  /** What each step back in the viewer's history counts, against the step after it. */
  readonly decay: number;
}

export const SEQUENCE_DEFAULTS: SequenceOptions = {
  neighbours: 200,
  window: 50,
  gapPower: 0.5,
  backwards: 0.4,
  shrink: 5,
  hadPower: 0.5,
  rankedPower: 0.15,
  decay: 0.6,
};

/** Nobody's older acts say what they do next. */
const NEWEST_ACTS_COUNTED = 200;
const PEOPLE_COUNTED = 2000;
/** Terms below this share of the newest one's are not added. */
const FAINT = 1e-4;

/**
 * What people did next: co-occurrence that knows the order and how far apart.
 *
 *   s(j → i) = Σ_u gap_u(j, i)^-g · (1 if i came after j, else back) / ((n_j + s)^a (n_i + s)^b)
 *   score(u, i) = Σ_k decay^k s(j_k → i),  j_0 the viewer's newest item
 */
export class SequenceNeighbours implements Part {
  readonly name = 'sequence';

  private constructor(
    private readonly decay: number,
    private readonly likeness: ItemTable,
  ) {}

  static fit(tastes: TasteMatrix, options: Partial<SequenceOptions> = {}): SequenceNeighbours {
    const settled = { ...SEQUENCE_DEFAULTS, ...options };
    const { shrink, hadPower, rankedPower } = settled;
    const sums = new Float32Array(tastes.columnCount);
    const tables = new NeighbourTables(tastes.columnCount);
    const gapWeights = Float64Array.from(
      { length: settled.window + 1 },
      (_, gap) => Math.max(1, gap) ** -settled.gapPower,
    );
    const rankedFactor = Float64Array.from(
      { length: tastes.columnCount },
      (_, item) => Math.max(1, tastes.peopleOf(item) + shrink) ** -rankedPower,
    );
    const seen: number[] = [];
    for (let item = 0; item < tastes.columnCount; item++) {
      addNeighbours(tastes, item, settled, gapWeights, sums, seen);
      const own = Math.max(1, tastes.peopleOf(item) + shrink) ** -hadPower;
      for (const other of seen) sums[other]! *= own * rankedFactor[other]!;
      tables.add(item, seen, sums, settled.neighbours);
      for (const other of seen) sums[other] = 0;
      seen.length = 0;
    }
    return new SequenceNeighbours(settled.decay, tables.table());
  }

  static load(saved: SavedPart, itemOf: Int32Array, itemCount: number): SequenceNeighbours {
    return new SequenceNeighbours(Number(saved.manifest['decay']), renumbered(saved, itemOf, itemCount));
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    let share = 1;
    for (let i = 0; i < viewer.items.length && share > FAINT; i++, share *= this.decay)
      addItem(this.likeness, viewer.items[i]!, share, out);
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const evidence: Evidence[] = [];
    let share = 1;
    for (let i = 0; i < viewer.items.length && share > FAINT; i++, share *= this.decay) {
      const index = viewer.items[i]!;
      evidence.push({ kind: 'item', index, contribution: share * saysOf(this.likeness, index, item) });
    }
    return strongestFirst(evidence);
  }

  save(): SavedPart {
    return { manifest: { decay: this.decay }, tensors: savedTable(this.likeness) };
  }
}

/** Adds what everybody who had `item` had around it to `sums`, and lists those items in `seen`. */
function addNeighbours(
  tastes: TasteMatrix,
  item: number,
  options: SequenceOptions,
  gapWeights: Float64Array,
  sums: Float32Array,
  seen: number[],
): void {
  const first = tastes.columnStart[item]!;
  const people = tastes.columnStart[item + 1]! - first;
  const step = Math.max(1, people / PEOPLE_COUNTED);
  for (let nth = 0; nth < people; nth += step) {
    const row = tastes.columnRows[first + Math.floor(nth)]!;
    const newest = tastes.rowStart[row]!;
    const end = Math.min(tastes.rowStart[row + 1]!, newest + NEWEST_ACTS_COUNTED);
    let own = newest;
    while (own < end && tastes.rowItems[own] !== item) own++;
    if (own === end) continue;
    const from = Math.max(newest, own - options.window);
    const to = Math.min(end, own + options.window + 1);
    for (let at = from; at < to; at++) {
      if (at === own) continue;
      const weight = at < own ? gapWeights[own - at]! : gapWeights[at - own]! * options.backwards;
      if (weight === 0) continue;
      const other = tastes.rowItems[at]!;
      if (sums[other] === 0) seen.push(other);
      sums[other]! += weight * step;
    }
  }
}
