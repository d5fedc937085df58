import { INFLUENCE, SPEAKING_KINDS } from './acts.js';
import { CATEGORIES } from './catalogue/categories.js';
import { Chance } from './chance.js';
import { formCircles } from './circles.js';
import type { TownPlan, TownTruth } from './plan.js';
import { simulateTown, type Town, type TownOptions } from './simulate-town.js';
import { stepsOf } from './steps.js';
import { writeTalk } from './talk/write-talk.js';

/** The town as steps to perform, with its truth; the same options give the same plan. */
export function planTown(options: TownOptions): TownPlan {
  return planOf(simulateTown(options), options.seed);
}

/** A simulated town as steps to perform. */
export function planOf(town: Town, seed: number): TownPlan {
  const circles = formCircles(town.people, town.endsAt, new Chance(seed, 'circles'));
  const talk = writeTalk(town, circles, new Chance(seed, 'talk'));
  const steps = stepsOf(town, circles, talk, new Chance(seed, 'steps'));
  return { startsAt: town.startsAt, endsAt: town.endsAt, steps, truth: truthOf(town) };
}

function truthOf({ people, items, acts, visitsPerDay }: Town): TownTruth {
  return {
    influence: { ...INFLUENCE, kinds: SPEAKING_KINDS },
    people: people.map(({ handle, taste, activity }) => ({
      handle,
      taste: Object.fromEntries(CATEGORIES.map(({ slug }, i) => [slug, taste[i]!])),
      visitsPerDay: visitsPerDay * activity,
    })),
    influenced: acts.flatMap(({ at, person, item, because }) => {
      if (because === undefined) return [];
      const cause = acts[because]!;
      const friend = people[cause.person]!.handle;
      const { sku } = items[item]!;
      return [{ who: people[person]!.handle, sku, at, friend, friendAct: cause.kind, friendActAt: cause.at }];
    }),
  };
}
