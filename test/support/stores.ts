import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Store } from '../../src/store/graph-store.js';
import { openStore } from '../../src/store/open.js';
import { holdNeo4j, NEO4J_TURN_MS, neo4jUri, type HeldNeo4j } from './neo4j.js';

/**
 * Runs a suite on SQLite and on Neo4j; Neo4j is left out when there is no NEO4J_URI. Every `openEmptyStore()` empties
 * what an earlier one left; the stores are closed after the suite.
 */
export function describeOnEachStore(
  title: string,
  suite: (openEmptyStore: () => Promise<Store>) => void,
): void {
  describe(`${title} (SQLite)`, () => {
    const opened = closedAfterwards();
    suite(async () => opened(await openStore('memory:')));
  });
  describeOnNeo4j(`${title} (Neo4j)`, suite);
}

/** Runs a suite on Neo4j alone, under the same conditions. */
export function describeOnNeo4j(title: string, suite: (openEmptyStore: () => Promise<Store>) => void): void {
  const whenThere = neo4jUri === undefined ? describe.skip : describe;
  whenThere(title, () => {
    let held: HeldNeo4j | null = null;
    beforeAll(async () => {
      held = await holdNeo4j(neo4jUri ?? '');
    }, NEO4J_TURN_MS);
    afterAll(async () => held?.release());

    const opened = closedAfterwards();
    suite(async () => {
      if (held === null) throw new Error('openEmptyStore is called in a test or a hook');
      const store = opened(await openStore(held.uri));
      await held.wipe();
      return store;
    });
  });
}

function closedAfterwards(): (store: Store) => Store {
  const stores: Store[] = [];
  afterAll(async () => {
    for (const store of stores) await store.close();
  });
  return (store) => {
    stores.push(store);
    return store;
  };
}
