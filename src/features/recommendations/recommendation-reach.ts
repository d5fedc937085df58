import { labelOf, type Id, type ItemId } from '../../../graph-models/domain/ids.js';
import { isAct } from '../../live-graph/act-of-edge.js';
import type { Reach } from '../../live/open-lists.js';
import type { Serving } from './serving.js';

const RANKED_LABELS: ReadonlySet<string> = new Set(['User', 'Item', 'Review']);
const BONDS: ReadonlySet<string> = new Set(['FRIEND', 'BLOCKS', 'HID']);
/** What the viewer says about what they want to hear. */
const CHOICES: ReadonlySet<string> = new Set(['WANTS', 'MUTES']);

/** How lists of recommendations hear of what happens. */
export function recommendationReach(serving: () => Serving): Reach {
  const ofFriends = (id: Id, tell: (friend: Id) => void): void => {
    const { graph } = serving().state;
    const person = graph.people.indexOf(id);
    if (person < 0) return;
    for (const friend of graph.friendsOf(person)) tell(graph.people.idOf(friend) as Id);
  };
  return {
    version: () => serving().version,
    concerns: (change) =>
      [...change.put, ...change.removed].some(
        ({ type }) => isAct(type) || BONDS.has(type) || CHOICES.has(type),
      ) || [...change.nodes, ...change.deleted].some((id) => RANKED_LABELS.has(labelOf(id) ?? '')),
    reach: (change, { own, near, doubt, shown }) => {
      for (const { type, from, to } of [...change.put, ...change.removed]) {
        if (isAct(type) || BONDS.has(type) || CHOICES.has(type)) own(from);
        if (BONDS.has(type)) own(to);
        if (isAct(type)) ofFriends(from, (friend) => doubt(friend, to as ItemId));
      }
      for (const id of [...change.nodes, ...change.deleted]) {
        shown(id);
        if (labelOf(id) !== 'User') continue;
        own(id);
        ofFriends(id, near);
      }
    },
  };
}
