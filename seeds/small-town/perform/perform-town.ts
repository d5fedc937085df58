import type { Id } from '../../../graph-models/domain/ids.js';
import type { Label } from '../../../graph-models/domain/vocabulary.js';
import type { AccountDesk } from '../../../src/features/accounts/index.js';
import type { Store } from '../../../src/store/graph-store.js';
import { perform } from '../../../src/use-cases/perform.js';
import { Refusal } from '../../../src/use-cases/refusal.js';
import type { Shop } from '../../../src/use-cases/shop.js';
import type { Step } from '../plan.js';
import { planOfStep } from './deeds.js';
import { Registry } from './registry.js';
import { SeedProgress } from './seed-progress.js';
import { townId } from './town-ids.js';

/** Where a town is performed. */
export interface Stage {
  readonly store: Store;
  readonly desk: AccountDesk;
  readonly digest: Shop['digest'];
  readonly onProgress?: (done: number, total: number) => void;
}

/** A step was refused that the plan thought possible: the plan or the shop is wrong. */
export class StepRefusedError extends Error {
  override readonly name = 'StepRefusedError';
}

const STEPS_BETWEEN_PROGRESS = 100;

/**
 * Performs the steps that are not in the store yet, one after the other, each with the clock at its time and with ids
 * of its own: the same steps make the same store, in one go or in several.
 *
 * @param planHash names the plan, so that another is not taken for the rest of this one
 * @returns how many steps were performed now
 */
export async function performTown(stage: Stage, steps: readonly Step[], planHash: string): Promise<number> {
  const progress = await SeedProgress.open(stage.store, planHash, steps.length);
  const registry = new Registry(steps);
  let now = 0;
  let index = 0;
  let made = new Map<Label, number>();
  const shop: Shop = {
    store: progress.counting(() => index + 1),
    now: () => now,
    newId: <L extends Label>(label: L): Id<L> => {
      const nth = made.get(label) ?? 0;
      made.set(label, nth + 1);
      return townId(label, now, index, nth);
    },
    digest: stage.digest,
    settled: () => Promise.resolve(),
  };
  const means = { shop, desk: stage.desk, registry };

  for (index = progress.done; index < steps.length; index++) {
    const step = steps[index]!;
    now = step.at;
    made = new Map();
    await performStep(means, step, index);
    if (index % STEPS_BETWEEN_PROGRESS === 0) stage.onProgress?.(index, steps.length);
  }
  if (progress.done < steps.length) await progress.commit({ changes: [] }, steps.length);
  stage.onProgress?.(steps.length, steps.length);
  return steps.length - progress.done;
}

async function performStep(
  means: Parameters<typeof planOfStep>[0],
  step: Step,
  index: number,
): Promise<void> {
  const by = 'by' in step ? means.registry.id('User', step.by) : null;
  const request = { mutation: MUTATIONS[step.verb] ?? step.verb, by, input: step };
  const done = await perform(means.shop, request, planOfStep(means, step));
  if (done instanceof Refusal) {
    throw new StepRefusedError(`step ${index}, ${JSON.stringify(step)}: ${done.message}`);
  }
}

/** What the API calls a deed, where the town has another word. */
const MUTATIONS: Readonly<Partial<Record<Step['verb'], string>>> = {
  settle: 'signUp',
  sellOut: 'updateItem',
  cancelRequest: 'cancelFriendRequest',
  announcePurchases: 'setAnnouncements',
  grantRole: 'setRole',
  findHelpful: 'markHelpful',
};
