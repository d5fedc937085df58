import { liveYear, type TownAct } from './acts.js';
import { Chance } from './chance.js';
import { growFriendships, type Courtship } from './friendships.js';
import { stockShop, type TownItem } from './items.js';
import { settlePeople, type Townsperson } from './people.js';
import { Wishes } from './wishes.js';
import { toldActs, unseenPairs } from './story/tell.js';

export interface TownOptions {
  readonly seed: number;
  readonly people: number;
  readonly items: number;
  /** About so many acts of people with items. */
  readonly acts: number;
  /** Milliseconds since 1970; the town's year ends here. */
  readonly endsAt: number;
}

/** The town that is seeded: a fixed date, so that it is the same town wherever and whenever it is seeded. */
export const DEMO_TOWN: TownOptions = {
  seed: 7,
  people: 300,
  items: 800,
  acts: 20_000,
  endsAt: Date.UTC(2026, 9, 31, 20),
};

/** A year in the life of a small town, as data. */
export interface Town {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly people: readonly Townsperson[];
  readonly items: readonly TownItem[];
  readonly courtships: readonly Courtship[];
  /** In the order of time. */
  readonly acts: readonly TownAct[];
  /** Visits to the shop of a person of activity 1. */
  readonly visitsPerDay: number;
}

const DAY_MS = 86_400_000;

/** Simulates the town; the same options give the same town. */
export function simulateTown(options: TownOptions): Town {
  const { seed, endsAt } = options;
  const startsAt = endsAt - 365 * DAY_MS;
  const people = settlePeople(options.people, startsAt, endsAt, new Chance(seed, 'people'));
  const items = stockShop(options.items, people, endsAt, new Chance(seed, 'items'));
  const courtships = growFriendships(people, startsAt, endsAt, new Chance(seed, 'friendships'));
  const told = toldActs(people, items, endsAt);
  const unseen = unseenPairs(people, items);
  const wishes = new Wishes(people, items);
  const world = { people, items, wishes, courtships, startsAt, endsAt, told, unseen };

  let visitsPerDay = options.acts / (2.4 * options.people * 365);
  let acts: TownAct[] = [];
  for (let attempt = 0; attempt < 4; attempt++) {
    acts = liveYear(world, visitsPerDay, new Chance(seed, 'acts'));
    if (Math.abs(acts.length - options.acts) < options.acts * 0.01) break;
    visitsPerDay *= (options.acts / acts.length) ** 0.8;
  }
  return { startsAt, endsAt, people, items, courtships, acts: inOrderOfTime(acts), visitsPerDay };
}

/** Sorted by time; the indices of causes follow. */
function inOrderOfTime(acts: readonly TownAct[]): TownAct[] {
  const order = acts.map((_, i) => i).sort((a, b) => acts[a]!.at - acts[b]!.at || a - b);
  const place = new Int32Array(acts.length);
  for (const [i, from] of order.entries()) place[from] = i;
  return order.map((from) => {
    const act = acts[from]!;
    return act.because === undefined ? act : { ...act, because: place[act.because]! };
  });
}
