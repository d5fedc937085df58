import type { Id } from '../../../graph-models/domain/ids.js';
import type { LiveState } from '../../live-graph/live-state.js';
import type { Network } from './network.js';

const POSTS = 100;
const PEOPLE = 20;
/** Friends, and friends of each, that are looked at. */
const FRIENDS_LOOKED_AT = 200;

/** The newest posts for everybody of people outside the viewer's network. */
export function postsOutside(state: LiveState, network: Network): Id<'Post'>[] {
  const { content } = state;
  return content.newestPublic
    .indices()
    .filter((one) => content.isPost(one) && !network.hears.has(content.authorOf(one)) && network.maySee(one))
    .slice(0, POSTS)
    .map((one) => content.ids.idOf(one) as Id<'Post'>);
}

/** Friends of friends who are not in the viewer's network, most mutual friends first, each with those friends. */
export function peopleOutside(state: LiveState, network: Network): ReadonlyMap<string, readonly number[]> {
  const mutual = new Map<number, number[]>();
  const friends = [...network.hears].filter(([, bond]) => bond === 'FRIEND').slice(0, FRIENDS_LOOKED_AT);
  for (const [friend] of friends) {
    for (const person of state.graph.friendsOf(friend).subarray(0, FRIENDS_LOOKED_AT)) {
      if (network.hears.has(person) || !network.maySeePerson(person)) continue;
      const known = mutual.get(person);
      if (known === undefined) mutual.set(person, [friend]);
      else known.push(friend);
    }
  }
  const most = [...mutual].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]).slice(0, PEOPLE);
  return new Map(most.map(([person, via]) => [state.graph.people.idOf(person), via]));
}
