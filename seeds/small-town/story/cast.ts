import type { Role, Visibility } from '../../../graph-models/domain/vocabulary.js';
import type { FixedItem } from '../catalogue/compose-items.js';

/** Somebody with a part in the story. */
export interface CastMember {
  readonly handle: string;
  readonly name: string;
  readonly bio: string;
  readonly locale: 'en' | 'zh-CN';
  readonly visibility?: Visibility;
  /** Days from the opening, or before the end when negative. */
  readonly joinedDay: number;
  /** Who has roles can sign in, as `<handle>@example.org`. */
  readonly roles?: readonly Role[];
  readonly sells?: readonly string[];
  readonly street: string;
  readonly workplace?: string;
  readonly clubs: readonly string[];
  /** Leanings above 0 are loved. */
  readonly loves: Readonly<Record<string, number>>;
  readonly budget?: number;
  readonly activity: number;
  readonly sociability?: number;
}

/** The password of everybody in the cast who can sign in. */
export const DEMO_PASSWORD = 'grapevine';

export const CAST: readonly CastMember[] = [
  {
    handle: 'alice',
    name: 'Alice Hart',
    bio: 'New in Lantern Court. Reads on the stairs, learns to make coffee.',
    locale: 'en',
    joinedDay: -75,
    roles: ['SHOPPER'],
    street: 'lantern-court',
    workplace: 'riverside-labs',
    clubs: ['reading-circle'],
    loves: { 'coffee-tea': 1.4, books: 1.9, 'home-light': 0.9 },
    activity: 0,
  },
  {
    handle: 'bob',
    name: 'Bob Okafor',
    bio: 'Weighs the coffee, then weighs it again. Keeper of the Coffee Circle.',
    locale: 'en',
    joinedDay: 0.3,
    roles: ['SHOPPER'],
    street: 'lantern-court',
    workplace: 'print-works',
    clubs: ['coffee-circle', 'town-band'],
    loves: { 'coffee-tea': 3.2, kitchen: 1.4, music: 1.1 },
    budget: 0.6,
    activity: 1.8,
    sociability: 1.8,
  },
  {
    handle: 'xiaoyu',
    name: '林小雨',
    bio: '画画，喝茶，养花。在速写小组管颜料。',
    locale: 'zh-CN',
    joinedDay: 2,
    roles: ['SHOPPER'],
    street: 'canal-row',
    workplace: 'vinebridge-school',
    clubs: ['sketching-circle', 'reading-circle'],
    loves: { 'paper-art': 2.4, 'coffee-tea': 1.7, garden: 1.2, books: 1 },
    activity: 1.6,
    sociability: 1.5,
  },
  {
    handle: 'carol',
    name: 'Carol Jensen',
    bio: 'Carol’s Corner, Old Market 3: coffee things, kitchen things and a stool for talking.',
    locale: 'en',
    joinedDay: 0.05,
    roles: ['SHOPPER', 'SELLER'],
    sells: ['coffee-tea', 'kitchen'],
    street: 'old-market',
    clubs: ['coffee-circle'],
    loves: { 'coffee-tea': 1.5, kitchen: 1.8, pantry: 1.2 },
    activity: 0.7,
    sociability: 1.3,
  },
  {
    handle: 'dave',
    name: 'Dave Kowalski',
    bio: 'Cycles to everything, including weddings.',
    locale: 'en',
    visibility: 'FRIENDS',
    joinedDay: 5,
    roles: ['SHOPPER'],
    street: 'lantern-court',
    workplace: 'railway-depot',
    clubs: ['towpath-riders', 'hill-walkers'],
    loves: { cycling: 2.8, outdoors: 1.9, 'games-toys': 0.8 },
    activity: 1.3,
  },
  {
    handle: 'erin',
    name: 'Erin Walsh',
    bio: 'Counts things at the town hall and sings on Thursdays.',
    locale: 'en',
    joinedDay: 8,
    roles: ['SHOPPER', 'ANALYST'],
    street: 'mill-street',
    workplace: 'town-hall',
    clubs: ['town-band'],
    loves: { music: 1.6, books: 1.4, clothing: 0.9 },
    activity: 0.8,
  },
  {
    handle: 'grace',
    name: 'Grace Lindqvist',
    bio: 'Keeps the shop in order. Ask me when something is wrong.',
    locale: 'en',
    joinedDay: 0.01,
    roles: ['SHOPPER', 'STAFF'],
    street: 'old-market',
    clubs: ['knit-and-mend'],
    loves: { clothing: 1.6, 'home-light': 1.4 },
    activity: 0.5,
  },
  {
    handle: 'nina',
    name: 'Nina Petrova',
    bio: 'Arrived on Thursday.',
    locale: 'en',
    joinedDay: -3,
    roles: ['SHOPPER'],
    street: 'lantern-court',
    workplace: 'vinebridge-school',
    clubs: [],
    loves: { 'paper-art': 1.6, books: 1.2, outdoors: 1 },
    activity: 0,
  },
  {
    handle: 'mallory',
    name: 'Mallory Quick',
    bio: 'DEALS DEALS DEALS',
    locale: 'en',
    joinedDay: 120,
    street: 'station-hill',
    clubs: [],
    loves: { 'home-light': 1, clothing: 1 },
    activity: 0.4,
    sociability: 0.3,
  },
];

/** Things the story names, by what to call them there; each is the first of its kind in the catalogue. */
export const STORY_ITEMS = {
  kettle: { category: 'coffee-tea', kind: 'GNK', brand: 0, variant: 0, size: 1, model: 0 },
  grinder: { category: 'coffee-tea', kind: 'GRD', brand: 2, variant: 0, size: 1, model: 16 },
  dripper: { category: 'coffee-tea', kind: 'DRP', brand: 4, variant: 1, size: 0, model: 3 },
  teapot: { category: 'coffee-tea', kind: 'TPT', brand: 3, variant: 0, size: 1, model: 12 },
  watercolours: { category: 'paper-art', kind: 'WTC', brand: 4, variant: 1, size: 0, model: 4 },
  cape: { category: 'cycling', kind: 'JKT', brand: 4, variant: 0, size: 1, model: 11 },
  novel: { category: 'books', kind: 'NOV', brand: 0, variant: 3, size: 0, model: 0 },
  lamp: { category: 'home-light', kind: 'DSK', brand: 0, variant: 0, size: 0, model: 20 },
} as const satisfies Readonly<Record<string, FixedItem>>;

export type StoryItem = keyof typeof STORY_ITEMS;

/** Who keeps which circle. */
export const KEEPERS: Readonly<Record<string, string>> = {
  'coffee-circle': 'bob',
  'sketching-circle': 'xiaoyu',
  'towpath-riders': 'dave',
};
