import { GraphQLError } from 'graphql';
import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../graphql/context.js';
import { UserConnection } from '../people/index.js';
import type { Filter } from './facets.js';
import { SearchArgs, SearchPeopleArgs, type SearchFilter } from './search-args.js';
import { searchItems } from './search-items.js';
import { searchPeople } from './search-people.js';
import { SearchConnection } from './search-types.js';

@Resolver()
export class SearchResolver {
  @Query(() => SearchConnection, {
    description:
      'Items by words of their titles, descriptions, brand, categories and sku, in Chinese and English; all words must be there. The last word may be unfinished, unless a blank follows it. A blank query finds the newest items.',
  })
  async search(@Args(() => SearchArgs) args: SearchArgs, @Ctx() context: Context): Promise<SearchConnection> {
    const filter = filterOf(args.filter ?? null);
    const { query, first } = args;
    const outcome = await searchItems(context, { query, filter, first, after: args.after ?? null });
    return new SearchConnection(outcome, filter, query);
  }

  @Query(() => UserConnection, {
    description:
      'People whom you may see, by words of their names and handles; of more than 1,000, those who joined last. A blank query finds nobody.',
  })
  searchPeople(@Args(() => SearchPeopleArgs) args: SearchPeopleArgs, @Ctx() context: Context) {
    return searchPeople(context, args.query, { first: args.first, after: args.after ?? null });
  }
}

function filterOf(given: SearchFilter | null): Filter {
  const filter = {
    categories: given?.categories ?? [],
    brands: given?.brands ?? [],
    currency: given?.currency ?? null,
    priceMin: given?.priceMin ?? null,
    priceMax: given?.priceMax ?? null,
    available: given === null ? true : given.available,
  };
  if (filter.currency === null && (filter.priceMin !== null || filter.priceMax !== null)) {
    const problem = 'a price needs its currency';
    throw new GraphQLError(`filter.currency: ${problem}`, {
      extensions: { code: 'BAD_USER_INPUT', fields: [{ field: 'filter.currency', problem }] },
    });
  }
  return filter;
}
