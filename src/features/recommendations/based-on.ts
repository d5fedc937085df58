import type { BasedOn, RecommendedItem } from './request.js';

const OF_FRIENDS = new Set(['friends', 'friendsResidual', 'friendsTaste']);
const OF_EVERYBODY = new Set(['popularity']);

/** What these edges owe most of their scores to. */
export function basedOn(edges: readonly RecommendedItem[], modelVersion: string | null): BasedOn {
  if (edges.length === 0) return 'NOTHING';
  let [own, friends, everybody] = [0, 0, 0];
  for (const { name, value } of edges.flatMap(({ parts }) => parts)) {
    if (OF_FRIENDS.has(name)) friends += Math.abs(value);
    else if (OF_EVERYBODY.has(name)) everybody += Math.abs(value);
    else own += Math.abs(value);
  }
  if (own > 0 && modelVersion !== null) return 'MODEL';
  if (own > 0 && own >= friends) return 'TASTE';
  if (friends > 0) return 'FRIENDS';
  return everybody > 0 ? 'POPULARITY' : 'NEWEST';
}
