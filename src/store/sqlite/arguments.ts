import type { Bindable, Connection, Row } from './connection.js';

/**
 * A query over arguments, which it reads from the table that it is given: `key` is an argument's position, `value` the
 * argument, or `first` and `second` for a pair. It finds at most one row for each, that names the position first.
 */
export interface ArgumentQuery {
  /** One argument is bound as it is: JSON would take as long as the query. */
  readonly one: string;
  readonly many: string;
}

export type Pair = readonly [first: string, second: string];

export function overValues(sql: (table: string) => string): ArgumentQuery {
  return { one: sql('(SELECT 0 AS key, ?1 AS value)'), many: sql('json_each(?1)') };
}

export function overPairs(sql: (table: string) => string): ArgumentQuery {
  return {
    one: sql('(SELECT 0 AS key, ?1 AS first, ?2 AS second)'),
    many: sql('(SELECT key, value ->> 0 AS first, value ->> 1 AS second FROM json_each(?1))'),
  };
}

/** One answer per value; `others` are bound from ?2 on. */
export function answerValues<A>(
  db: Connection,
  { one, many }: ArgumentQuery,
  values: readonly (string | null)[],
  others: readonly Bindable[],
  answer: (row: Row, at: number) => A,
): (A | null)[] {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return [answerOf(db.first(one, [only, ...others]), answer)];
  return answers(values.length, db.all(many, [JSON.stringify(values), ...others]), answer);
}

/** One answer per pair; `other` is bound as ?3. */
export function answerPairs<A>(
  db: Connection,
  { one, many }: ArgumentQuery,
  pairs: readonly Pair[],
  other: Bindable,
  answer: (row: Row, at: number) => A,
): (A | null)[] {
  const [only] = pairs;
  if (pairs.length === 1 && only !== undefined) return [answerOf(db.first(one, [...only, other]), answer)];
  return answers(pairs.length, db.all(many, [JSON.stringify(pairs), null, other]), answer);
}

function answerOf<A>(row: Row | undefined, answer: (row: Row, at: number) => A): A | null {
  return row === undefined ? null : answer(row, 0);
}

function answers<A>(length: number, rows: readonly Row[], answer: (row: Row, at: number) => A): (A | null)[] {
  const result = new Array<A | null>(length).fill(null);
  for (const row of rows) result[Number(row[0])] = answer(row, Number(row[0]));
  return result;
}
