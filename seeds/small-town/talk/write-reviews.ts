import type { Chance } from '../chance.js';
import type { Townsperson } from '../people.js';
import type { Town } from '../simulate-town.js';
import { composeReview } from './compose-review.js';
import type { TownReview } from './talk.js';

/** A review for every rating: one per person and item, in the writer's language, thanking the friend who led there. */
export function writeReviews({ people, items, acts }: Town, chance: Chance): TownReview[] {
  const led = new Map<number, Townsperson>();
  for (const { person, item, because } of acts) {
    if (because !== undefined) led.set(person * items.length + item, people[acts[because]!.person]!);
  }
  return acts.flatMap(({ at, person, item, kind, rating, text }): TownReview[] => {
    if (kind !== 'RATED' || rating === undefined) return [];
    const { category, kind: itemKind, sku } = items[item]!;
    const { handle, locale, visibility } = people[person]!;
    const friend = led.get(person * items.length + item);
    const about = {
      category,
      kind: itemKind,
      rating,
      zh: locale === 'zh-CN',
      friend: friend === undefined ? null : calledBy(friend),
    };
    return [
      {
        key: `${handle} on ${sku}`,
        person,
        item,
        at,
        rating,
        text: text ?? composeReview(about, chance),
        visibility,
      },
    ];
  });
}

/** First names among friends; Chinese names are said whole. */
function calledBy({ name, locale }: Townsperson): string {
  return locale === 'zh-CN' ? name : name.split(' ')[0]!;
}
