import type { Feature } from '../../graphql/feature.js';
import { SearchResolver } from './search-resolver.js';

/** Search for items and for people. */
export function searchFeature(): Feature {
  return { resolvers: [new SearchResolver()], nodeTypes: [] };
}
