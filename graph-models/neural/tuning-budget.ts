/**
 * Units of work that a second of the budget buys: a multiply-add of a kernel counts 1, one in TypeScript `PLAIN_WORK`. What
 * two cores come to on LastFM, where 65·10⁹ of a graph convolution take 12 s of one core; two idle ones do more.
 */
export const WORK_A_SECOND = 8e9;
export const PLAIN_WORK = 4;

/** What one part may spend on fits. */
export interface Allowance {
  readonly work: number;
  /** False once the clock says that the whole budget is used up. */
  readonly hasTime: () => boolean;
}

/**
 * How much trying options may cost. It is counted in work, so that the same shop, seed and budget try the same options
 * on every machine, however busy. Only where the time is over before the work is done, on a machine slower than
 * `WORK_A_SECOND`, does the clock end the search, and `wasCutShort` tells that the choice hangs on the machine.
 */
export class TuningBudget {
  #work: number;
  #startedAt: number | null = null;
  #wasCutShort = false;

  /** @param now milliseconds; the time begins with the first allowance */
  constructor(
    private readonly seconds: number,
    private readonly now: () => number,
  ) {
    this.#work = seconds * WORK_A_SECOND;
  }

  get wasCutShort(): boolean {
    return this.#wasCutShort;
  }

  /** What the next part may spend when so many are still to be tuned; what earlier ones left over is shared out again. */
  allowanceAmong(parts: number): Allowance {
    const startedAt = (this.#startedAt ??= this.now());
    return {
      work: this.#work / parts,
      hasTime: () => {
        if (this.now() - startedAt < 1000 * this.seconds) return true;
        this.#wasCutShort = true;
        return false;
      },
    };
  }

  spend(work: number): void {
    this.#work = Math.max(0, this.#work - work);
  }
}
