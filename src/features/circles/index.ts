import { nodeType, type Feature } from '../../graphql/feature.js';
import { CircleMutations } from './circle-mutations.js';
import { CircleResolver, UserCirclesResolver, ViewerCirclesResolver } from './circle-resolver.js';
import { eraseCircles } from './erase-circles.js';
import { circlesById } from './find-circles.js';

export { Circle } from './circle.js';
export { planCreateCircle, planDeleteCircle, planUpdateCircle, type NewCircle } from './circle-plans.js';
export { circlesById } from './find-circles.js';
export { planAddToCircle, planJoinCircle, planLeaveCircle } from './member-plans.js';

/** Circles: people with something in common. */
export function circlesFeature(): Feature {
  return {
    resolvers: [
      new CircleResolver(),
      new ViewerCirclesResolver(),
      new UserCirclesResolver(),
      new CircleMutations(),
    ],
    nodeTypes: [nodeType('Circle', (ids, context) => circlesById(context, ids))],
    erase: eraseCircles,
  };
}
