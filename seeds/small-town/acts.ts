import type { ActKind } from '../../graph-models/interactions/act-kinds.js';
import { CATEGORIES } from './catalogue/categories.js';
import type { Chance } from './chance.js';
import { EventQueue } from './event-queue.js';
import type { Courtship } from './friendships.js';
import { MOST_LIVELY, newnessOf, seasonOf, type TownItem } from './items.js';
import { privateFrom, type Townsperson } from './people.js';
import type { Wishes } from './wishes.js';

/** One thing that somebody did with an item; people and items by index. */
export interface TownAct {
  readonly at: number;
  readonly person: number;
  readonly item: number;
  readonly kind: ActKind;
  /** 1 to 5, of a RATED. */
  readonly rating?: number;
  /** Of a RATED of the story: its own words. */
  readonly text?: string;
  /** Index of the friend's act that led here, of the VIEWED that began it. */
  readonly because?: number;
  /** Whether the story says so, rather than chance. */
  readonly told?: boolean;
}

/**
 * How a friend's act works in this town: for `windowDays` after a friend spoke of a thing, the chance per day that I
 * come across it is `factor` times what my own taste makes it.
 */
export const INFLUENCE = { factor: 20, windowDays: 45 } as const;

/** The acts that friends hear of: a view and a save are nobody's business. */
export const SPEAKING_KINDS: readonly ActKind[] = ['LIKED', 'SHARED', 'RATED', 'PURCHASED'];

export interface World {
  readonly people: readonly Townsperson[];
  readonly items: readonly TownItem[];
  readonly wishes: Wishes;
  readonly courtships: readonly Courtship[];
  readonly startsAt: number;
  readonly endsAt: number;
  /** What the story says happened. */
  readonly told: readonly TownAct[];
  /** (person, item) pairs that chance leaves alone. */
  readonly unseen: readonly (readonly [person: number, item: number])[];
}

const DAY_MS = 86_400_000;
const WINDOW_MS = INFLUENCE.windowDays * DAY_MS;

type Happening =
  | {
      readonly kind: 'meets';
      readonly at: number;
      readonly person: number;
      readonly item: number;
      readonly because: number;
    }
  | { readonly kind: 'speaks'; readonly at: number; readonly act: number };

/**
 * A year of acts. Coming across a thing is a Poisson process with rate visits · wish · season · newness, times the
 * factor while a friend's word is fresh; the part above 1 is drawn by itself, so each visit knows its cause. What
 * follows a first look (saving, liking, buying, rating) depends on taste and quality alone.
 *
 * @param visitsPerDay of a person of activity 1
 */
export function liveYear(world: World, visitsPerDay: number, chance: Chance): TownAct[] {
  const { people, items, wishes, endsAt } = world;
  const friends = new Friends(world);
  const queue = new EventQueue<Happening>();
  const acts: TownAct[] = [];
  const met = new Uint8Array(people.length * items.length);
  const heardUntil = new Map<number, number>();

  for (const [person, item] of world.unseen) met[person * items.length + item] = 1;
  for (const act of world.told) {
    met[act.person * items.length + act.item] = 1;
    record(act);
  }
  for (const [person, { joinedAt, activity }] of people.entries()) {
    const rate = (visitsPerDay * activity * MOST_LIVELY) / DAY_MS;
    for (let n = chance.poisson(rate * (endsAt - joinedAt)); n > 0; n--) {
      const at = atAWakingHour(chance.between(joinedAt, endsAt), joinedAt, chance);
      const item = wishes.at(person, chance.next());
      if (isLively(item, at)) queue.add({ kind: 'meets', at, person, item, because: -1 });
    }
  }

  for (let next = queue.next(); next !== null; next = queue.next()) {
    if (next.kind === 'speaks') hear(next.act);
    else meet(next.person, next.item, next.at, next.because);
  }
  return acts;

  /** Whether a possible visit of the liveliest season is one of this season too. */
  function isLively(item: number, at: number): boolean {
    const lively = seasonOf(items[item]!.category, at) * newnessOf(items[item]!, world.startsAt, at);
    return chance.next() * MOST_LIVELY < lively;
  }

  function record(act: TownAct): void {
    if (act.at >= endsAt) return;
    acts.push(act);
    const spoken = SPEAKING_KINDS.includes(act.kind) && (act.rating ?? 5) >= 4;
    if (spoken && act.at < privateFrom(people[act.person]!, endsAt)) {
      queue.add({ kind: 'speaks', at: act.at, act: acts.length - 1 });
    }
  }

  /** A friend's word: every friend who has not met the thing may now come across it, because of this. */
  function hear(because: number): void {
    const { person: speaker, item, at } = acts[because]!;
    for (const listener of friends.of(speaker, at)) {
      const pair = listener * items.length + item;
      if (met[pair] === 1) continue;
      const from = Math.max(at, heardUntil.get(pair) ?? 0);
      const until = at + WINDOW_MS;
      heardUntil.set(pair, until);
      const { activity } = people[listener]!;
      const rate = (visitsPerDay * activity * wishes.share(listener, item) * (INFLUENCE.factor - 1)) / DAY_MS;
      for (let n = chance.poisson(rate * MOST_LIVELY * (until - from)); n > 0; n--) {
        const when = atAWakingHour(chance.between(from, until), from, chance);
        if (isLively(item, when)) queue.add({ kind: 'meets', at: when, person: listener, item, because });
      }
    }
  }

  function meet(person: number, item: number, at: number, because: number): void {
    const pair = person * items.length + item;
    if (at >= endsAt || met[pair] === 1) return;
    met[pair] = 1;
    const match = Math.log(wishes.share(person, item) * items.length) - 1;
    for (const act of followUp(person, item, at, match, items[item]!, endsAt, chance)) {
      record(act.kind === 'VIEWED' && act.at === at && because >= 0 ? { ...act, because } : act);
    }
  }
}

/** Who is whose friend at a moment, as far as both have joined. */
class Friends {
  readonly #ties: { readonly other: number; readonly since: number; readonly until: number }[][];

  constructor({ people, courtships }: World) {
    this.#ties = people.map(() => []);
    for (const { from, to, answer, answeredAt, endedAt } of courtships) {
      if (answer !== 'accepted') continue;
      const tie = { since: answeredAt, until: endedAt ?? Infinity };
      this.#ties[from]!.push({ other: to, ...tie });
      this.#ties[to]!.push({ other: from, ...tie });
    }
  }

  of(person: number, at: number): number[] {
    return this.#ties
      [person]!.filter(({ since, until }) => since <= at && at < until)
      .map(({ other }) => other);
  }
}

/** How busy the shop is in each hour of the day. */
const BUSY_HOURS = [1, 0, 0, 0, 0, 1, 3, 6, 6, 4, 4, 5, 8, 7, 4, 4, 5, 7, 8, 10, 12, 11, 7, 3];

/** The same day at an hour when people are up, but not before `earliest`. */
function atAWakingHour(at: number, earliest: number, chance: Chance): number {
  const midnight = at - (at % DAY_MS);
  const awake = midnight + (chance.weighted(BUSY_HOURS) + chance.next()) * (DAY_MS / 24);
  return Math.floor(awake > earliest ? awake : at);
}

/** The first look at a thing and what came of it. */
function followUp(
  person: number,
  item: number,
  at: number,
  match: number,
  { quality, priceMinor, category, kind, soldOutAt }: TownItem,
  endsAt: number,
  chance: Chance,
): TownAct[] {
  const act = (what: ActKind, daysLater: number, rating?: number): TownAct => {
    const when = { at: Math.floor(at + daysLater * DAY_MS), person, item, kind: what };
    return rating === undefined ? when : { ...when, rating };
  };
  const liking = 0.5 * quality + 0.35 * match;
  const acts = [act('VIEWED', 0)];
  for (let n = chance.poisson(0.3); n > 0; n--) acts.push(act('VIEWED', chance.between(0.1, 12)));
  if (chance.happens(logistic(liking - 1.2))) acts.push(act('SAVED', chance.between(0.001, 0.01)));
  if (chance.happens(logistic(liking - 1.1))) acts.push(act('LIKED', chance.between(0.001, 0.5)));
  if (chance.happens(logistic(liking - 3))) acts.push(act('SHARED', chance.between(0.002, 2)));

  const bought = daysToCheckout(person, at);
  const dear = Math.log(priceMinor / 4000);
  const stillThere = (days: number) => soldOutAt === undefined || at + days * DAY_MS < soldOutAt;
  if (chance.happens(logistic(liking - 0.9 - 0.45 * dear)) && stillThere(bought)) {
    acts.push(act('PURCHASED', bought));
    if (chance.happens(0.68))
      acts.push(act('RATED', bought + chance.between(2, 25), ratingOf(liking, chance)));
    if (CATEGORIES[category]!.kinds[kind]!.usedUp === true && liking > 0) {
      for (let days = bought; chance.happens(0.45);) {
        days += chance.between(CHECKOUT_DAYS + 4, 60);
        days += daysToCheckout(person, at + days * DAY_MS);
        if (stillThere(days)) acts.push(act('PURCHASED', days));
      }
    }
  } else if (chance.happens(0.03)) {
    acts.push(act('RATED', chance.between(0.01, 3), ratingOf(liking, chance)));
  }
  return acts.filter(({ at: when }) => when < endsAt);
}

/** People put things into a basket and pay for all of it once in so many days. */
const CHECKOUT_DAYS = 9;

/** Days until the person's next checkout, each at their own weekday and hour. */
function daysToCheckout(person: number, at: number): number {
  const own = ((person * 1117) % 9000) / 1000 + 0.35;
  const turn = Math.floor((at / DAY_MS - own) / CHECKOUT_DAYS) + 1;
  return turn * CHECKOUT_DAYS + own - at / DAY_MS;
}

/** Around 4, and further down where quality and match are wanting. */
function ratingOf(liking: number, chance: Chance): number {
  return Math.min(5, Math.max(1, Math.round(3.85 + 0.75 * liking + 0.9 * chance.normal())));
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
