import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import neo4j, { type Driver, type Plan } from 'neo4j-driver';
import {
  EDGE_TYPES,
  LABELS,
  SEARCHED_LABELS,
  UNIQUE_KEYS,
  type EdgeType,
  type Label,
} from '../../graph-models/domain/vocabulary.js';
import { neo4jMigrations } from '../../migrations/neo4j/index.js';
import { openNeo4jStore, parseNeo4jUrl } from '../../src/store/neo4j/open-neo4j-store.js';
import * as cypher from '../../src/store/neo4j/statements.js';
import { full } from '../support/full.js';
import { holdNeo4j, neo4jUri, type HeldNeo4j } from '../support/neo4j.js';

describe('the migrations of Neo4j', () => {
  it('name every word of the vocabulary', () => {
    const statements = neo4jMigrations.flatMap((migration) => migration.statements).join('\n');

    const unnamed = [
      ...LABELS.filter((label) => !statements.includes(`(n:${label}) REQUIRE n.id IS UNIQUE`)),
      ...EDGE_TYPES.filter((type) => !statements.includes(`[r:${type}]-() REQUIRE (r.from, r.to) IS UNIQUE`)),
    ];
    expect(unnamed).toEqual([]);
  });
});

const describeWithNeo4j = neo4jUri === undefined ? describe.skip : describe;

const EXPLAINED_TYPES: readonly EdgeType[] = full ? EDGE_TYPES : ['FRIEND', 'LIKED', 'ABOUT'];
const EXPLAINED_LABELS: readonly Label[] = ['User', 'Item', 'Review'];
/** Operators that read everything of a kind, or all of a node's relationships to sort them. */
const SLOW = /Scan|Sort|Top|Expand/;

describeWithNeo4j('the schema on Neo4j', () => {
  let held: HeldNeo4j;
  let driver: Driver;

  beforeAll(async () => {
    held = await holdNeo4j(neo4jUri ?? '');
    const { address, user, password } = parseNeo4jUrl(held.uri);
    driver = neo4j.driver(address, neo4j.auth.basic(user, password));
    await (await openNeo4jStore(held.uri)).close();
  }, 600_000);

  afterAll(async () => {
    await driver.close();
    await held.release();
  });

  it('has an index for every word of the vocabulary', async () => {
    const { records } = await driver.executeQuery(
      'SHOW INDEXES YIELD labelsOrTypes, properties, type, owningConstraint WHERE type <> "LOOKUP" RETURN *',
    );
    const existing = records.map((record) => {
      const index = record.toObject() as IndexRow;
      const sort = index.type === 'FULLTEXT' ? 'words' : index.owningConstraint === null ? 'index' : 'unique';
      return `${sort} ${index.labelsOrTypes.join()} ${index.properties.join()}`;
    });

    const wanted = [
      ...LABELS.map((label) => `unique ${label} id`),
      ...LABELS.flatMap((label) => UNIQUE_KEYS[label].map((key) => `unique ${label} ${key}`)),
      ...EDGE_TYPES.flatMap((type) => [
        `unique ${type} from,to`,
        `index ${type} from,at,to`,
        `index ${type} to,at,from`,
      ]),
      ...SEARCHED_LABELS.map((label) => `words ${label} search`),
    ];
    expect(wanted.filter((index) => !existing.includes(index))).toEqual([]);
  });

  // What the planner believes: how many nodes and relationships there are now, and what was in the indexes when they
  // were last sampled, which may be minutes ago.
  describe.each<[string, () => Promise<void>]>([
    ['that is empty', sampleIndexes],
    ['filled since its indexes were sampled', async () => sampleIndexes().then(fill)],
    ['that is filled', async () => fill().then(sampleIndexes)],
    [
      'emptied since its indexes were sampled',
      async () =>
        fill()
          .then(sampleIndexes)
          .then(() => held.wipe()),
    ],
  ])('in a store %s', (_, prepare) => {
    beforeAll(async () => {
      await held.wipe();
      await prepare();
      await driver.executeQuery('CALL db.clearQueryCaches()');
    }, 120_000);

    it.each<[string, (type: EdgeType) => string]>([
      ['a first page of edges out', (type) => cypher.edgePages(type, 'out', false)],
      ['a first page of edges in', (type) => cypher.edgePages(type, 'in', false)],
      ['a later page of edges out', (type) => cypher.edgePages(type, 'out', true)],
      ['a later page of edges in', (type) => cypher.edgePages(type, 'in', true)],
      ['a page of edges either way', (type) => cypher.edgePages(type, 'both', true)],
      ['edges between pairs', cypher.edgesBetween],
      ['a scan of edges', cypher.edgesAfter],
      ['a degree', (type) => cypher.degrees('User', type, 'out')],
      ['the removal of edges', cypher.deleteEdges],
    ])('reads %s by index and in order', async (_, statement) => {
      for (const type of EXPLAINED_TYPES)
        expect({ type, slow: await slowOperators(statement(type)) }).toEqual({ type, slow: [] });
    });

    it.each([
      ['a scan of nodes', cypher.nodesAfter('Item')],
      ['the newest nodes', cypher.newestIds('Item')],
      ['nodes by id', cypher.nodesById('Review')],
      ['nodes by key', cypher.nodesByKey('Item', 'sku')],
    ])('reads %s by index, in order', async (_, statement) => {
      expect(await slowOperators(statement)).toEqual([]);
    });
  });

  async function fill(): Promise<void> {
    for (const label of EXPLAINED_LABELS)
      await driver.executeQuery(
        `UNWIND range(1, 50) AS i CREATE (n:${label} {id: 'plan' + i, sku: 'plan' + i})`,
      );
    for (const type of EXPLAINED_TYPES)
      await driver.executeQuery(
        `MATCH (a:User), (b:Item) CREATE (a)-[:${type} {from: a.id, to: b.id, at: 1}]->(b)`,
      );
  }

  async function sampleIndexes(): Promise<void> {
    const words = [...EXPLAINED_LABELS, ...EXPLAINED_TYPES];
    const { records } = await driver.executeQuery(
      `SHOW INDEXES YIELD name, labelsOrTypes, type
       WHERE type = 'RANGE' AND labelsOrTypes[0] IN $words RETURN name`,
      { words },
    );
    for (const record of records)
      await driver.executeQuery('CALL db.resampleIndex($name)', { name: record.get('name') as string });
    const deadline = Date.now() + 30_000;
    while ((await notSampled(words)) > 0) {
      if (Date.now() > deadline) throw new Error('the indexes were not sampled within 30 s');
      await pause(50);
    }
  }

  /** Changes of the words' indexes that their last sample has not seen. */
  async function notSampled(words: readonly string[]): Promise<number> {
    const { records } = await driver.executeQuery(
      `CALL db.stats.retrieve('GRAPH COUNTS') YIELD data UNWIND data.indexes AS index WITH index
       WHERE coalesce(index.labels, index.relationshipTypes)[0] IN $words
       RETURN sum(index.updatesSinceEstimation) AS count`,
      { words },
    );
    return Number(records[0]?.get('count'));
  }

  async function slowOperators(statement: string): Promise<string[]> {
    const names = ['ids', 'values', 'pairs', 'starts', 'limit', 'at', 'id', 'after', 'before', 'from', 'to'];
    const parameters = Object.fromEntries(names.map((name) => [name, null]));
    const { summary } = await driver.executeQuery(`EXPLAIN ${statement}`, {
      ...parameters,
      limit: neo4j.int(20),
    });
    return operators(summary.plan || null).filter((name) => SLOW.test(name));
  }
});

interface IndexRow {
  readonly labelsOrTypes: string[];
  readonly properties: string[];
  readonly type: string;
  readonly owningConstraint: string | null;
}

function operators(plan: Plan | null): string[] {
  return plan === null ? [] : [plan.operatorType, ...plan.children.flatMap(operators)];
}
