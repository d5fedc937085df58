/** The same words in English and in Chinese. */
export type Words = readonly [en: string, zh: string];

/** A closing sentence, and the codes of kinds of which it would not be true. */
export type Use = readonly [en: string, zh: string, ...notOf: string[]];

/** What a shop sells under one name: a kettle, a grinder. */
export interface Kind {
  /** Three letters, unique in its category; the middle of the sku. */
  readonly code: string;
  readonly name: Words;
  /** Lowest and highest price in minor units. */
  readonly price: readonly [number, number];
  /** Material, colour, flavour: what makes two of a kind differ. */
  readonly variants: readonly Words[];
  readonly sizes?: readonly Words[];
  /** Whether a variant is a work's title, which then comes first: a book, a board game. */
  readonly titled?: boolean;
  /** Whether it is used up and bought again: bread is, a lamp is not. */
  readonly usedUp?: boolean;
  /** Which of the category's brands make it; left out: all. */
  readonly madeBy?: readonly number[];
  /** Sentences that are true of each of its kind; a description has two. */
  readonly says: readonly Words[];
}

export interface CategoryGrammar {
  readonly slug: string;
  /** Three letters, the beginning of the sku. */
  readonly code: string;
  readonly name: Words;
  /** The month (0 to 11) in which it sells best, and by what share more than on average. */
  readonly season: { readonly peakMonth: number; readonly strength: number };
  /** Whether its things carry a model name: a kettle does, a cheese does not. */
  readonly models: boolean;
  readonly brands: readonly Words[];
  readonly kinds: readonly Kind[];
  /** Closing sentences: whom or what it is for. */
  readonly uses: readonly Use[];
}

/** Model names, shared by all brands. */
export const MODELS: readonly Words[] = [
  ['Wren', '鹪鹩'],
  ['Harbour', '港湾'],
  ['Juniper', '杜松'],
  ['Lantern', '灯笼'],
  ['Meadow', '草甸'],
  ['Ferry', '渡船'],
  ['Thistle', '蓟花'],
  ['Pebble', '卵石'],
  ['Linnet', '朱雀'],
  ['Orchard', '果园'],
  ['Ember', '余烬'],
  ['Rowan', '花楸'],
  ['Heron', '苍鹭'],
  ['Sunday', '星期天'],
  ['Lowland', '低地'],
  ['Hazel', '榛树'],
  ['Miller', '磨坊主'],
  ['Otter', '水獭'],
  ['Cinder', '炭火'],
  ['Bramble', '黑莓'],
  ['Northlight', '北光'],
  ['Swift', '雨燕'],
  ['Clover', '三叶草'],
  ['Drift', '流木'],
];
