import type { Chance } from './chance.js';
import { privateFrom, type Townsperson } from './people.js';
import { STORY_FRIENDS } from './story/script.js';
import { likeness } from './tastes.js';

/** One request for friendship and what became of it; people by index. */
export interface Courtship {
  readonly from: number;
  readonly to: number;
  readonly requestedAt: number;
  readonly answer: 'accepted' | 'declined' | 'cancelled' | 'waiting';
  /** When it was accepted, declined or cancelled; the request's own time while it waits. */
  readonly answeredAt: number;
  /** When the friendship ended, if it did. */
  readonly endedAt?: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How often a person of the middle of the town looks for a friend. */
const REQUESTS_PER_WEEK = 0.1;
/** e to this power more likely, from the least to the most alike. */
const PULL_OF_LIKENESS = 7;

/**
 * Friendships as they grow: households at once, then week by week among neighbours, colleagues, club members and
 * friends of friends, towards those who are alike.
 */
export function growFriendships(
  people: readonly Townsperson[],
  startsAt: number,
  endsAt: number,
  chance: Chance,
): Courtship[] {
  const town = new Acquaintance(people, endsAt);
  for (const tie of storyTies(people, endsAt)) town.add(tie);
  households(people, town, endsAt, chance);
  for (let week = startsAt; week < endsAt; week += 7 * DAY_MS) {
    for (const [from, person] of people.entries()) {
      if (person.joinedAt >= week + 6 * DAY_MS) continue;
      for (let i = chance.poisson(REQUESTS_PER_WEEK * person.sociability); i > 0; i--) {
        const to = town.somebodyFor(from, week, chance);
        if (to === null) continue;
        const earliest = Math.max(week, person.joinedAt, people[to]!.joinedAt);
        const requestedAt = chance.between(earliest, week + 7 * DAY_MS);
        if (requestedAt < endsAt) town.add(answered(from, to, requestedAt, endsAt, people, chance));
      }
    }
  }
  return town.courtships.sort((a, b) => a.requestedAt - b.requestedAt);
}

/** Who knows whom so far, and where people meet. */
class Acquaintance {
  readonly courtships: Courtship[] = [];
  readonly #tried = new Set<number>();
  readonly #friends: number[][];
  readonly #places: number[][][];

  constructor(
    private readonly people: readonly Townsperson[],
    private readonly endsAt: number,
  ) {
    this.#friends = people.map(() => []);
    const members = new Map<string, number[]>();
    const placesOf = (person: Townsperson): string[] => [
      `street ${person.street}`,
      ...(person.workplace === null ? [] : [`work ${person.workplace}`]),
      ...person.clubs.map((club) => `club ${club}`),
    ];
    for (const [i, person] of people.entries()) {
      for (const place of placesOf(person)) members.set(place, [...(members.get(place) ?? []), i]);
    }
    this.#places = people.map((person) => placesOf(person).map((place) => members.get(place)!));
  }

  /** Takes a courtship, unless one of the two went private before it was settled. */
  add(courtship: Courtship): void {
    const { from, to, answeredAt } = courtship;
    const seen = Math.min(...[from, to].map((one) => privateFrom(this.people[one]!, this.endsAt)));
    if (Math.max(answeredAt, courtship.requestedAt) >= seen) return;
    this.#tried.add(this.#pair(from, to));
    this.courtships.push(courtship);
    if (courtship.answer !== 'accepted') return;
    this.#friends[from]!.push(to);
    this.#friends[to]!.push(from);
  }

  knows(from: number, to: number): boolean {
    return from === to || this.#tried.has(this.#pair(from, to));
  }

  /** Somebody met in a place or through a friend, the more alike the likelier; null when nobody is left. */
  somebodyFor(from: number, week: number, chance: Chance): number | null {
    const me = this.people[from]!;
    const friends = this.#friends[from]!;
    const met: number[] = [];
    for (let i = 0; i < 8; i++) {
      const through =
        friends.length > 0 && chance.happens(0.35) ? this.#friends[chance.pick(friends)]! : null;
      const other = chance.pick(through ?? chance.pick(this.#places[from]!));
      const there = this.people[other]!.joinedAt < week + 6 * DAY_MS && this.people[other]!.sociability > 0;
      if (there && !this.knows(from, other) && !met.includes(other)) met.push(other);
    }
    if (met.length === 0) return null;
    return met[
      chance.weighted(met.map((other) => Math.exp(PULL_OF_LIKENESS * likeness(me, this.people[other]!))))
    ]!;
  }

  #pair(a: number, b: number): number {
    return Math.min(a, b) * this.people.length + Math.max(a, b);
  }
}

function households(
  people: readonly Townsperson[],
  town: Acquaintance,
  endsAt: number,
  chance: Chance,
): void {
  for (const [to, person] of people.entries()) {
    for (let from = 0; from < to; from++) {
      if (people[from]!.household !== person.household || town.knows(from, to)) continue;
      const both = Math.max(people[from]!.joinedAt, person.joinedAt);
      const requestedAt = both + chance.between(0.2, 30) * HOUR_MS;
      const answeredAt = requestedAt + chance.between(0.1, 9) * HOUR_MS;
      if (answeredAt < endsAt) town.add({ from, to, requestedAt, answer: 'accepted', answeredAt });
    }
  }
}

function answered(
  from: number,
  to: number,
  requestedAt: number,
  endsAt: number,
  people: readonly Townsperson[],
  chance: Chance,
): Courtship {
  const welcome = 0.62 + 0.4 * likeness(people[from]!, people[to]!);
  const answeredAt = requestedAt + Math.exp(chance.between(-1.5, 4.2)) * HOUR_MS;
  const forgotten = chance.happens(0.015);
  if (forgotten || answeredAt >= endsAt)
    return { from, to, requestedAt, answer: 'waiting', answeredAt: requestedAt };
  if (chance.happens(welcome)) {
    const parting = answeredAt + chance.between(20, 120) * DAY_MS;
    const ends = chance.happens(0.008) && parting < endsAt;
    const accepted = { from, to, requestedAt, answer: 'accepted', answeredAt } as const;
    return ends ? { ...accepted, endedAt: parting } : accepted;
  }
  return { from, to, requestedAt, answer: chance.happens(0.7) ? 'declined' : 'cancelled', answeredAt };
}

/** The story's friendships, by days before the end. */
function storyTies(people: readonly Townsperson[], endsAt: number): Courtship[] {
  const indexOf = (handle: string) => people.findIndex((person) => person.handle === handle);
  return STORY_FRIENDS.map(({ from, to, daysBeforeEnd, answer }) => {
    const requestedAt = endsAt - daysBeforeEnd * DAY_MS;
    const answeredAt = answer === 'accepted' ? requestedAt + 3 * HOUR_MS : requestedAt;
    return { from: indexOf(from), to: indexOf(to), requestedAt, answer, answeredAt };
  });
}
