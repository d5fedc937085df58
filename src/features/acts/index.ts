import type { Feature } from '../../graphql/feature.js';
import { ActsResolver } from './acts-resolver.js';
import { eraseActs } from './erase-acts.js';
import { ItemActsResolver } from './item-acts-resolver.js';
import { ViewerActsResolver } from './viewer-acts-resolver.js';

export type { ReportedEvent } from './check-event.js';
export { EventKind, EventProblem, EventStatus } from './event-kinds.js';
export { planMark, planUnmark, type Mark } from './mark-item.js';
export { planRecordEvents, type EventOutcome } from './record-events.js';
export { OwnItem } from './refusals.js';
export { planShareItem } from './share-item.js';
export { unchanged } from './tally.js';

/** What people do with items: save, like, share, hide, and the raw events of their visits. */
export function actsFeature(): Feature {
  return {
    resolvers: [new ActsResolver(), new ViewerActsResolver(), new ItemActsResolver()],
    nodeTypes: [],
    erase: eraseActs,
  };
}
