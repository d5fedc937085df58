import type { Change, Expectation } from '../store/graph-store.js';

/** What makes a commit count once for the event that caused it. */
export interface CountedOnce {
  readonly expect: readonly Expectation[];
  readonly changes: readonly Change[];
}

/**
 * Asked by a consumer for what to commit together with the effect of the event it was brought. A durable consumer's
 * position is moved by it, so of two processes, or of a process and its next life, one commit succeeds.
 * @throws ConsumerMovedError when the event had its effect already
 */
export type Once = () => Promise<CountedOnce>;

/** Nothing to add: the consumer's position is kept nowhere. */
export const uncounted: Once = () => Promise.resolve({ expect: [], changes: [] });

/** The plan of an effect with what makes it count once; a plan that changes nothing stays as it is. */
export async function countedOnce<
  P extends { readonly expect?: readonly Expectation[]; readonly changes: readonly Change[] },
>(plan: P, once: Once): Promise<P> {
  if (plan.changes.length === 0) return plan;
  const { expect, changes } = await once();
  return {
    ...plan,
    expect: [...(plan.expect ?? []), ...expect],
    changes: [...plan.changes, ...changes],
  };
}
