import { ndcgAlone } from './alone.js';
import type { Question } from './blend-cases.js';
import { fitItemItem, isSparse, type ItemItemOptions, type ItemItemPart } from './item-item.js';
import { LikeMinded, type LikeMindedOptions } from './like-minded.js';
import { NearestMinded } from './nearest-minded.js';
import type { Part } from './part.js';
import { SequenceNeighbours, type SequenceOptions } from './sequence-neighbours.js';
import type { TasteMatrix } from './taste-matrix.js';
import { PLAIN_WORK, type Allowance } from './tuning-budget.js';

/** Multiply-adds that trying options of a dense model may cost: some seconds of one core. */
const LIKE_MINDED_MULTIPLY_ADDS = 1.1e10;
const ITEM_ITEM_MULTIPLY_ADDS = 4e9;
const QUESTIONS_ASKED = 1500;
/** What ranking an item costs, in steps of a loop. */
const RANKING = 20;

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
/** Of shops too large for an inverse. */
const NEAREST_MINDED: readonly LikeMindedOptions[] = LIKE_MINDED.slice(0, 2);
const SPARSE_ITEM_ITEM: readonly ItemItemOptions[] = [
  { ridge: 50, perPerson: 1 },
  { ridge: 200, perPerson: 1 },
];
const SEQUENCE: readonly Partial<SequenceOptions>[] = [
  { decay: 0.6, rankedPower: 0.15 },
  { decay: 0.6, rankedPower: 0.3 },
  { decay: 0.85, rankedPower: 0.3 },
];

/** A fitted part, the options that validation chose, how many fits were tried and the work they were. */
export interface Tuned<P extends Part, O> {
  readonly part: P;
  readonly options: O;
  readonly tried: number;
  readonly work: number;
}

/** @param allowance null: a fixed number of multiply-adds */
export function tuneLikeMinded(
  tastes: TasteMatrix,
  questions: readonly Question[],
  allowance: Allowance | null = null,
): Tuned<LikeMinded, LikeMindedOptions> {
  const solving = inverting(tastes.rowCount);
  const count = affordable(LIKE_MINDED_MULTIPLY_ADDS, solving, tastes, questions, allowance);
  return best(
    LIKE_MINDED.slice(0, count),
    tastes.columnCount,
    questions,
    (options) => LikeMinded.fit(tastes, options),
    allowance?.hasTime,
    solving + asking(tastes, questions),
  );
}

/** The like-minded of shops too large for an inverse. */
export function tuneNearestMinded(
  tastes: TasteMatrix,
  questions: readonly Question[],
  hasTime?: () => boolean,
): Tuned<NearestMinded, LikeMindedOptions> {
  return best(
    NEAREST_MINDED,
    tastes.columnCount,
    questions,
    (options) => new NearestMinded(tastes, options),
    hasTime,
  );
}

export function tuneItemItem(
  tastes: TasteMatrix,
  questions: readonly Question[],
  allowance: Allowance | null = null,
): Tuned<ItemItemPart, ItemItemOptions> {
  const fit = (options: ItemItemOptions): ItemItemPart => fitItemItem(tastes, options);
  if (isSparse(tastes)) return best(SPARSE_ITEM_ITEM, tastes.columnCount, questions, fit, allowance?.hasTime);
  const solving = inverting(Math.min(tastes.rowCount, tastes.columnCount));
  const count = affordable(ITEM_ITEM_MULTIPLY_ADDS, solving, tastes, questions, allowance);
  return best(
    ITEM_ITEM.slice(0, count),
    tastes.columnCount,
    questions,
    fit,
    allowance?.hasTime,
    solving + asking(tastes, questions),
  );
}

export function tuneSequence(
  tastes: TasteMatrix,
  questions: readonly Question[],
  hasTime?: () => boolean,
): Tuned<SequenceNeighbours, Partial<SequenceOptions>> {
  return best(
    SEQUENCE,
    tastes.columnCount,
    questions,
    (options) => SequenceNeighbours.fit(tastes, options),
    hasTime,
  );
}

/** Multiply-adds of an inverse. */
function inverting(side: number): number {
  return Math.max(1, side ** 3 / 2);
}

/** The work of asking one option: everybody's acts are added up, every item is ranked. */
function asking({ rowItems, columnCount }: TasteMatrix, questions: readonly Question[]): number {
  return PLAIN_WORK * askedAlone(questions).length * (rowItems.length + RANKING * columnCount);
}

/** How many options there is work for; where it is fixed, only solving is counted. */
function affordable(
  fixed: number,
  solving: number,
  tastes: TasteMatrix,
  questions: readonly Question[],
  allowance: Allowance | null,
): number {
  const count = allowance === null ? fixed / solving : allowance.work / (solving + asking(tastes, questions));
  return Math.max(1, Math.floor(count));
}

/** Those whose answers tell options apart: real people, as many as it takes. */
export function askedAlone(questions: readonly Question[]): readonly Question[] {
  return questions.filter(({ madeCold }) => !madeCold).slice(0, QUESTIONS_ASKED);
}

/** The options whose part alone ranks the questions best; the first when there is nobody to ask. @param work of trying one */
export function best<P extends Part, O>(
  options: readonly O[],
  itemCount: number,
  questions: readonly Question[],
  fit: (options: O) => P,
  hasTime: () => boolean = () => true,
  work = 0,
): Tuned<P, O> {
  const asked = askedAlone(questions);
  let chosen: { part: P; options: O } | null = null;
  let chosenNdcg = -1;
  let tried = 0;
  for (const one of options) {
    if (chosen !== null && !hasTime()) break;
    const part = fit(one);
    tried++;
    if (options.length === 1 || asked.length === 0) return { part, options: one, tried, work };
    const ndcg = ndcgAlone(part, asked, itemCount);
    if (ndcg <= chosenNdcg) continue;
    chosenNdcg = ndcg;
    chosen = { part, options: one };
  }
  if (chosen === null) throw new RangeError('there are no options to choose from');
  return { ...chosen, tried, work: work * tried };
}
