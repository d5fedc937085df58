import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import type { Expectation } from '../graph-store.js';
import type { Send } from './connection.js';
import { pairKey } from './reads.js';
import * as cypher from './statements.js';

/**
 * Sends one question for each label, unique key and relationship type that `expectations` name, and answers with the
 * first expectation that does not hold, or null.
 */
export async function firstBroken(
  expectations: readonly Expectation[],
  send: Send,
): Promise<Expectation | null> {
  const facts = await Promise.all(questions(expectations).map((question) => question(send)));
  const known = new Map(facts.flat());
  return expectations.find((expectation) => !holds(expectation, known)) ?? null;
}

/** What a question found out: a thing that is there, with a node's version or a relationship's times. */
type Fact = readonly [thing: string, version: number];
type Question = (send: Send) => Promise<Fact[]>;

function questions(expectations: readonly Expectation[]): Question[] {
  const asked = new Map<
    string,
    { cypher: string; parameter: string; values: unknown[]; fact: (row: Record<string, unknown>) => Fact }
  >();
  for (const expectation of expectations) {
    switch (expectation.kind) {
      case 'nodeAbsent':
      case 'nodePresent':
      case 'nodeVersion': {
        const label = labelOf(expectation.id);
        if (label === null) break; // nothing that could be there
        ask(cypher.versions(label), 'ids', expectation.id, (row) => [
          row['id'] as string,
          Number(row['version']),
        ]);
        break;
      }
      case 'keyAbsent': {
        const { label, key } = expectation;
        ask(cypher.keyHolders(label, key), 'values', expectation.value, (row) => [
          keyThing(label, key, row['value'] as string),
          0,
        ]);
        break;
      }
      case 'edgeAbsent':
      case 'edgePresent':
      case 'edgeTimes': {
        const { type, from, to } = expectation;
        ask(cypher.pairsPresent(type), 'pairs', [from, to], (row) => [
          edgeThing(type, row['from'] as Id, row['to'] as Id),
          Number(row['times']),
        ]);
        break;
      }
    }
  }
  return Array.from(asked.values(), ({ cypher, parameter, values, fact }) => async (send) => {
    const rows = await send(cypher, { [parameter]: values });
    return rows.map(fact);
  });

  function ask(
    cypher: string,
    parameter: string,
    value: unknown,
    fact: (row: Record<string, unknown>) => Fact,
  ) {
    const question = asked.get(cypher);
    if (question) question.values.push(value);
    else asked.set(cypher, { cypher, parameter, values: [value], fact });
  }
}

function holds(expectation: Expectation, known: ReadonlyMap<string, number>): boolean {
  switch (expectation.kind) {
    case 'nodeAbsent':
      return !known.has(expectation.id);
    case 'nodePresent':
      return known.has(expectation.id);
    case 'nodeVersion':
      return known.get(expectation.id) === expectation.version;
    case 'keyAbsent':
      return !known.has(keyThing(expectation.label, expectation.key, expectation.value));
    case 'edgeAbsent':
      return !known.has(edgeThing(expectation.type, expectation.from, expectation.to));
    case 'edgePresent':
      return known.has(edgeThing(expectation.type, expectation.from, expectation.to));
    case 'edgeTimes':
      return known.get(edgeThing(expectation.type, expectation.from, expectation.to)) === expectation.times;
  }
}

const keyThing = (label: string, key: string, value: string) => `${label}.${pairKey(key, value)}`;
const edgeThing = (type: string, from: string, to: string) => `${type} ${pairKey(from, to)}`;
