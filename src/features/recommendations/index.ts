import { randomUUID } from 'node:crypto';
import type { Feature } from '../../graphql/feature.js';
import type { LiveEvents } from '../../live/live-events.js';
import type { LiveGraph } from '../../live-graph/live-graph.js';
import { ViewerIntentResolver } from './intent-resolver.js';
import type { ModelService } from './model-service.js';
import { Answers, type RecommendationDesk } from './answers.js';
import {
  FriendReasonResolver,
  RecommendationEdgeResolver,
  RecommendationTraceResolver,
  SellerReasonResolver,
  SimilarItemReasonResolver,
  UserRecommendationsResolver,
  ViewerRecommendationsResolver,
} from './recommendations-resolver.js';
import { OpenLists, type OpenListsOptions } from '../../live/open-lists.js';
import { recommendationReach } from './recommendation-reach.js';
import { RecommendationUpdatesResolver } from './recommendation-updates.js';
import { RememberedLists } from '../../pipeline/remembered-lists.js';

export { ModelService, type ModelServiceOptions } from './model-service.js';
export type { RecommendationDesk } from './answers.js';
export { personalRanking } from './personal-ranking.js';
export type { Ranking } from './ranking.js';
export type { Explainer, Reason } from './reasons.js';
export { reasonObject, ReasonObject, ScorePart, TraceScalar } from './recommendation-types.js';
export { withoutModel, type Serving } from './serving.js';

/** What a process that serves recommendations keeps for them. */
export function recommendationDesk(
  live: LiveGraph,
  events: LiveEvents,
  { serving }: Pick<ModelService, 'serving'>,
  options?: OpenListsOptions,
): RecommendationDesk & { readonly openLists: OpenLists } {
  const openLists = new OpenLists(events, recommendationReach(serving), options);
  return { live, serving, lists: new RememberedLists(randomUUID), openLists };
}

/** What people might like, and why; `desk` is asked when a list is, so that a schema can be made without one. */
export function recommendationsFeature(desk: () => RecommendationDesk): Feature {
  const answers = new Answers(desk);
  return {
    resolvers: [
      new ViewerRecommendationsResolver(answers),
      new ViewerIntentResolver(answers),
      new UserRecommendationsResolver(answers),
      new RecommendationEdgeResolver(),
      new RecommendationTraceResolver(),
      new FriendReasonResolver(),
      new SellerReasonResolver(),
      new SimilarItemReasonResolver(),
      new RecommendationUpdatesResolver(answers),
    ],
    nodeTypes: [],
  };
}
