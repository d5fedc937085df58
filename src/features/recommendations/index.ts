import { ulid } from 'ulid';
import type { Feature } from '../../graphql/feature.js';
import type { LiveGraph } from '../../live-graph/live-graph.js';
import type { ModelService } from './model-service.js';
import { Answers, type RecommendationDesk } from './answers.js';
import {
  FriendReasonResolver,
  RecommendationEdgeResolver,
  RecommendationTraceResolver,
  SimilarItemReasonResolver,
  UserRecommendationsResolver,
  ViewerRecommendationsResolver,
} from './recommendations-resolver.js';
import { RememberedLists } from './remembered-lists.js';

export { fitModel, ModelService, type ModelServiceOptions } from './model-service.js';
export type { RecommendationDesk } from './answers.js';

/** What a process that serves recommendations keeps for them. */
export function recommendationDesk(live: LiveGraph, models: ModelService): RecommendationDesk {
  return { live, serving: models.serving, lists: new RememberedLists(ulid) };
}

/** What people might like, and why; `desk` is asked when a list is, so that a schema can be made without one. */
export function recommendationsFeature(desk: () => RecommendationDesk): Feature {
  const answers = new Answers(desk);
  return {
    resolvers: [
      new ViewerRecommendationsResolver(answers),
      new UserRecommendationsResolver(answers),
      new RecommendationEdgeResolver(),
      new RecommendationTraceResolver(),
      new FriendReasonResolver(),
      new SimilarItemReasonResolver(),
    ],
    nodeTypes: [],
  };
}
