import type { Id } from '../../../graph-models/domain/ids.js';
import { isFromOutside, type FeedCandidate, type Why } from './entries.js';
import type { Deed } from './evidence.js';
import { talkAbout } from './score.js';
import type { FeedQuery } from './stages.js';

/** In the order in which they are told. */
const DEEDS: readonly Deed[] = ['WROTE', 'REVIEWED', 'PURCHASED', 'SHARED', 'REACTED'];
const REASONS = 3;

/** Why an entry is in the viewer's feed, the strongest first. */
export function whyOf(query: FeedQuery, candidate: FeedCandidate): Why[] {
  return isFromOutside(candidate) ? ofOutside(query, candidate) : ofNetwork(query, candidate);
}

function ofNetwork({ state, network }: FeedQuery, { evidence, content }: FeedCandidate): Why[] {
  const { people } = state.graph;
  const why = DEEDS.flatMap((deed): Why[] => {
    const doers = evidence.filter((one) => one.deed === deed && network.hears.has(one.person));
    const personIds = [...new Set(doers.map(({ person }) => people.idOf(person) as Id<'User'>))];
    return personIds.length === 0 ? [] : [{ kind: 'people', deed, personIds }];
  });
  const circle = content < 0 ? -1 : state.content.circleOf(content);
  if (circle < 0) return why;
  return [...why, { kind: 'circle', circleId: state.content.circles.idOf(circle) as Id<'Circle'> }];
}

function ofOutside(query: FeedQuery, { kind, id, items, content }: FeedCandidate): Why[] {
  const { state, explainer, strangers, topics } = query;
  if (kind === 'RECOMMENDED_ITEM')
    return [{ kind: 'recommended', reasons: explainer.reasonsOf(items[0]!, REASONS) }];
  if (kind === 'RECOMMENDED_POST') return [{ kind: 'talk', count: talkAbout(state, content) }];
  const topic = topics.get(id);
  if (topic !== undefined) return [{ kind: 'trend', people: topic.people, expected: topic.expected }];
  const via = strangers.get(id) ?? [];
  const personIds = via.map((friend) => state.graph.people.idOf(friend) as Id<'User'>);
  return [{ kind: 'mutualFriends', personIds, count: via.length }];
}
