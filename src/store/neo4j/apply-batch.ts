import type { Id } from '../../../graph-models/domain/ids.js';
import type { Label } from '../../../graph-models/domain/vocabulary.js';
import type { Conflict } from '../graph-store.js';
import { incremented } from '../values.js';
import { keysSet, type Batch, type Placed } from './batches.js';
import type { Row, Send } from './connection.js';
import {
  nodePropertyName,
  readValue,
  storedEdge,
  storedNode,
  storedValue,
  type StoredEdge,
} from './properties.js';
import { byLabel, pairKey } from './reads.js';
import * as cypher from './statements.js';

/** How to put many relationships: as if none were there, which Neo4j refuses when one is, or after a look. */
export type PutMany = 'hopefully' | 'carefully';

/**
 * Applies `batch`, and answers whether it could wholly: every node it needs was there, and every sum is exact. Unless
 * it puts `carefully` it sends before it first waits, so that the batches of a commit travel together.
 */
export async function applyBatch(batch: Batch, send: Send, putMany: PutMany): Promise<boolean> {
  switch (batch.kind) {
    case 'createNode':
      await send(cypher.createNodes(batch.label), {
        rows: batch.rows.map(({ change }) => ({
          ...storedNode(batch.label, change.props),
          id: change.id,
          version: 1n,
        })),
      });
      return true;
    case 'updateNode': {
      const rows = batch.rows.map(({ change }) => ({
        id: change.id,
        props: storedNode(batch.label, change.props),
      }));
      return countOf(await send(cypher.updateNodes(batch.label), { rows })) === rows.length;
    }
    case 'increment': {
      const rows = batch.rows.map(({ change }) => ({
        id: change.id,
        property: nodePropertyName(change.property),
        by: storedValue(change.by),
      }));
      return countOf(await send(cypher.incrementNodes(batch.label), { rows })) === rows.length;
    }
    case 'deleteNode':
      await send(cypher.deleteNodes(batch.label), { ids: batch.rows.map(({ change }) => change.id) });
      return true;
    case 'putEdge': {
      const edges = lastOfEachPair(batch.rows).map(({ change }) => storedEdge(change));
      const put = edges.length < MANY ? merge : putMany === 'hopefully' ? create : replaceOrCreate;
      return (await put(batch, edges, send)) === edges.length;
    }
    case 'deleteEdge':
      await send(cypher.deleteEdges(batch.type), {
        pairs: batch.rows.map(({ change }) => [change.from, change.to]),
      });
      return true;
  }
}

/** From this many relationships on, creating them beats MERGE, which takes twice as long where most are new. */
const MANY = 200;

/** What stands in the way of `batch`: the conflict of its first change that has one, or null. */
export async function conflictOf(batch: Batch, send: Send): Promise<Conflict | null> {
  switch (batch.kind) {
    case 'createNode':
      return firstTaken(batch.label, batch.rows, true, send);
    case 'updateNode': {
      const missing = await firstMissing(
        batch.rows.map(({ change }) => change.id),
        send,
      );
      return missing ?? firstTaken(batch.label, batch.rows, false, send);
    }
    case 'increment':
      return firstMissing(
        batch.rows.map(({ change }) => change.id),
        send,
      );
    case 'putEdge':
      return firstMissing(
        batch.rows.flatMap(({ change }) => [change.from, change.to]),
        send,
      );
    case 'deleteNode':
    case 'deleteEdge':
      return null;
  }
}

/** Increments one after the other, by the one rule for sums. @throws StoreInputError when a property is no number */
export async function incrementOneByOne(
  batch: Extract<Batch, { kind: 'increment' }>,
  send: Send,
): Promise<void> {
  for (const { change } of batch.rows) {
    const [row] = await send(cypher.propertyValue(batch.label), {
      id: change.id,
      property: nodePropertyName(change.property),
    });
    const value = row?.['value'] ?? undefined;
    const current = value === undefined ? undefined : readValue(value);
    const sum = incremented(current, change.by, `${batch.label}.${change.property}`);
    await send(cypher.updateNodes(batch.label), {
      rows: [{ id: change.id, props: storedNode(batch.label, { [change.property]: sum }) }],
    });
  }
}

type PutEdges = Extract<Batch, { kind: 'putEdge' }>;

async function merge(
  { type, from, to }: PutEdges,
  edges: readonly StoredEdge[],
  send: Send,
): Promise<number> {
  return countOf(await send(cypher.putEdges(type, from, to), { edges }));
}

async function create(
  { type, from, to }: PutEdges,
  edges: readonly StoredEdge[],
  send: Send,
): Promise<number> {
  return countOf(await send(cypher.createEdges(type, from, to), { edges }));
}

async function replaceOrCreate(batch: PutEdges, edges: readonly StoredEdge[], send: Send): Promise<number> {
  const { type } = batch;
  const pairs = edges.map((edge) => [edge.from, edge.to]);
  const present = new Set<string>();
  for (const row of await send(cypher.pairsPresent(type), { pairs })) {
    present.add(pairKey(row['from'] as string, row['to'] as string));
  }
  const isPresent = (edge: StoredEdge) => present.has(pairKey(edge.from, edge.to));
  const replaced = edges.filter(isPresent);
  const created = edges.filter((edge) => !isPresent(edge));
  if (replaced.length > 0) await send(cypher.replaceEdges(type), { edges: replaced });
  if (created.length === 0) return replaced.length;
  return replaced.length + (await create(batch, created, send));
}

const countOf = (rows: Row[]) => Number(rows[0]?.['count']);

function lastOfEachPair(rows: readonly Placed<'putEdge'>[]): Placed<'putEdge'>[] {
  return [...new Map(rows.map((placed) => [pairKey(placed.change.from, placed.change.to), placed])).values()];
}

async function firstMissing(ids: readonly Id[], send: Send): Promise<Conflict | null> {
  const present = new Set<unknown>();
  for (const [label, ofLabel] of byLabel(ids)) {
    for (const row of await send(cypher.versions(label), { ids: ofLabel })) present.add(row['id']);
  }
  const id = ids.find((id) => !present.has(id));
  return id === undefined ? null : { kind: 'nodeMissing', id };
}

async function firstTaken(
  label: Label,
  rows: readonly (Placed<'createNode'> | Placed<'updateNode'>)[],
  creates: boolean,
  send: Send,
): Promise<Conflict | null> {
  const wanted = rows.map(({ change }) => ({ id: change.id, keys: keysSet(label, change.props) }));
  const holders = new Map<string, unknown>();
  for (const key of new Set(wanted.flatMap(({ keys }) => keys.map(({ key }) => key)))) {
    const values = wanted.flatMap(({ keys }) =>
      keys.filter((set) => set.key === key).map(({ value }) => value),
    );
    for (const row of await send(cypher.keyHolders(label, key), { values })) {
      holders.set(pairKey(key, row['value'] as string), row['id']);
    }
  }
  const taken = new Set<unknown>();
  if (creates) {
    for (const row of await send(cypher.versions(label), { ids: wanted.map(({ id }) => id) }))
      taken.add(row['id']);
  }
  for (const { id, keys } of wanted) {
    if (taken.has(id)) return { kind: 'idTaken', id };
    for (const { key, value } of keys) {
      const holder = holders.get(pairKey(key, value));
      if (holder !== undefined && holder !== id) return { kind: 'keyTaken', label, key, value };
    }
  }
  return null;
}
