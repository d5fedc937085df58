import { describe } from '@jest/globals';
import type { Store } from '../../src/store/graph-store.js';
import { describeAtomicity } from './graph-store/atomicity.js';
import { describeBatches } from './graph-store/batches.js';
import { describeChanges } from './graph-store/changes.js';
import { describeExpectations } from './graph-store/expectations.js';
import { describeOutbox } from './graph-store/outbox.js';
import { describePages } from './graph-store/pages.js';
import { describeRandomCommits } from './graph-store/random-commits.js';
import { describeReopening } from './graph-store/reopening.js';
import { describeScans } from './graph-store/scans.js';
import { describeSearch } from './graph-store/search.js';
import { describeValues } from './graph-store/values.js';
import { describeWalks } from './graph-store/walks.js';

export interface ContractOptions {
  /** Opens the database that `openEmptyStore` emptied last once more, through a connection of its own. */
  readonly openAgain: () => Promise<Store>;
  /** Share of the random cases to run, for a store whose answers take milliseconds. Default 1. */
  readonly share?: number;
}

/** What every store has to do: the exported specification of the graph port. */
export function describeGraphStore(
  name: string,
  openEmptyStore: () => Promise<Store>,
  { openAgain, share = 1 }: ContractOptions,
): void {
  describe(name, () => {
    const store = { openEmpty: openEmptyStore, openAgain, share };
    describeBatches(store);
    describeChanges(store);
    describeExpectations(store);
    describeAtomicity(store);
    describePages(store);
    describeRandomCommits(store);
    describeValues(store);
    describeOutbox(store);
    describeWalks(store);
    describeSearch(store);
    describeScans(store);
    describeReopening(store);
  });
}
