/** The option that was chosen, what came of its full fit, and how many fits of any length there were. */
export interface Chosen<O, R> {
  readonly options: O;
  readonly result: R;
  /** Of the full fit of the first option. */
  readonly first: R;
  readonly fits: number;
}

export interface Halving<O, R> {
  /** Of every option, fitted on `share` of its steps. */
  readonly fit: (options: O, share: number) => Promise<R>;
  readonly score: (result: R) => number;
  /** Asked before every fit but the first full one. */
  readonly hasTime: () => boolean;
}

interface Rung {
  readonly count: number;
  readonly share: number;
}

/** A full fit and what it is compared with; fewer options than these are not worth a search. */
const FEWEST = 4;
const FINALISTS = 2;

/**
 * Successive halving (Jamieson and Talwalkar 2016): every option is fitted on a quarter of the steps, the better half again on
 * half of them, the better half of those on all. The first option, the one used where nothing is tried, is always fitted in
 * full, so that no other is chosen but for doing better. Same options, fits and scores: same choice. Where time runs out,
 * the best of those that were fitted in full.
 */
export async function bestByHalving<O, R>(
  options: readonly [O, ...O[]],
  { fit, score, hasTime }: Halving<O, R>,
): Promise<Chosen<O, R>> {
  const [first] = options;
  if (options.length === 1) {
    const result = await fit(first, 1);
    return { options: first, result, first: result, fits: 1 };
  }
  let left: readonly O[] = options;
  let fits = 0;
  for (const { count, share } of rungsOf(options.length)) {
    left = left.slice(0, count);
    const trials: { options: O; result: R; score: number }[] = [];
    for (const one of left) {
      const isNeeded = share === 1 && trials.length === 0;
      if (!isNeeded && !hasTime()) continue;
      const result = await fit(one, share);
      fits++;
      trials.push({ options: one, result, score: score(result) });
    }
    const ranked = trials.toSorted((a, b) => b.score - a.score);
    if (share === 1) {
      const { options: chosen, result } = ranked[0]!;
      return { options: chosen, result, first: trials[0]!.result, fits };
    }
    left = [first, ...ranked.map((trial) => trial.options).filter((one) => one !== first)];
  }
  throw new RangeError('the last rung of a search takes all steps');
}

/** How many options can be compared for as much work as so many full fits; 1 where it is too little to compare any. */
export function optionsWithin(fullFits: number, most: number): number {
  for (let count = most; count >= FEWEST; count--) if (fullFitsOf(count) <= fullFits) return count;
  return 1;
}

/** The work of a search in full fits. */
export function fullFitsOf(options: number): number {
  return options === 1 ? 1 : rungsOf(options).reduce((sum, { count, share }) => sum + count * share, 0);
}

function rungsOf(options: number): Rung[] {
  const finalists = Math.max(FINALISTS, Math.ceil(options / 4));
  return [
    { count: options, share: 1 / 4 },
    { count: Math.max(finalists, Math.ceil(options / 2)), share: 1 / 2 },
    { count: finalists, share: 1 },
  ];
}
