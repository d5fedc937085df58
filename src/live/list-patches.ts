/** An entry as far as a client can tell: which one it is, and how it looks. */
export interface Shown {
  readonly id: string;
  readonly look: string;
}

/** One step from a list to another; the steps are done in order, each on the list that the one before left. */
export interface Patch {
  /** MOVE: take it out, then put it in at `index`. REMOVE and UPDATE: it is at `index`. */
  readonly op: 'INSERT' | 'MOVE' | 'REMOVE' | 'UPDATE';
  readonly id: string;
  readonly index: number;
}

/** The fewest removals, moves and insertions that make `before` into `after`; an entry that moves is not updated too. */
export function patchesBetween(before: readonly Shown[], after: readonly Shown[]): Patch[] {
  const patches: Patch[] = [];
  const wanted = new Set(after.map(({ id }) => id));
  const work = before.map(({ id }) => id);
  for (let index = work.length - 1; index >= 0; index--) {
    const id = work[index]!;
    if (wanted.has(id)) continue;
    work.splice(index, 1);
    patches.push({ op: 'REMOVE', id, index });
  }

  const places = new Map(work.map((id, place) => [id, place]));
  const looks = new Map(before.map(({ id, look }) => [id, look]));
  const staying = longestRising(after.flatMap(({ id }) => places.get(id) ?? [])).map((place) => work[place]);
  const stays = new Set(staying);
  after.forEach(({ id, look }, i) => {
    const index = work.indexOf(id);
    if (stays.has(id)) {
      if (looks.get(id) !== look) patches.push({ op: 'UPDATE', id, index });
      return;
    }
    if (index >= 0) work.splice(index, 1);
    const behind = i === 0 ? 0 : work.indexOf(after[i - 1]!.id) + 1;
    work.splice(behind, 0, id);
    patches.push({ op: index >= 0 ? 'MOVE' : 'INSERT', id, index: behind });
  });
  return patches;
}

/** The longest subsequence of distinct numbers that only rises; O(n²), for lists that people look at. */
function longestRising(numbers: readonly number[]): number[] {
  const best: { length: number; previous: number }[] = [];
  let last = -1;
  numbers.forEach((number, i) => {
    let [length, previous] = [1, -1];
    for (let j = 0; j < i; j++) {
      if (numbers[j]! < number && best[j]!.length + 1 > length) [length, previous] = [best[j]!.length + 1, j];
    }
    best.push({ length, previous });
    if (last < 0 || length > best[last]!.length) last = i;
  });
  const rising: number[] = [];
  for (let i = last; i >= 0; i = best[i]!.previous) rising.unshift(numbers[i]!);
  return rising;
}
