import { CATEGORIES } from './catalogue/categories.js';
import { composeItems, type ItemText } from './catalogue/compose-items.js';
import type { Chance } from './chance.js';
import type { Townsperson } from './people.js';
import { STORY_ITEMS } from './story/cast.js';
import { styleOf, type Style } from './tastes.js';

/** An item of the town's shop, with what only the town knows of it. */
export interface TownItem extends ItemText {
  /** Index of the person who sells it. */
  readonly seller: number;
  readonly createdAt: number;
  /** When it went out of stock for good; absent while it can be had. */
  readonly soldOutAt?: number;
  readonly style: Style;
  /** How good it is: standard normal, 0 in the middle. */
  readonly quality: number;
  /** How often it is come across, relative to the middle of the shop. */
  readonly appeal: number;
}

const DAY_MS = 86_400_000;
/** Share of the catalogue that is there in the opening days; the rest comes over the year. */
const SHARE_AT_OPENING = 0.6;
const SHARE_SOLD_OUT = 0.02;

/** The catalogue, with sellers and dates. */
export function stockShop(
  count: number,
  people: readonly Townsperson[],
  endsAt: number,
  chance: Chance,
): TownItem[] {
  const sellers = CATEGORIES.map(({ slug }) =>
    people.flatMap((person, index) => (person.sells.includes(slug) ? [index] : [])),
  );
  const brandStyles = new Map<string, Style>();
  const told = new Set<string>(Object.values(STORY_ITEMS).map(skuOfStory));
  return composeItems(count, Object.values(STORY_ITEMS), chance).map((text) => {
    const brandStyle = brandStyles.get(text.brand) ?? styleOf(chance);
    brandStyles.set(text.brand, brandStyle);
    const seller = chance.pick(sellers[text.category]!);
    const opens = people[seller]!.joinedAt;
    const quality = chance.normal();
    const early = chance.happens(SHARE_AT_OPENING);
    const createdAt = early
      ? opens + chance.between(0.02, 2) * DAY_MS
      : chance.between(opens + 3 * DAY_MS, endsAt - 1 * DAY_MS);
    const soldOutAt = chance.between(createdAt + 30 * DAY_MS, endsAt - DAY_MS);
    const appeal = Math.exp(0.5 * chance.normal() + 0.25 * quality);
    const item = {
      ...text,
      seller,
      createdAt,
      style: brandStyle.map((value) => 0.7 * value + 0.7 * chance.normal()),
      quality,
      appeal,
    };
    if (text.sku === GRINDER) return { ...item, createdAt: endsAt - 28 * DAY_MS, quality: 1.5, appeal: 4 };
    if (told.has(text.sku)) return { ...item, createdAt: opens + 0.1 * DAY_MS, quality: 1.5, appeal: 1 };
    const soldOut =
      chance.happens(SHARE_SOLD_OUT) && soldOutAt > createdAt + 30 * DAY_MS && soldOutAt < endsAt;
    return soldOut ? { ...item, soldOutAt } : item;
  });
}

/** A story item is the first of its kind, so its sku is known before the catalogue is. */
export function skuOfStory({ category, kind }: { readonly category: string; readonly kind: string }): string {
  const grammar = CATEGORIES.find(({ slug }) => slug === category);
  if (grammar === undefined) throw new RangeError(`no category ${category}`);
  return `${grammar.code}-${kind}-001`;
}

/** New in the shop a week before Bob buys it. */
const GRINDER = skuOfStory(STORY_ITEMS.grinder);

/** The categories in the months they sell best: a factor around 1, by month of the year. */
export function seasonOf(category: number, at: number): number {
  const { peakMonth, strength } = CATEGORIES[category]!.season;
  const date = new Date(at);
  const month = date.getUTCMonth() + date.getUTCDate() / 31;
  return 1 + strength * Math.cos((2 * Math.PI * (month - peakMonth - 0.5)) / 12);
}

/** New things are looked at twice as often for three weeks; what is not there yet or sold out, not at all. */
export function newnessOf(item: TownItem, startsAt: number, at: number): number {
  if (at < item.createdAt || (item.soldOutAt !== undefined && at >= item.soldOutAt)) return 0;
  const opening = item.createdAt < startsAt + 7 * DAY_MS;
  return !opening && at < item.createdAt + 21 * DAY_MS ? 2 : 1;
}

/** The most that season and newness can multiply to. */
export const MOST_LIVELY = 3.5;
