import { planOf } from '../../seeds/small-town/plan-town.js';
import { DEMO_TOWN, simulateTown } from '../../seeds/small-town/simulate-town.js';

/** The town that `npm start` seeds, once per spec file. */
export const town = simulateTown(DEMO_TOWN);
export const plan = planOf(town, DEMO_TOWN.seed);
