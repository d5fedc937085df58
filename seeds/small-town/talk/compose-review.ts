import { CATEGORIES } from '../catalogue/categories.js';
import type { Chance } from '../chance.js';
import { ASPECTS, CLOSERS, OPENERS, THANKS } from './review-words.js';

/** What a review is about: the item's place in the catalogue, the writer's language, and who led them there. */
export interface ReviewSubject {
  readonly category: number;
  readonly kind: number;
  readonly rating: number;
  readonly zh: boolean;
  /** Name of the friend whose act led to it, or null. */
  readonly friend: string | null;
}

/** A review's text: how it went, one or two reasons, sometimes thanks. */
export function composeReview(subject: ReviewSubject, chance: Chance): string {
  const { rating } = subject;
  const language = subject.zh ? 1 : 0;
  const sentences = [chance.pick(OPENERS[rating - 1]!)[language]];
  const aspects = chance.shuffled(aspectsOf(subject)).slice(0, chance.happens(0.45) ? 2 : 1);
  aspects.forEach((aspect, nth) =>
    sentences.push((praises(rating, nth, chance) ? aspect.good : aspect.bad)[language]),
  );
  if (subject.friend !== null && rating >= 4 && chance.happens(0.5)) {
    sentences.push(chance.pick(THANKS)[language].replaceAll('{friend}', subject.friend));
  } else if (chance.happens(0.4)) {
    sentences.push(chance.pick(rating >= 4 ? CLOSERS.glad : CLOSERS.sorry)[language]);
  }
  return sentences.join(subject.zh ? '' : ' ');
}

function aspectsOf({ category, kind }: ReviewSubject) {
  const grammar = CATEGORIES[category]!;
  const { code } = grammar.kinds[kind]!;
  return ASPECTS[grammar.slug]!.filter(({ of }) => of === undefined || of.includes(code));
}

/** Good ratings praise, bad ones complain, and a 3 or 4 with two reasons does both. */
function praises(rating: number, nth: number, chance: Chance): boolean {
  if (rating === 5) return true;
  if (rating === 4) return nth === 0 || chance.happens(0.4);
  if (rating === 3) return nth === 0;
  return rating === 2 && nth === 1;
}
