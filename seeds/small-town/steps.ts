import type { TownAct } from './acts.js';
import { CATEGORIES } from './catalogue/categories.js';
import type { Chance } from './chance.js';
import type { TownCircle } from './circles.js';
import type { Courtship } from './friendships.js';
import { privateFrom, type Townsperson } from './people.js';
import { hashOf } from './perform/hash-of.js';
import type { Deed, PlannedEvent, Step } from './plan.js';
import type { Town } from './simulate-town.js';
import { STORY_BLOCKS } from './story/script.js';
import { SEARCHES } from './talk/post-words.js';
import type { TownTalk } from './talk/talk.js';

const DAY_MS = 86_400_000;
/** Devices report what they noticed once in so many days; the shop takes reports up to 90 days old. */
const REPORT_DAYS = 84;
const CURRENCY = 'EUR';

/** Everything that happened, as deeds in the order of time; at the same moment, in the order listed here. */
export function stepsOf(town: Town, circles: readonly TownCircle[], talk: TownTalk, chance: Chance): Step[] {
  const steps: Step[] = [
    ...openingSteps(town),
    ...town.courtships.flatMap((courtship) => courtshipSteps(town, courtship)),
    ...circles.flatMap((circle) => circleSteps(town, circle)),
    ...actSteps(town),
    ...orderSteps(town),
    ...reportSteps(town, chance),
    ...talkSteps(town, talk),
    ...STORY_BLOCKS.map(({ who, whom, daysBeforeEnd }): Step => {
      return { at: Math.floor(town.endsAt - daysBeforeEnd * DAY_MS), verb: 'block', by: who, whom };
    }),
    ...followSteps(town, chance),
  ];
  const order = steps.map((_, i) => i).sort((a, b) => steps[a]!.at - steps[b]!.at || a - b);
  return order.map((i) => ({ ...steps[i]!, at: Math.floor(steps[i]!.at) }));
}

function openingSteps({ people, items, startsAt, endsAt }: Town): Step[] {
  return [
    ...CATEGORIES.map(({ slug, name }): Step => {
      return { at: startsAt, verb: 'createCategory', slug, name: name[0], nameZh: name[1] };
    }),
    ...people.flatMap((person) => arrivalSteps(person, endsAt)),
    ...people.filter(isOpenhanded).map(({ joinedAt: at, handle }): Step => {
      return { at, verb: 'announcePurchases', by: handle };
    }),
    ...items.flatMap((item): Step[] => {
      const by = people[item.seller]!.handle;
      const { sku, title, titleZh, description, descriptionZh, priceMinor, brand } = item;
      const texts = { sku, title, titleZh, description, descriptionZh, brand };
      const categorySlug = CATEGORIES[item.category]!.slug;
      const made: Step = {
        at: item.createdAt,
        verb: 'createItem',
        by,
        ...texts,
        priceMinor,
        currency: CURRENCY,
        categorySlug,
      };
      return item.soldOutAt === undefined ? [made] : [made, { at: item.soldOutAt, verb: 'sellOut', by, sku }];
    }),
  ];
}

/** Bob tells his friends what he buys, and so does every third. */
function isOpenhanded({ handle }: Townsperson): boolean {
  return handle === 'bob' || hashOf(handle) % 3 === 0;
}

function arrivalSteps(person: Townsperson, endsAt: number): Step[] {
  const { joinedAt: at, handle, name, bio, locale, visibility, account } = person;
  if (account !== null) {
    const more = account.roles.filter((role) => role !== 'SHOPPER');
    return [
      { at, verb: 'signUp', handle, name, locale, email: account.email },
      { at, verb: 'updateProfile', by: handle, bio, visibility },
      ...more.map((role): Step => ({ at, verb: 'grantRole', handle, role })),
    ];
  }
  const settled = { at, verb: 'settle', handle, name, bio, locale } as const;
  if (visibility !== 'ONLY_ME') return [{ ...settled, visibility }];
  return [
    { ...settled, visibility: 'PUBLIC' },
    { at: privateFrom(person, endsAt), verb: 'updateProfile', by: handle, visibility },
  ];
}

function courtshipSteps({ people }: Town, courtship: Courtship): Step[] {
  const by = people[courtship.from]!.handle;
  const whom = people[courtship.to]!.handle;
  const asked: Step = { at: courtship.requestedAt, verb: 'requestFriend', by, whom };
  const answered = (verb: 'acceptFriend' | 'declineFriend'): Step => {
    return { at: courtship.answeredAt, verb, by: whom, whom: by };
  };
  switch (courtship.answer) {
    case 'waiting':
      return [asked];
    case 'declined':
      return [asked, answered('declineFriend')];
    case 'cancelled':
      return [asked, { at: courtship.answeredAt, verb: 'cancelRequest', by, whom }];
    case 'accepted': {
      const { endedAt } = courtship;
      const friends = [asked, answered('acceptFriend')];
      return endedAt === undefined ? friends : [...friends, { at: endedAt, verb: 'unfriend', by, whom }];
    }
  }
}

function circleSteps({ people }: Town, { slug, name, about, visibility, members }: TownCircle): Step[] {
  const keeper = people[members[0]!.person]!.handle;
  return members.map(({ person, at }, i): Step => {
    const { handle } = people[person]!;
    if (i === 0) return { at, verb: 'createCircle', by: handle, slug, name, about, visibility };
    return visibility === 'PUBLIC'
      ? { at, verb: 'joinCircle', by: handle, slug }
      : { at, verb: 'addToCircle', by: keeper, slug, whom: handle };
  });
}

const ACT_VERBS = { SAVED: 'saveItem', LIKED: 'likeItem', SHARED: 'shareItem' } as const;

/** Saves, likes and shares; views travel in reports, ratings as reviews. */
function actSteps({ people, items, acts }: Town): Step[] {
  return acts.flatMap(({ at, person, item, kind }): Step[] => {
    const by = people[person]!.handle;
    const { sku } = items[item]!;
    if (kind === 'SAVED' || kind === 'LIKED' || kind === 'SHARED')
      return [{ at, verb: ACT_VERBS[kind], by, sku }];
    return [];
  });
}

/** What a person buys at one time is one order. */
function orderSteps({ people, items, acts }: Town): Step[] {
  const baskets = new Map<string, { at: number; by: string; skus: string[] }>();
  for (const { at, person, item, kind } of acts) {
    if (kind !== 'PURCHASED') continue;
    const basket = baskets.get(`${person} ${at}`) ?? { at, by: people[person]!.handle, skus: [] };
    basket.skus.push(items[item]!.sku);
    baskets.set(`${person} ${at}`, basket);
  }
  return [...baskets.values()].map((basket) => ({ ...basket, verb: 'placeOrder' }));
}

/** Views and searches, as each person's device reports them. */
function reportSteps({ people, items, acts, startsAt, endsAt }: Town, chance: Chance): Step[] {
  const reports = new Map<string, { by: string; at: number; events: PlannedEvent[] }>();
  const note = (act: TownAct, event: Omit<PlannedEvent, 'id'>): void => {
    const turn = Math.floor((event.at - startsAt) / (REPORT_DAYS * DAY_MS));
    const at = Math.min(startsAt + (turn + 1) * REPORT_DAYS * DAY_MS, endsAt) - 1 - act.person;
    const by = people[act.person]!.handle;
    const key = `${turn} ${by}`;
    const report = reports.get(key) ?? { by, at: Math.max(at, event.at), events: [] };
    report.at = Math.max(report.at, event.at);
    report.events.push({ id: `${turn}-${report.events.length}`, ...event });
    reports.set(key, report);
  };
  for (const act of acts) {
    if (act.kind !== 'VIEWED') continue;
    const { category, sku } = items[act.item]!;
    if (act.because === undefined && act.told !== true && chance.happens(0.12)) {
      const words = chance.pick(SEARCHES[CATEGORIES[category]!.slug]!);
      const query = words[people[act.person]!.locale === 'zh-CN' ? 1 : 0];
      note(act, { kind: 'SEARCH', query, at: act.at - 20_000 });
    }
    note(act, { kind: 'VIEW', sku, at: act.at });
  }
  return [...reports.values()].map(({ by, at, events }) => ({ at, verb: 'recordEvents', by, events }));
}

function talkSteps({ people, items }: Town, talk: TownTalk): Step[] {
  const by = (person: number) => people[person]!.handle;
  const deed = (at: number, what: Deed): Step => ({ ...what, at });
  return [
    ...talk.reviews.map(({ at, person, key, item, rating, text, visibility }) =>
      deed(at, { verb: 'reviewItem', by: by(person), key, sku: items[item]!.sku, rating, text, visibility }),
    ),
    ...talk.posts.map(({ at, person, key, text, items: tags, visibility, circle }) => {
      const skus = tags.map((tag) => items[tag]!.sku);
      return deed(at, { verb: 'createPost', by: by(person), key, text, skus, visibility, circle });
    }),
    ...talk.comments.map(({ at, person, key, on, replyTo, text }) =>
      deed(at, { verb: 'comment', by: by(person), key, on, replyTo, text }),
    ),
    ...talk.reactions.map(({ at, person, on, reaction }) =>
      deed(at, { verb: 'react', by: by(person), on, reaction }),
    ),
    ...talk.helpful.map(({ at, person, review }) =>
      deed(at, { verb: 'findHelpful', by: by(person), review }),
    ),
    ...talk.bookmarks.map(({ at, person, post }) => deed(at, { verb: 'bookmarkPost', by: by(person), post })),
  ];
}

/** People follow shops they buy from; a few things are hidden after a look. */
function followSteps({ people, items, acts, endsAt }: Town, chance: Chance): Step[] {
  const followed = new Set<string>();
  return acts.flatMap(({ at, person, item, kind, rating, told }): Step[] => {
    if (told === true) return [];
    const by = people[person]!.handle;
    const whom = people[items[item]!.seller]!.handle;
    const later = Math.floor(at + chance.between(0.01, 0.5) * DAY_MS);
    if (later >= endsAt) return [];
    if (kind === 'RATED' && rating === 1) return [{ at: later, verb: 'hideItem', by, sku: items[item]!.sku }];
    if (kind !== 'PURCHASED' || followed.has(`${by} ${whom}`) || !chance.happens(0.1)) return [];
    followed.add(`${by} ${whom}`);
    return [{ at: later, verb: 'follow', by, whom }];
  });
}
