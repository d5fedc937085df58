import { Ctx, Field, Float, Int, ObjectType } from 'type-graphql';
import { PageInfo } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { Money } from '../../graphql/money.js';
import { Category, Item } from '../catalog/index.js';
import { facetsOf, type FacetCounts, type Filter, type PriceSpan } from './facets.js';
import { MOST_MATCHES } from './find-matches.js';
import type { FoundItem, SearchOutcome } from './search-items.js';
import { suggest } from './suggest.js';

/** Choices of a facet that are told. */
const MOST_CHOICES = 20;

@ObjectType({ description: 'A found item.' })
export class SearchEdge implements FoundItem {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => Item)
  readonly node!: Item;

  @Field(() => Float, {
    description:
      'How well it answers the query. Each word counts by the best place it stands in (title 10, brand 6, category 4, elsewhere 1), less in another number or as a beginning only; the query as a phrase of the title earns more. Thousandths; 0 without words.',
  })
  readonly score!: number;
}

@ObjectType({ description: 'How many items a category would leave.' })
export class CategoryCount {
  @Field(() => Category, { description: 'To be put into `filter.categories` by its slug.' })
  readonly category!: Category;

  @Field(() => Int, { description: 'How many items.' })
  readonly count!: number;
}

@ObjectType({ description: 'How many items a brand would leave.' })
export class BrandCount {
  @Field(() => String, { description: 'To be put into `filter.brands`.' })
  readonly brand!: string;

  @Field(() => Int, { description: 'How many items.' })
  readonly count!: number;
}

@ObjectType({ description: 'The prices in one currency.' })
export class PriceRange {
  constructor(private readonly span: PriceSpan) {}

  @Field(() => String, { description: 'ISO 4217.' })
  get currency(): string {
    return this.span.currency;
  }

  @Field(() => Money, { description: 'The lowest price of one.' })
  get lowest(): Money {
    return new Money(this.span.lowestMinor, this.span.currency);
  }

  @Field(() => Money, { description: 'The highest price of one.' })
  get highest(): Money {
    return new Money(this.span.highestMinor, this.span.currency);
  }

  @Field(() => Int, { description: 'How many items.' })
  get count(): number {
    return this.span.count;
  }
}

@ObjectType({
  description:
    'What the found items are, to choose from. Each counts what passes the filters of the others, so that a second brand can be added to a first.',
})
export class SearchFacets {
  constructor(private readonly counts: FacetCounts) {}

  @Field(() => [CategoryCount], { description: 'Up to 20, the most frequent first.' })
  async categories(@Ctx() context: Context): Promise<CategoryCount[]> {
    const counts = this.counts.categories.slice(0, MOST_CHOICES);
    const stored = await Promise.all(
      counts.map(([slug]) => context.loaders.lookup('Category', 'slug', slug)),
    );
    return counts.flatMap(([, count], index) => {
      const category = stored[index];
      return category ? [{ category: new Category(category), count }] : [];
    });
  }

  @Field(() => [BrandCount], { description: 'Up to 20, the most frequent first.' })
  get brands(): BrandCount[] {
    return this.counts.brands.slice(0, MOST_CHOICES).map(([brand, count]) => ({ brand, count }));
  }

  @Field(() => [PriceRange], { description: 'One for each currency, the most frequent first.' })
  get prices(): PriceRange[] {
    return this.counts.prices.map((span) => new PriceRange(span));
  }
}

@ObjectType({ description: 'Found items: best first, of equal ones the newest.' })
export class SearchConnection {
  constructor(
    private readonly outcome: SearchOutcome,
    private readonly filter: Filter,
    private readonly query: string,
  ) {}

  @Field(() => [SearchEdge])
  get edges(): readonly FoundItem[] {
    return this.outcome.page.edges;
  }

  @Field(() => PageInfo)
  get pageInfo(): PageInfo {
    return this.outcome.page.pageInfo;
  }

  @Field(() => Int, { description: 'How many there are on all pages.' })
  get totalCount(): number {
    return this.outcome.totalCount;
  }

  @Field(() => Boolean, {
    description: `True when more than ${MOST_MATCHES} items hold the words: then the newest ${MOST_MATCHES} are ranked and counted, and more words find the others.`,
  })
  get truncated(): boolean {
    return this.outcome.truncated;
  }

  @Field(() => SearchFacets, { description: 'What to narrow down by.' })
  get facets(): SearchFacets {
    return new SearchFacets(
      facetsOf(
        this.outcome.matches.map(({ stored }) => stored.props),
        this.filter,
      ),
    );
  }

  @Field(() => [String], {
    description:
      'When no item holds all the words: up to three queries with one of them left out that find something.',
  })
  suggestions(@Ctx() context: Context): Promise<string[]> | string[] {
    return this.outcome.matches.length === 0 ? suggest(context, this.query) : [];
  }
}
