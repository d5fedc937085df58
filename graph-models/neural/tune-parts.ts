import { ndcgAlone } from './alone.js';
import type { Question } from './blend-cases.js';
import type { ItemItemOptions } from './item-item-options.js';
import { fitItemItem, isSparse, type ItemItemPart } from './item-item.js';
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

/** A part and the options that it was fitted with. */
export interface Fitted<P extends Part, O> {
  readonly part: P;
  readonly options: O;
}

/** What validation chose, how many fits were tried and the work they were. */
export interface Tuned<P extends Part, O> extends Fitted<P, O> {
  readonly tried: number;
  readonly work: number;
  /** What it would have chosen without a budget. */
  readonly plain: Fitted<P, O>;
}

/** @param allowance null: a fixed number of multiply-adds */
export function tuneLikeMinded(
  tastes: TasteMatrix,
  questions: readonly Question[],
  allowance: Allowance | null = null,
): Tuned<LikeMinded, LikeMindedOptions> {
  const search = within(LIKE_MINDED_MULTIPLY_ADDS, tastes.rowCount, tastes, questions, allowance);
  return best(
    LIKE_MINDED,
    tastes.columnCount,
    questions,
    (options) => LikeMinded.fit(tastes, options),
    search,
  );
}

/** The like-minded of shops too large for an inverse. */
export function tuneNearestMinded(
  tastes: TasteMatrix,
  questions: readonly Question[],
): Tuned<NearestMinded, LikeMindedOptions> {
  return best(NEAREST_MINDED, tastes.columnCount, questions, (options) => new NearestMinded(tastes, options));
}

export function tuneItemItem(
  tastes: TasteMatrix,
  questions: readonly Question[],
  allowance: Allowance | null = null,
): Tuned<ItemItemPart, ItemItemOptions> {
  const fit = (options: ItemItemOptions): ItemItemPart => fitItemItem(tastes, options);
  if (isSparse(tastes)) return best(SPARSE_ITEM_ITEM, tastes.columnCount, questions, fit);
  const side = Math.min(tastes.rowCount, tastes.columnCount);
  const search = within(ITEM_ITEM_MULTIPLY_ADDS, side, tastes, questions, allowance);
  return best(ITEM_ITEM, tastes.columnCount, questions, fit, search);
}

export function tuneSequence(
  tastes: TasteMatrix,
  questions: readonly Question[],
): Tuned<SequenceNeighbours, Partial<SequenceOptions>> {
  return best(SEQUENCE, tastes.columnCount, questions, (options) => SequenceNeighbours.fit(tastes, options));
}

/** Multiply-adds of an inverse. */
function inverting(side: number): number {
  return Math.max(1, side ** 3 / 2);
}

/**
 * The work of asking one option: every question costs the model some steps of TypeScript and some multiply-adds of kernels, and
 * every item is ranked.
 */
export function asking(
  { columnCount }: TasteMatrix,
  questions: readonly Question[],
  { plain = 0, products = 0 }: { readonly plain?: number; readonly products?: number },
): number {
  return askedAlone(questions).length * (PLAIN_WORK * (plain + RANKING * columnCount) + products);
}

/** How many of a list of options are tried. */
interface Within {
  /** With no budget; so many are tried whatever the budget is. */
  readonly plain: number;
  readonly most: number;
  /** Asked before every further one. */
  readonly hasTime: () => boolean;
  /** Of trying one. */
  readonly work: number;
}

const ALL: Within = { plain: Infinity, most: Infinity, hasTime: () => true, work: 0 };

/** @param fixed multiply-adds of solving where there is no budget @param side of the matrix to be inverted */
function within(
  fixed: number,
  side: number,
  tastes: TasteMatrix,
  questions: readonly Question[],
  allowance: Allowance | null,
): Within {
  const solving = inverting(side);
  // Everybody's acts are added up.
  const work = solving + asking(tastes, questions, { plain: tastes.rowItems.length });
  const plain = Math.max(1, Math.floor(fixed / solving));
  if (allowance === null) return { plain, most: plain, hasTime: () => true, work };
  return {
    plain,
    most: Math.max(plain, Math.floor(allowance.work / work)),
    hasTime: allowance.hasTime,
    work,
  };
}

/** Those whose answers tell options apart: real people, as many as it takes. */
export function askedAlone(questions: readonly Question[]): readonly Question[] {
  return questions.filter(({ madeCold }) => !madeCold).slice(0, QUESTIONS_ASKED);
}

/** The options whose part alone ranks the questions best; the first when there is nobody to ask. */
export function best<P extends Part, O>(
  options: readonly O[],
  itemCount: number,
  questions: readonly Question[],
  fit: (options: O) => P,
  { plain: plainCount, most, hasTime, work }: Within = ALL,
): Tuned<P, O> {
  const asked = askedAlone(questions);
  const listed = options.slice(0, most);
  let chosen: Fitted<P, O> | null = null;
  let plain: Fitted<P, O> | null = null;
  let chosenNdcg = -1;
  let tried = 0;
  for (const one of listed) {
    if (tried >= plainCount && !hasTime()) break;
    const fitted = { part: fit(one), options: one };
    tried++;
    if (listed.length === 1 || asked.length === 0) return { ...fitted, tried, work, plain: fitted };
    const ndcg = ndcgAlone(fitted.part, asked, itemCount);
    if (ndcg > chosenNdcg) {
      chosenNdcg = ndcg;
      chosen = fitted;
    }
    if (tried <= plainCount) plain = chosen;
  }
  if (chosen === null || plain === null) throw new RangeError('there are no options to choose from');
  return { ...chosen, tried, work: work * tried, plain };
}
