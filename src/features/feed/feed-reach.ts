import { labelOf, type Id, type ItemId } from '../../../graph-models/domain/ids.js';
import type { EdgeType } from '../../../graph-models/domain/vocabulary.js';
import type { GraphChanged } from '../../events/graph-changed.js';
import { isAct } from '../../live-graph/act-of-edge.js';
import type { OpenLists, Reach } from '../../live/open-lists.js';
import type { Serving } from '../recommendations/index.js';

/** What one does about one's own feed, or changes whom one hears. */
const OWN: ReadonlySet<EdgeType> = new Set<EdgeType>([
  ...([
    'FRIEND',
    'REQUESTED',
    'BLOCKS',
    'FOLLOWS',
    'MUTES',
    'MEMBER_OF',
    'HID',
    'WANTS',
    'SEEN',
    'REACTED',
  ] as const),
]);
/** What others hear of. */
const TOLD: ReadonlySet<EdgeType> = new Set<EdgeType>([
  ...(['WROTE', 'REACTED', 'SHARED', 'PURCHASED', 'COMMENTED_ON'] as const),
]);
const LABELS: ReadonlySet<string> = new Set(['User', 'Item', 'Post', 'Review', 'Comment']);

/**
 * How feeds hear of what happens. What was on the screen is the business of its viewer alone, whose feed says so and does
 * not move.
 *
 * @param open asked for whose feeds are open, so that somebody with a million followers costs no more than those
 */
export function feedReach(serving: () => Serving, open: () => Pick<OpenLists, 'viewers'>): Reach {
  const listeners = (id: Id, tell: (viewer: Id) => void): void => {
    const { graph, attention } = serving().state;
    const person = graph.people.indexOf(id);
    if (person < 0) return;
    for (const friend of graph.friendsOf(person)) tell(graph.people.idOf(friend) as Id);
    for (const viewer of open().viewers()) {
      const index = graph.people.indexOf(viewer);
      if (index >= 0 && attention.follows.has(index, person)) tell(viewer);
    }
  };
  return {
    version: () => serving().version,
    concerns: (change: GraphChanged) =>
      [...change.put, ...change.removed].some(({ type }) => isAct(type) || OWN.has(type) || TOLD.has(type)) ||
      [...change.nodes, ...change.deleted].some((id) => LABELS.has(labelOf(id) ?? '')),
    isPrivate: ({ put, removed, nodes, deleted }) =>
      nodes.length + deleted.length === 0 && [...put, ...removed].every(({ type }) => type === 'SEEN'),
    reach: (change, { own, near, news, doubt, shown }) => {
      for (const { type, from, to } of [...change.put, ...change.removed]) {
        if (isAct(type) || OWN.has(type)) own(from);
        if (type === 'FRIEND' || type === 'REQUESTED' || type === 'BLOCKS') own(to);
        if (type === 'WROTE' && labelOf(to) === 'Post') listeners(from, (viewer) => news(viewer, to));
        else if (TOLD.has(type)) {
          shown(to);
          listeners(from, near);
        } else if (isAct(type)) listeners(from, (viewer) => doubt(viewer, to as ItemId));
        if (type === 'POSTED_IN') membersOf(serving(), to, (viewer) => news(viewer, from));
      }
      for (const id of [...change.nodes, ...change.deleted]) {
        shown(id);
        if (labelOf(id) !== 'User') continue;
        own(id);
        listeners(id, near);
      }
    },
  };
}

function membersOf({ state }: Serving, circleId: Id, tell: (viewer: Id) => void): void {
  const circle = state.content.circles.indexOf(circleId);
  if (circle < 0) return;
  for (const person of state.attention.circles.to(circle)) tell(state.graph.people.idOf(person) as Id);
}
