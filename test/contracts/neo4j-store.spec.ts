import { afterEach } from '@jest/globals';
import type { Store } from '../../src/store/graph-store.js';
import { openStore } from '../../src/store/open.js';
import { neo4jUri } from '../support/neo4j.js';
import { describeOnNeo4j } from '../support/stores.js';
import { describeGraphStore } from './graph-store.contract.js';

describeOnNeo4j('the graph port', (openEmptyStore) => {
  let openedAgain: Store[] = [];

  afterEach(async () => {
    for (const store of openedAgain) await store.close();
    openedAgain = [];
  });

  const openAgain = async () => {
    const store = await openStore(neo4jUri ?? '');
    openedAgain.push(store);
    return store;
  };

  describeGraphStore('Neo4j', openEmptyStore, { openAgain, share: 0.02 });
});
