import { ndcgAlone } from './alone.js';
import type { Question } from './blend-cases.js';
import { fitItemItem, type ItemItemOptions, type ItemItemPart } from './item-item.js';
import { LikeMinded, type LikeMindedOptions } from './like-minded.js';
import type { Part } from './part.js';
import { SequenceNeighbours, type SequenceOptions } from './sequence-neighbours.js';
import type { TasteMatrix } from './taste-matrix.js';

/** Multiply-adds that trying options of a dense model may cost: some seconds of one core. */
const LIKE_MINDED_MULTIPLY_ADDS = 1.1e10;
const ITEM_ITEM_MULTIPLY_ADDS = 4e9;
const QUESTIONS_ASKED = 1500;

/** In the order in which they are tried: what was best on other shops first. */
const LIKE_MINDED: readonly LikeMindedOptions[] = [
  { ridge: 30, itemPower: -0.35 },
  { ridge: 60, itemPower: -0.2 },
  { ridge: 15, itemPower: -0.35 },
  { ridge: 100, itemPower: -0.2 },
  { ridge: 10, itemPower: -0.2 },
  { ridge: 60, itemPower: -0.35 },
  { ridge: 30, itemPower: 0 },
  { ridge: 200, itemPower: 0 },
  { ridge: 5, itemPower: -0.5 },
];
const ITEM_ITEM: readonly ItemItemOptions[] = [
  { ridge: 50, perPerson: 1 },
  { ridge: 100, perPerson: 0 },
  { ridge: 20, perPerson: 1 },
  { ridge: 20, perPerson: 3 },
  { ridge: 200, perPerson: 1 },
  { ridge: 5, perPerson: 1 },
];
const SEQUENCE: readonly Partial<SequenceOptions>[] = [
  { decay: 0.6, rankedPower: 0.15 },
  { decay: 0.6, rankedPower: 0.3 },
  { decay: 0.85, rankedPower: 0.3 },
];

/** Whether another option may be tried; given, it takes the place of the limit in multiply-adds. */
export type HasTime = () => boolean;

/** A fitted part, the options that validation chose, and how many were tried. */
export interface Tuned<P extends Part, O> {
  readonly part: P;
  readonly options: O;
  readonly tried: number;
}

export function tuneLikeMinded(
  tastes: TasteMatrix,
  questions: readonly Question[],
  hasTime?: HasTime,
): Tuned<LikeMinded, LikeMindedOptions> {
  return best(
    hasTime === undefined ? affordable(LIKE_MINDED, tastes.rowCount, LIKE_MINDED_MULTIPLY_ADDS) : LIKE_MINDED,
    tastes.columnCount,
    questions,
    (options) => LikeMinded.fit(tastes, options),
    hasTime,
  );
}

export function tuneItemItem(
  tastes: TasteMatrix,
  questions: readonly Question[],
  hasTime?: HasTime,
): Tuned<ItemItemPart, ItemItemOptions> {
  const side = Math.min(tastes.rowCount, tastes.columnCount);
  return best(
    hasTime === undefined ? affordable(ITEM_ITEM, side, ITEM_ITEM_MULTIPLY_ADDS) : ITEM_ITEM,
    tastes.columnCount,
    questions,
    (options) => fitItemItem(tastes, options),
    hasTime,
  );
}

export function tuneSequence(
  tastes: TasteMatrix,
  questions: readonly Question[],
  hasTime?: HasTime,
): Tuned<SequenceNeighbours, Partial<SequenceOptions>> {
  return best(
    SEQUENCE,
    tastes.columnCount,
    questions,
    (options) => SequenceNeighbours.fit(tastes, options),
    hasTime,
  );
}

/** Inverting costs side³ / 2 multiply-adds. */
function affordable<O>(options: readonly O[], side: number, multiplyAdds: number): readonly O[] {
  return options.slice(0, Math.max(1, Math.floor(multiplyAdds / Math.max(1, side ** 3 / 2))));
}

/** The options whose part alone ranks the questions best; the first when there is nobody to ask. */
export function best<P extends Part, O>(
  options: readonly O[],
  itemCount: number,
  questions: readonly Question[],
  fit: (options: O) => P,
  hasTime: HasTime = () => true,
): Tuned<P, O> {
  const asked = questions.filter(({ madeCold }) => !madeCold).slice(0, QUESTIONS_ASKED);
  let chosen: Tuned<P, O> | null = null;
  let chosenNdcg = -1;
  for (const one of options) {
    if (chosen !== null && !hasTime()) break;
    const part = fit(one);
    if (options.length === 1 || asked.length === 0) return { part, options: one, tried: 1 };
    const ndcg = ndcgAlone(part, asked, itemCount);
    if (ndcg <= chosenNdcg) continue;
    chosenNdcg = ndcg;
    chosen = { part, options: one, tried: options.length };
  }
  if (chosen === null) throw new RangeError('there are no options to choose from');
  return chosen;
}
