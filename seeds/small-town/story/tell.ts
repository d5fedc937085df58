import type { TownAct } from '../acts.js';
import { skuOfStory, type TownItem } from '../items.js';
import type { Townsperson } from '../people.js';
import { STORY_ITEMS, type StoryItem } from './cast.js';
import { STORY_ACTS, STORY_UNSEEN } from './script.js';

const DAY_MS = 86_400_000;

/** The story's acts, as acts of the town. */
export function toldActs(
  people: readonly Townsperson[],
  items: readonly TownItem[],
  endsAt: number,
): TownAct[] {
  return STORY_ACTS.map(({ who, item, kind, daysBeforeEnd, rating, text }) => ({
    at: Math.floor(endsAt - daysBeforeEnd * DAY_MS),
    person: personOf(people, who),
    item: itemOf(items, typeof item === 'string' ? skuOfStory(STORY_ITEMS[item]) : item.sku),
    kind,
    told: true,
    ...(rating === undefined ? {} : { rating }),
    ...(text === undefined ? {} : { text }),
  }));
}

export function unseenPairs(
  people: readonly Townsperson[],
  items: readonly TownItem[],
): (readonly [number, number])[] {
  return STORY_UNSEEN.map(({ who, item }) => [personOf(people, who), storyItem(items, item)] as const);
}

/** Index of one of the story's items. */
export function storyItem(items: readonly TownItem[], item: StoryItem): number {
  return itemOf(items, skuOfStory(STORY_ITEMS[item]));
}

export function personOf(people: readonly Townsperson[], handle: string): number {
  const index = people.findIndex((person) => person.handle === handle);
  if (index < 0) throw new RangeError(`nobody is called ${handle}`);
  return index;
}

function itemOf(items: readonly TownItem[], sku: string): number {
  const index = items.findIndex((item) => item.sku === sku);
  if (index < 0) throw new RangeError(`there is no item ${sku}`);
  return index;
}
