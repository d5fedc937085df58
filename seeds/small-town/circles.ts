import type { Words } from './catalogue/words.js';
import type { Chance } from './chance.js';
import { privateFrom, type Townsperson } from './people.js';
import { KEEPERS } from './story/cast.js';
import { CLUBS, STREETS, WORKPLACES, type Place } from './town-map.js';

/** A club, street or workplace as a circle of the shop; the first member keeps it. */
export interface TownCircle {
  readonly slug: string;
  readonly name: string;
  readonly about: string;
  /** Clubs are open; streets and workplaces add those whom everybody may see. */
  readonly visibility: 'PUBLIC' | 'CIRCLE';
  /** Departments that the club is about; empty for streets and workplaces. */
  readonly departments: readonly string[];
  /** In the order of joining: indices of people, with the time. */
  readonly members: readonly { readonly person: number; readonly at: number }[];
}

const DAY_MS = 86_400_000;

/** The town's circles with their members; not everybody of a street joins its circle. */
export function formCircles(people: readonly Townsperson[], endsAt: number, chance: Chance): TownCircle[] {
  const form = (
    place: Place,
    visibility: TownCircle['visibility'],
    departments: readonly string[],
    belongs: (person: Townsperson) => boolean,
    share: number,
  ): TownCircle => {
    const members = people
      .flatMap((person, index) => {
        if (!belongs(person) || !chance.happens(share)) return [];
        const at = Math.floor(person.joinedAt + chance.between(0.05, 12) * DAY_MS);
        const mayCome =
          visibility === 'PUBLIC' ? at < privateFrom(person, endsAt) : person.visibility === 'PUBLIC';
        return mayCome && at < endsAt ? [{ person: index, at }] : [];
      })
      .sort((a, b) => a.at - b.at);
    keep(members, people, KEEPERS[place.slug]);
    const { slug, name, about } = place;
    return { slug, name: both(name), about: both(about), visibility, departments, members };
  };
  return [
    ...CLUBS.map((club, i) => form(club, 'PUBLIC', club.departments, ({ clubs }) => clubs.includes(i), 1)),
    ...STREETS.map((street, i) => form(street, 'CIRCLE', [], (person) => person.street === i, 0.45)),
    ...WORKPLACES.map((place, i) => form(place, 'CIRCLE', [], ({ workplace }) => workplace === i, 0.5)),
  ].filter(({ members }) => members.length > 0);
}

/** Puts the keeper, if the story names one, before all others. */
function keep(
  members: { person: number; at: number }[],
  people: readonly Townsperson[],
  keeper: string | undefined,
): void {
  const person = people.findIndex(({ handle }) => handle === keeper);
  if (person < 0) return;
  const opens = Math.floor(people[person]!.joinedAt + DAY_MS / 24);
  const others = members.filter((member) => member.person !== person);
  members.splice(0, members.length, { person, at: opens });
  for (const [i, other] of others.entries()) {
    members.push({ ...other, at: Math.max(other.at, opens + (i + 1) * 60_000) });
  }
  members.sort((a, b) => a.at - b.at);
}

/** The town writes its signs in both languages. */
function both([en, zh]: Words): string {
  return `${en} ${zh}`;
}
