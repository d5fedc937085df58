import type { Store } from '../../../src/store/graph-store.js';

/** What the parts of the contract ask of the store under test. */
export interface StoreUnderTest {
  /** An empty store; what an earlier one held is gone. */
  readonly openEmpty: () => Promise<Store>;
  /** The same database once more, through a connection of its own. */
  readonly openAgain: () => Promise<Store>;
  /** How many times the random parts run, of 1 for a store that answers in microseconds. */
  readonly share: number;
}
