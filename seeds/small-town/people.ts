import type { Role, Visibility } from '../../graph-models/domain/vocabulary.js';
import { LOVES } from './bio-words.js';
import { CATEGORIES } from './catalogue/categories.js';
import type { Chance } from './chance.js';
import { FAMILY_NAMES, FAMILY_NAMES_ZH, GIVEN_NAMES, GIVEN_NAMES_ZH } from './names.js';
import { CAST, type CastMember } from './story/cast.js';
import { styleOf, tasteOf, type Style } from './tastes.js';
import { CLUBS, STREETS, WORKPLACES } from './town-map.js';

/** One of the town's people, with what the shop will know of them and what only the town knows. */
export interface Townsperson {
  readonly handle: string;
  readonly name: string;
  readonly bio: string;
  readonly locale: 'en' | 'zh-CN';
  /** At the end; see `privateFrom`. */
  readonly visibility: Visibility;
  readonly joinedAt: number;
  /** Who may sign in; most of the town only lives here. */
  readonly account: { readonly email: string; readonly roles: readonly Role[] } | null;
  /** Slugs of the departments they sell in. */
  readonly sells: readonly string[];
  readonly household: number;
  readonly street: number;
  readonly workplace: number | null;
  readonly clubs: readonly number[];
  /** Share of their wishes that falls to each category; sums to 1. */
  readonly taste: readonly number[];
  readonly style: Style;
  /** Where in a kind's price range they like to buy: 0 cheapest, 1 dearest. */
  readonly budget: number;
  /** Visits to the shop relative to the middle of the town. */
  readonly activity: number;
  /** How readily they make friends, relative to the middle of the town. */
  readonly sociability: number;
}

const DAY_MS = 86_400_000;
const SHARE_ZH = 0.32;
/** People who join in the last days, whom the shop knows by their friends alone. */
const NEWCOMERS = 8;

/** Since when nobody sees anything of a person: who is ONLY_ME at the end was PUBLIC first, to find friends. */
export function privateFrom(
  { visibility, joinedAt }: Pick<Townsperson, 'visibility' | 'joinedAt'>,
  endsAt: number,
): number {
  return visibility === 'ONLY_ME' ? Math.floor(joinedAt + 0.35 * (endsAt - joinedAt)) : Infinity;
}

/** The cast of the story first, then the rest of the town, household by household. */
export function settlePeople(count: number, startsAt: number, endsAt: number, chance: Chance): Townsperson[] {
  const cast = CAST.map((member, i) => castMember(member, i, startsAt, endsAt, chance));
  const names = new Set(cast.flatMap(({ name, handle }) => [name, handle]));
  const people = [...cast];
  for (let household = cast.length; people.length < count; household++) {
    const members = Math.min(count - people.length, 1 + chance.weighted([30, 34, 16, 14, 6]));
    const home = {
      household,
      street: chance.below(STREETS.length),
      zh: chance.happens(SHARE_ZH),
      taste: CATEGORIES.map(() => chance.normal()),
      style: styleOf(chance),
    };
    const family = home.zh ? chance.pick(FAMILY_NAMES_ZH) : chance.pick(FAMILY_NAMES);
    for (let i = 0; i < members; i++) {
      const newcomer = count - people.length <= NEWCOMERS;
      const joinedAt = joinTime(newcomer, startsAt, endsAt, chance);
      people.push(townsperson(home, freshName(family, names, chance), joinedAt, newcomer, chance));
    }
  }
  return openShops(people, startsAt, chance);
}

/** Departments of the other sellers beside Carol. */
const SHOPS: readonly (readonly string[])[] = [
  ['books', 'paper-art'],
  ['garden'],
  ['cycling', 'outdoors'],
  ['home-light'],
  ['music'],
  ['games-toys', 'books'],
  ['clothing'],
  ['pantry', 'kitchen'],
  ['coffee-tea', 'pantry'],
  ['home-light', 'clothing'],
  ['outdoors', 'garden'],
];

/** Gives each shop to whoever loves its departments most; sellers are there from the first day, and public. */
function openShops(people: Townsperson[], startsAt: number, chance: Chance): Townsperson[] {
  const keepers = new Map<number, readonly string[]>();
  for (const sells of SHOPS) {
    const love = ({ taste }: Townsperson) =>
      CATEGORIES.reduce((sum, { slug }, i) => sum + (sells.includes(slug) ? taste[i]! : 0), 0);
    const free = people
      .map((_, i) => i)
      .filter((i) => i >= CAST.length && people[i]!.activity > 0 && !keepers.has(i));
    keepers.set(free.sort((a, b) => love(people[b]!) - love(people[a]!))[0]!, sells);
  }
  return people.map((person, i) => {
    const sells = keepers.get(i);
    if (sells === undefined) return person;
    return {
      ...person,
      sells,
      visibility: 'PUBLIC',
      joinedAt: startsAt + chance.between(0.05, 0.25) * DAY_MS,
    };
  });
}

interface Home {
  readonly household: number;
  readonly street: number;
  readonly zh: boolean;
  readonly taste: readonly number[];
  readonly style: Style;
}

function townsperson(
  home: Home,
  named: { readonly name: string; readonly handle: string },
  joinedAt: number,
  newcomer: boolean,
  chance: Chance,
): Townsperson {
  const taste = tasteOf(home.taste, chance);
  const style = home.style.map((value) => 0.6 * value + 0.8 * chance.normal());
  const street = home.street;
  return {
    ...named,
    bio: bioOf(taste, street, home.zh, chance),
    locale: home.zh ? 'zh-CN' : 'en',
    visibility: (['PUBLIC', 'FRIENDS', 'ONLY_ME'] as const)[chance.weighted([86, 11, 3])]!,
    joinedAt,
    account: null,
    sells: [],
    household: home.household,
    street,
    workplace: chance.happens(0.62) ? chance.below(WORKPLACES.length) : null,
    clubs: clubsOf(taste, chance),
    taste,
    style,
    budget: Math.min(1, Math.max(0, 0.45 + 0.22 * chance.normal())),
    activity: newcomer ? 0 : Math.exp(0.85 * chance.normal()),
    sociability: Math.exp(0.5 * chance.normal()),
  };
}

function castMember(
  member: CastMember,
  household: number,
  startsAt: number,
  endsAt: number,
  chance: Chance,
): Townsperson {
  const taste = tasteOf(
    CATEGORIES.map(({ slug }) => member.loves[slug] ?? -0.5),
    chance,
    0.1,
  );
  return {
    handle: member.handle,
    name: member.name,
    bio: member.bio,
    locale: member.locale,
    visibility: member.visibility ?? 'PUBLIC',
    joinedAt:
      member.joinedDay >= 0 ? startsAt + member.joinedDay * DAY_MS : endsAt + member.joinedDay * DAY_MS,
    account:
      member.roles === undefined ? null : { email: `${member.handle}@example.org`, roles: member.roles },
    sells: member.sells ?? [],
    household,
    street: STREETS.findIndex(({ slug }) => slug === member.street),
    workplace:
      member.workplace === undefined ? null : WORKPLACES.findIndex(({ slug }) => slug === member.workplace),
    clubs: member.clubs.map((slug) => CLUBS.findIndex((club) => club.slug === slug)),
    taste,
    style: styleOf(chance),
    budget: member.budget ?? 0.5,
    activity: member.activity,
    sociability: member.sociability ?? 1,
  };
}

/** Half the town comes within three weeks of the opening, the others over the year. */
function joinTime(newcomer: boolean, startsAt: number, endsAt: number, chance: Chance): number {
  if (newcomer) return endsAt - chance.between(0.5, 8) * DAY_MS;
  const days = (endsAt - startsAt) / DAY_MS;
  const day = chance.happens(0.55) ? chance.between(0.4, 21) : chance.between(21, days - 10);
  return startsAt + day * DAY_MS;
}

function freshName(
  family: string | readonly [string, string],
  taken: Set<string>,
  chance: Chance,
): { name: string; handle: string } {
  for (let attempt = 0; attempt < 500; attempt++) {
    const named = typeof family === 'string' ? western(family, chance) : chinese(family, chance);
    if (taken.has(named.name) || taken.has(named.handle)) continue;
    taken.add(named.name).add(named.handle);
    return named;
  }
  throw new RangeError(`no name left for the family ${String(family)}`);
}

function western(family: string, chance: Chance): { name: string; handle: string } {
  const given = chance.pick(GIVEN_NAMES);
  const plain = `${given}-${family}`.normalize('NFD').replace(/[^A-Za-z-]/g, '');
  return { name: `${given} ${family}`, handle: plain.toLowerCase() };
}

function chinese(family: readonly [string, string], chance: Chance): { name: string; handle: string } {
  const given = chance.pick(GIVEN_NAMES_ZH);
  return { name: family[0] + given[0], handle: `${family[1]}-${given[1]}` };
}

/** Up to three clubs, by how much their departments are loved. */
function clubsOf(taste: readonly number[], chance: Chance): number[] {
  const wanted = chance.weighted([26, 42, 24, 8]);
  const weights = CLUBS.map(
    (club) =>
      CATEGORIES.reduce((sum, { slug }, i) => sum + (club.departments.includes(slug) ? taste[i]! : 0), 0) **
      1.5,
  );
  const clubs = new Set<number>();
  for (let i = 0; i < wanted; i++) clubs.add(chance.weighted(weights));
  return [...clubs].sort((a, b) => a - b);
}

function bioOf(taste: readonly number[], street: number, zh: boolean, chance: Chance): string {
  if (chance.happens(0.12)) return '';
  const loved = taste.map((share, i) => ({ share, i })).sort((a, b) => b.share - a.share);
  const phrases = loved
    .slice(0, chance.happens(0.6) ? 2 : 1)
    .map(({ i }) => chance.pick(LOVES[CATEGORIES[i]!.slug]!));
  const where = STREETS[street]!.name;
  return zh
    ? `${phrases.map((words) => words[1]).join('；')}。${where[1]}。`
    : `${phrases.map((words) => words[0]).join('. ')}. ${where[0]}.`;
}
