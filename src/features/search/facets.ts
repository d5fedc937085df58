import type { NodeProps } from '../../../graph-models/domain/vocabulary.js';

/** What a found item must be; an empty list or null does not matter. */
export interface Filter {
  readonly categories: readonly string[];
  readonly brands: readonly string[];
  readonly currency: string | null;
  readonly priceMin: number | null;
  readonly priceMax: number | null;
  readonly available: boolean | null;
}

export interface PriceSpan {
  readonly currency: string;
  readonly lowestMinor: number;
  readonly highestMinor: number;
  readonly count: number;
}

/** How many items each choice of a facet would show, most first. */
export interface FacetCounts {
  readonly categories: readonly (readonly [slug: string, count: number])[];
  readonly brands: readonly (readonly [brand: string, count: number])[];
  readonly prices: readonly PriceSpan[];
}

type Facts = Pick<NodeProps['Item'], 'categorySlugs' | 'brand' | 'currency' | 'priceMinor' | 'available'>;

export function passes(item: Facts, filter: Filter): boolean {
  return (
    inCategories(item, filter) && ofBrands(item, filter) && priced(item, filter) && isAvailable(item, filter)
  );
}

/** Each facet counts what passes the filters of the others, so that a second choice within it can be offered. */
export function facetsOf(items: readonly Facts[], filter: Filter): FacetCounts {
  const categories = new Map<string, number>();
  const brands = new Map<string, number>();
  const prices = new Map<string, PriceSpan>();
  for (const item of items) {
    if (!isAvailable(item, filter)) continue;
    const [category, brand, price] = [
      inCategories(item, filter),
      ofBrands(item, filter),
      priced(item, filter),
    ];
    if (brand && price) for (const slug of item.categorySlugs) count(categories, slug);
    if (category && price && item.brand !== undefined) count(brands, item.brand);
    if (category && brand) prices.set(item.currency, widened(prices.get(item.currency), item));
  }
  return {
    categories: mostFirst(categories),
    brands: mostFirst(brands),
    prices: [...prices.values()].sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1)),
  };
}

function inCategories({ categorySlugs }: Facts, { categories }: Filter): boolean {
  return categories.length === 0 || categorySlugs.some((slug) => categories.includes(slug));
}

function ofBrands({ brand }: Facts, { brands }: Filter): boolean {
  return brands.length === 0 || (brand !== undefined && brands.includes(brand));
}

function priced({ currency, priceMinor }: Facts, filter: Filter): boolean {
  if (filter.currency !== null && currency !== filter.currency) return false;
  if (filter.priceMin !== null && priceMinor < filter.priceMin) return false;
  return filter.priceMax === null || priceMinor <= filter.priceMax;
}

function isAvailable({ available }: Facts, filter: Filter): boolean {
  return filter.available === null || available === filter.available;
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function widened(span: PriceSpan | undefined, { currency, priceMinor }: Facts): PriceSpan {
  return {
    currency,
    lowestMinor: Math.min(span?.lowestMinor ?? priceMinor, priceMinor),
    highestMinor: Math.max(span?.highestMinor ?? priceMinor, priceMinor),
    count: (span?.count ?? 0) + 1,
  };
}

function mostFirst(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
