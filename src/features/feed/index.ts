import { randomUUID } from 'node:crypto';
import { OpenLists, type OpenListsOptions } from '../../live/open-lists.js';
import type { LiveEvents } from '../../live/live-events.js';
import { feedReach } from './feed-reach.js';
import { FeedUpdatesResolver } from './feed-updates.js';
import type { Feature } from '../../graphql/feature.js';
import { RememberedLists } from '../../pipeline/remembered-lists.js';
import type { RecommendationDesk } from '../recommendations/index.js';
import { FeedAnswers, type FeedDesk } from './feed-answers.js';
import { FeedMutations } from './feed-mutations.js';
import {
  FeedCircleResolver,
  FeedMutualFriendsResolver,
  FeedPeopleResolver,
  FeedTraceResolver,
  ViewerFeedResolver,
} from './feed-resolver.js';

export { planSetAnnouncements } from './announcements.js';
export type { FeedDesk } from './feed-answers.js';

const HALF_AN_HOUR = 1_800_000;

/** What a process that serves feeds keeps for them. */
export function feedDesk(
  { live, serving }: Pick<RecommendationDesk, 'live' | 'serving'>,
  events: LiveEvents,
  options?: OpenListsOptions,
): FeedDesk & { readonly openFeeds: OpenLists } {
  const openFeeds: OpenLists = new OpenLists(
    events,
    feedReach(serving, () => openFeeds),
    options,
  );
  return {
    live,
    serving,
    lists: new RememberedLists<number>(randomUUID, { keptMs: HALF_AN_HOUR }),
    openFeeds,
  };
}

/** What a person's network did, and what else they might like, in one list. */
export function feedFeature(desk: () => FeedDesk): Feature {
  const answers = new FeedAnswers(desk);
  return {
    resolvers: [
      new ViewerFeedResolver(answers),
      new FeedMutations(),
      new FeedUpdatesResolver(answers),
      new FeedTraceResolver(),
      new FeedPeopleResolver(),
      new FeedMutualFriendsResolver(),
      new FeedCircleResolver(),
    ],
    nodeTypes: [],
  };
}
