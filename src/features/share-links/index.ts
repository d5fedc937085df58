import { nodeType, type Feature } from '../../graphql/feature.js';
import { inProcessLimiter, type LimiterFactory } from '../../graphql/limiter.js';
import { eraseShareLinks } from './erase-share-links.js';
import { shareLinksById } from './find-share-links.js';
import { ShareLinksResolver } from './share-links-resolver.js';

export { answerShareLink } from './answer-share-link.js';
export { creditPurchase } from './credit-purchase.js';
export { sweepShareLinks } from './sweep-share-links.js';

const DAY_SECONDS = 86_400;

/** Links that lead from outside to an item or a post: who made them, how many came by them, and what was bought. */
export function shareLinksFeature(limiterOf: LimiterFactory = inProcessLimiter): Feature {
  return {
    resolvers: [new ShareLinksResolver(limiterOf('share-link-visit', 1, DAY_SECONDS))],
    nodeTypes: [nodeType('ShareLink', (ids, context) => shareLinksById(context, ids))],
    erase: eraseShareLinks,
  };
}
