import { createHash } from 'node:crypto';
import type { TownPlan } from '../plan.js';
import { planTown } from '../plan-town.js';
import { DEMO_TOWN, type TownOptions } from '../simulate-town.js';
import { performTown, type Stage } from './perform-town.js';
import { seedState } from './seed-progress.js';

/** What became of a wish to seed. */
export type SeedOutcome =
  | { readonly kind: 'seeded'; readonly resumedAt: number; readonly steps: number; readonly plan: TownPlan }
  /** The whole town is there already. */
  | { readonly kind: 'there' }
  /** The store holds something that is not this town; a sentence for the operator. */
  | { readonly kind: 'refused'; readonly sentence: string };

/**
 * Fills an empty store with the small town, or goes on where a seeding was cut short; leaves any other store alone.
 *
 * A store that says `there` costs two reads; the town is only simulated when it is needed.
 */
export async function seedTown(stage: Stage, options: TownOptions = DEMO_TOWN): Promise<SeedOutcome> {
  const state = await seedState(stage.store);
  if (state.kind === 'seeded') return { kind: 'there' };
  if (state.kind === 'other') {
    return { kind: 'refused', sentence: 'The store is not empty, so the demo town was not put into it.' };
  }
  const plan = planTown(options);
  const planHash = hashOfPlan(plan);
  if (state.kind === 'begun' && (state.planHash !== planHash || state.of !== plan.steps.length)) {
    return {
      kind: 'refused',
      sentence: `The store holds ${state.done} of ${state.of} steps of another demo town, which this version cannot finish; begin with an empty store.`,
    };
  }
  const resumedAt = state.kind === 'begun' ? state.done : 0;
  await performTown(stage, plan.steps, planHash);
  return { kind: 'seeded', resumedAt, steps: plan.steps.length, plan };
}

/** 64 bits of SHA-256 over the steps, hexadecimal. */
export function hashOfPlan({ steps }: TownPlan): string {
  const hash = createHash('sha256');
  for (const step of steps) hash.update(JSON.stringify(step));
  return hash.digest('hex').slice(0, 16);
}
