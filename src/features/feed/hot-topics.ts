import type { Id } from '../../../graph-models/domain/ids.js';
import { ACT_KINDS } from '../../../graph-models/interactions/act-kinds.js';
import type { LiveState } from '../../live-graph/live-state.js';
import type { Serving } from '../recommendations/index.js';
import { Network } from './network.js';

const DAY = 86_400_000;
const RECENT_DAYS = 7;
const BEFORE_DAYS = 28;
/** Topics of fewer people are not hot, whatever was expected. */
const FEWEST_PEOPLE = 3;
/** People within two hops that are looked at, friends first, and deeds of each. */
const PEOPLE = 2000;
const DEEDS = 50;

/** A category that more people of the viewer's two-hop network are busy with than usual. */
export interface HotTopic {
  readonly id: Id<'Category'>;
  /** Index into the graph's categories. */
  readonly category: number;
  /** Distinct people in the last 7 days. */
  readonly people: number;
  /** What 7 days of the 28 days before had, on average; at least 1. */
  readonly expected: number;
  /** (people − expected)² / expected. */
  readonly score: number;
}

/**
 * Hot topics, the hottest first. Counted is what the viewer may see anyway: posts and reviews, and what friends let be
 * told of their purchases and what they passed on. After Mastodon's trends: observed against expected, as χ² does.
 */
export function hotTopicsIn(state: LiveState, network: Network, now: number): HotTopic[] {
  const recent = new Map<number, Set<number>>();
  const before = new Map<number, Set<number>>();
  for (const person of withinTwoHops(state, network))
    visitDeeds(state, network, person, (item, at) => {
      const age = now - at;
      if (age > (RECENT_DAYS + BEFORE_DAYS) * DAY) return;
      const people = age <= RECENT_DAYS * DAY ? recent : before;
      for (const category of state.categories.view(item)) add(people, category, person);
    });
  const topics: HotTopic[] = [];
  for (const [category, { size: people }] of recent) {
    const id = state.topics.idOf(category);
    const expected = Math.max(1, ((before.get(category)?.size ?? 0) * RECENT_DAYS) / BEFORE_DAYS);
    if (id === null || people < FEWEST_PEOPLE || people <= expected) continue;
    if (network.viewer >= 0 && state.attention.hiddenTopics.has(network.viewer, category)) continue;
    topics.push({ id, category, people, expected, score: (people - expected) ** 2 / expected });
  }
  return topics.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

/** What is hot within two hops of the viewer at this moment. */
export function hotTopicsNow({ state }: Serving, viewerId: Id<'User'>, now: number): HotTopic[] {
  const viewer = state.graph.people.indexOf(viewerId);
  const friends = viewer < 0 ? new Int32Array() : state.visibleFriendsOf(viewer);
  return hotTopicsIn(state, new Network(state, viewer, friends), now);
}

/** Whom the viewer hears, then their friends; each once. */
function withinTwoHops({ graph }: LiveState, network: Network): Set<number> {
  const people = new Set(network.hears.keys());
  for (const [friend, bond] of network.hears) {
    if (bond !== 'FRIEND') continue;
    for (const person of graph.friendsOf(friend)) {
      if (people.size >= PEOPLE) return people;
      if (network.maySeePerson(person)) people.add(person);
    }
  }
  return people;
}

function visitDeeds(
  state: LiveState,
  network: Network,
  person: number,
  visit: (item: number, at: number) => void,
): void {
  let left = DEEDS;
  state.content.visitOf(person, (content, at) => {
    if (network.maySee(content)) for (const item of state.content.tags.from(content)) visit(item, at);
    return --left > 0;
  });
  if (!network.isFriend(person)) return;
  left = DEEDS;
  const tellsPurchases = network.isTold(person, 'PURCHASES');
  state.graph.visitActsOf(person, (item, kind, _weight, at) => {
    const deed = ACT_KINDS[kind];
    if (deed === 'SHARED' || (deed === 'PURCHASED' && tellsPurchases)) visit(item, at);
    return --left > 0;
  });
}

function add(people: Map<number, Set<number>>, category: number, person: number): void {
  const those = people.get(category);
  if (those === undefined) people.set(category, new Set([person]));
  else those.add(person);
}
