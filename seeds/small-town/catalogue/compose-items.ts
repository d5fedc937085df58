import type { Chance } from '../chance.js';
import { CATEGORIES } from './categories.js';
import { MODELS, type CategoryGrammar, type Kind, type Use, type Words } from './words.js';

/** What a shop says of one item, in both languages, and where it stands in its category. */
export interface ItemText {
  readonly sku: string;
  readonly title: string;
  readonly titleZh: string;
  readonly description: string;
  readonly descriptionZh: string;
  readonly priceMinor: number;
  readonly brand: string;
  /** Index into CATEGORIES, and into the category's kinds. */
  readonly category: number;
  readonly kind: number;
  /** 0 for the cheapest of its kind, 1 for the dearest. */
  readonly dearness: number;
}

/** One combination of a kind's words. */
interface Choice {
  readonly brand: Words;
  readonly variant: Words;
  readonly size: Words | null;
}

/** A combination that the story needs, as indices into the grammar. */
export interface FixedItem {
  readonly category: string;
  readonly kind: string;
  readonly brand: number;
  readonly variant: number;
  readonly size: number;
  readonly model: number;
}

/** Composes `count` items, evenly over categories and kinds; the fixed ones are the first of their kind. */
export function composeItems(count: number, fixed: readonly FixedItem[], chance: Chance): ItemText[] {
  const told = new Set<string>();
  return CATEGORIES.flatMap((grammar, category) => {
    const ofCategory = share(count, CATEGORIES.length, category);
    return grammar.kinds.flatMap((kind, index) => {
      const ofKind = share(ofCategory, grammar.kinds.length, index);
      const story = fixed.filter((one) => one.category === grammar.slug && one.kind === kind.code);
      const choices = choicesOf(grammar, kind, story, chance);
      if (choices.length < ofKind) {
        throw new RangeError(
          `${grammar.slug} ${kind.code} has ${choices.length} combinations, not ${ofKind}`,
        );
      }
      const models = chance.shuffled(MODELS);
      return choices.slice(0, ofKind).map((choice, nth) => {
        const model = isModelled(grammar, kind)
          ? (MODELS[story[nth]?.model ?? -1] ?? models[nth % models.length]!)
          : null;
        const sku = `${grammar.code}-${kind.code}-${String(nth + 1).padStart(3, '0')}`;
        return { category, kind: index, ...compose(grammar, kind, choice, model, sku, told, chance) };
      });
    });
  });
}

/** Whether a maker tells its own by model names, so that the same combination can stand in the shop twice. */
function isModelled(grammar: CategoryGrammar, kind: Kind): boolean {
  return grammar.models && kind.titled !== true;
}

/** How many of `count` fall to the nth of `parts`. */
function share(count: number, parts: number, nth: number): number {
  return Math.floor(((nth + 1) * count) / parts) - Math.floor((nth * count) / parts);
}

/** Every combination once, the story's first; works come with one brand each, and all titles before second editions. */
function choicesOf(
  grammar: CategoryGrammar,
  kind: Kind,
  story: readonly FixedItem[],
  chance: Chance,
): Choice[] {
  const sizes: readonly (Words | null)[] = kind.sizes ?? [null];
  const brands = (kind.madeBy ?? grammar.brands.map((_, i) => i)).map((index) => grammar.brands[index]!);
  const all: Choice[] = [];
  for (const variant of kind.variants) {
    for (const brand of kind.titled === true ? [chance.pick(brands)] : brands) {
      for (const size of sizes) all.push({ brand, variant, size });
    }
  }
  const told = story.map((one) => ({
    brand: grammar.brands[one.brand]!,
    variant: kind.variants[one.variant]!,
    size: kind.sizes?.[one.size] ?? null,
  }));
  const same = (a: Choice, b: Choice) =>
    (kind.titled === true || a.brand === b.brand) && a.variant === b.variant && a.size === b.size;
  const rest = chance.shuffled(all).filter((choice) => !told.some((one) => same(one, choice)));
  const once = [...told, ...rest];
  return isModelled(grammar, kind) ? [...once, ...chance.shuffled(all)] : once;
}

function compose(
  grammar: CategoryGrammar,
  kind: Kind,
  choice: Choice,
  model: Words | null,
  sku: string,
  told: Set<string>,
  chance: Chance,
): Omit<ItemText, 'category' | 'kind'> {
  const [low, high] = kind.price;
  const dearness = chance.next();
  const says = describe(grammar, kind, told, chance);
  return {
    sku,
    title: titleOf(kind, choice, model),
    titleZh: titleZhOf(kind, choice, model),
    description: says.map(([en]) => en).join(' '),
    descriptionZh: says.map(([, zh]) => zh).join(''),
    priceMinor: shopPrice(low * (high / low) ** dearness),
    brand: choice.brand[0],
    dearness,
  };
}

/** Two sentences about the kind and one for whom it is, together unlike any told before. */
function describe(
  grammar: CategoryGrammar,
  kind: Kind,
  told: Set<string>,
  chance: Chance,
): readonly (Words | Use)[] {
  const uses = grammar.uses.filter(([, , ...notOf]) => !notOf.includes(kind.code));
  for (let attempt = 0; attempt < 200; attempt++) {
    const says = [...chance.shuffled(kind.says).slice(0, 2), chance.pick(uses)];
    const key = says.map(([en]) => en).join(' ');
    if (told.has(key)) continue;
    told.add(key);
    return says;
  }
  throw new RangeError(`${grammar.slug} ${kind.code} has too few sentences`);
}

function titleOf(kind: Kind, { brand, variant, size }: Choice, model: Words | null): string {
  const tail = size === null ? '' : `, ${size[0]}`;
  if (kind.titled === true) return `${variant[0]} (${kind.name[0]})${tail}`;
  const named = model === null ? brand[0] : `${brand[0]} ${model[0]}`;
  return `${named} ${kind.name[0]}, ${variant[0]}${tail}`;
}

function titleZhOf(kind: Kind, { brand, variant, size }: Choice, model: Words | null): string {
  const tail = size === null ? '' : ` ${size[1]}`;
  if (kind.titled === true) {
    const work = variant[1].includes('《') ? variant[1] : `《${variant[1]}》`;
    return `${work}${kind.name[1]}${tail}`;
  }
  const named = model === null ? `${brand[1]} ` : `${brand[1]}「${model[1]}」`;
  return `${named}${variant[1]}${kind.name[1]}${tail}`;
}

/** 13.37 becomes 13.40, 133.70 becomes 133.90: what a price tag would say. */
function shopPrice(minor: number): number {
  const step = minor < 2000 ? 10 : minor < 10_000 ? 50 : 100;
  const rounded = Math.round(minor / step) * step;
  return rounded >= 10_000 ? rounded - 10 : rounded;
}
