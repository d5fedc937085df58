import { CATEGORIES } from '../catalogue/categories.js';
import type { Chance } from '../chance.js';
import type { TownCircle } from '../circles.js';
import type { Town } from '../simulate-town.js';
import { STORY_POSTS } from '../story/script.js';
import { personOf, storyItem } from '../story/tell.js';
import { ABOUT_DEPARTMENT, ABOUT_THINGS } from './post-words.js';
import type { TownPost } from './talk.js';

const DAY_MS = 86_400_000;
/** Share of good reviews after which the writer also posts. */
const SHARE_OF_REVIEWS = 0.22;

/** The story's posts, and those of people who like what they bought; some go to a club that is about it. */
export function writePosts(town: Town, circles: readonly TownCircle[], chance: Chance): TownPost[] {
  const told = STORY_POSTS.map(({ key, who, text, tags, circle, daysBeforeEnd, visibility }): TownPost => ({
    key,
    person: personOf(town.people, who),
    at: Math.floor(town.endsAt - daysBeforeEnd * DAY_MS),
    text,
    items: tags.map((tag) => storyItem(town.items, tag)),
    visibility: circle === undefined ? (visibility ?? 'PUBLIC') : 'CIRCLE',
    circle: circle ?? null,
  }));
  const said = town.acts.flatMap((act, nth): TownPost[] => {
    if (act.kind !== 'RATED' || act.rating! < 4 || act.told === true || !chance.happens(SHARE_OF_REVIEWS))
      return [];
    const at = Math.floor(act.at + chance.between(0.02, 3) * DAY_MS);
    const writer = town.people[act.person]!;
    if (at >= town.endsAt || writer.visibility === 'ONLY_ME') return [];
    const club = clubFor(act.person, town.items[act.item]!.category, at, circles);
    const circle = club !== null && chance.happens(0.35) ? club.slug : null;
    const visibility = circle === null ? writer.visibility : 'CIRCLE';
    const text = composePost(town, act.item, writer.locale === 'zh-CN', chance);
    return [{ key: `post ${nth}`, person: act.person, at, text, items: [act.item], visibility, circle }];
  });
  return [...told, ...said].sort((a, b) => a.at - b.at);
}

function composePost({ items }: Town, item: number, zh: boolean, chance: Chance): string {
  const { category, kind, brand } = items[item]!;
  const grammar = CATEGORIES[category]!;
  const isWork = grammar.kinds[kind]!.titled === true;
  const aboutThing = chance.happens(0.5) && !isWork;
  const words = chance.pick(aboutThing ? ABOUT_THINGS : ABOUT_DEPARTMENT[grammar.slug]!);
  const maker = grammar.brands.find(([name]) => name === brand) ?? [brand, brand];
  const language = zh ? 1 : 0;
  return words[language]
    .replaceAll('{kind}', grammar.kinds[kind]!.name[language])
    .replaceAll('{brand}', maker[language]);
}

function clubFor(
  person: number,
  category: number,
  at: number,
  circles: readonly TownCircle[],
): TownCircle | null {
  const { slug } = CATEGORIES[category]!;
  const isIn = ({ departments, members }: TownCircle) =>
    departments.includes(slug) && members.some((member) => member.person === person && member.at <= at);
  return circles.find(isIn) ?? null;
}
