import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeId, type UserId } from '../../graph-models/domain/ids.js';
import { openNeo4jStore } from '../../src/store/neo4j/open-neo4j-store.js';
import { StoreUnavailableError, type Changes, type Store } from '../../src/store/graph-store.js';
import { canRunNeo4j, neo4jProcess, type Neo4jProcess } from '../support/neo4j-process.js';
import { neo4jUri } from '../support/neo4j.js';

const WRITERS = 8;
const ACKNOWLEDGED_BEFORE_THE_KILL = 150;
const person = (n: number): UserId => makeId('User', String(n).padStart(26, '0'));

const describeWithNeo4j = neo4jUri !== undefined && canRunNeo4j() ? describe : describe.skip;

describeWithNeo4j('a Neo4j killed in the middle of commits', () => {
  let server: Neo4jProcess;
  let store: Store;

  beforeAll(async () => {
    server = await neo4jProcess();
    await server.start();
    store = await openNeo4jStore(server.uri);
  }, 120_000);

  afterAll(async () => {
    await store.close();
    server.remove();
  });

  it('has every acknowledged write when it runs again, and no half of any', async () => {
    await store.commit({ changes: [createPerson(0)] });

    const acknowledged = await writeUntilKilled(store, server);
    await server.start();

    expect(acknowledged.length).toBeGreaterThanOrEqual(ACKNOWLEDGED_BEFORE_THE_KILL);
    const people = await store.nodes('User', acknowledged.map(person));
    expect(people.filter((found) => found === null)).toEqual([]);
    const stored: number[] = [];
    for await (const batch of store.scanNodes('User')) {
      for (const { props } of batch) if (props.joinedAt > 0) stored.push(props.joinedAt);
    }
    const follows = await store.between(
      'FOLLOWS',
      stored.map((n) => ({ from: person(n), to: person(0) })),
    );
    expect(follows.filter((edge) => edge === null)).toEqual([]);
    expect(await store.counts('FOLLOWS', 'in', [person(0)])).toEqual([stored.length]);
    const events = await store.eventsAfter(0, 100_000);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(events.map(({ payload }) => payload['n']).sort()).toEqual([...stored].sort());
  }, 180_000);
});

/** Several writers commit person after person; once enough are acknowledged the server is killed under them. */
async function writeUntilKilled(store: Store, server: Neo4jProcess): Promise<number[]> {
  const acknowledged: number[] = [];
  let next = 1;
  const writer = async () => {
    for (;;) {
      const n = next++;
      try {
        const result = await store.commit(joins(n));
        expect(result.kind).toBe('committed');
      } catch (error) {
        expect(error).toBeInstanceOf(StoreUnavailableError);
        return;
      }
      acknowledged.push(n);
      if (acknowledged.length === ACKNOWLEDGED_BEFORE_THE_KILL) server.kill();
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return acknowledged;
}

/** A person, a relationship and an event: all or none. */
function joins(n: number): Changes {
  return {
    changes: [
      createPerson(n),
      { kind: 'putEdge', type: 'FOLLOWS', from: person(n), to: person(0), at: n, props: {} },
    ],
    events: [{ id: `joined-${n}`, kind: 'joined', at: n, payload: { n } }],
  };
}

function createPerson(n: number): Changes['changes'][number] {
  const props = {
    handle: `person${n}`,
    name: 'P',
    bio: '',
    locale: 'en',
    visibility: 'PUBLIC',
    joinedAt: n,
  } as const;
  return { kind: 'createNode', id: person(n), props };
}
