import type { Id } from '../../../graph-models/domain/ids.js';
import type { Direction, Step, WalkEnd, WalkOptions } from '../graph-store.js';
import { checkWalk } from '../values.js';
import type { Connection } from './connection.js';
import type { Names } from './names.js';

const VIAS = 10;

export function walk(
  db: Connection,
  names: Names,
  steps: readonly Step[],
  fromIds: readonly Id[],
  options: WalkOptions,
): WalkEnd[][] {
  checkWalk(steps, options.limit);
  const sql = pathsSql(names, steps, options.to !== undefined);
  const to = options.to === undefined ? [] : [JSON.stringify(options.to)];
  const ranked = fromIds.map((from) => {
    const [ends, vias] = db.first(sql, [from, ...to]) ?? ['[]', '[]'];
    return best(JSON.parse(String(ends)) as number[], JSON.parse(String(vias)) as number[], options.limit);
  });
  return named(db, ranked, options.limit);
}

/** An end by its row number, and the row numbers before it, one for each path. */
interface End {
  readonly rid: number;
  readonly vias: number[];
}

/** The ends that can be among the first `limit`, most paths first: ids break ties, and are not known yet. */
function best(ends: readonly number[], vias: readonly number[], limit: number): End[] {
  const byRid = new Map<number, End>();
  for (let at = 0; at < ends.length; at++) {
    const rid = ends[at] ?? 0;
    const via = vias[at] ?? 0;
    const end = byRid.get(rid);
    if (end === undefined) byRid.set(rid, { rid, vias: [via] });
    else end.vias.push(via);
  }
  // Row numbers mostly go up as ids do, and what is nearly in order is soon sorted by id.
  const sorted = [...byRid.values()].sort((a, b) => b.vias.length - a.vias.length || a.rid - b.rid);
  const least = sorted[limit - 1]?.vias.length ?? 0;
  const others = sorted.findIndex(({ vias }) => vias.length < least);
  return others === -1 ? sorted : sorted.slice(0, others);
}

/** The first `limit` of each. Only those that stay need the names of the nodes before them. */
function named(db: Connection, ranked: readonly (readonly End[])[], limit: number): WalkEnd[][] {
  const ids = new Map<number, Id>();
  const idOf = (rid: number) => ids.get(rid) ?? ('' as Id);
  readIds(
    db,
    ids,
    ranked.flatMap((ends) => ends.map(({ rid }) => rid)),
  );
  const first = ranked.map((ends) =>
    ends
      .map(({ rid, vias }) => ({ id: idOf(rid), paths: vias.length, vias }))
      .sort((a, b) => b.paths - a.paths || (a.id < b.id ? -1 : 1))
      .slice(0, limit),
  );
  readIds(
    db,
    ids,
    first.flatMap((ends) => ends.flatMap(({ vias }) => vias)),
  );
  return first.map((ends) =>
    ends.map(({ id, paths, vias }) => ({
      id,
      paths,
      via: [...new Set(vias)].map(idOf).sort().slice(0, VIAS),
    })),
  );
}

/** Adds to `ids` those of `rids` that it has not. */
function readIds(db: Connection, ids: Map<number, Id>, rids: readonly number[]): void {
  const asked = [...new Set(rids)].filter((rid) => !ids.has(rid));
  if (asked.length === 0) return;
  const [found] = db.first(
    'SELECT json_group_array(i.id) FROM json_each(?) j CROSS JOIN ids i ON i.rid = j.value',
    [JSON.stringify(asked)],
  ) ?? ['[]'];
  const read = JSON.parse(String(found)) as Id[];
  asked.forEach((rid, at) => ids.set(rid, read[at] ?? ('' as Id)));
}

/**
 * Every path as its end and the node before: a join of one `edges` per step. A symmetric step is written as two, one per direction,
 * because SQLite joins an index to a plain table and not to a union.
 */
function pathsSql(names: Names, steps: readonly Step[], onlyTo: boolean): string {
  const ways = steps.reduce<readonly (readonly Direction[])[]>(
    (before, { direction }) =>
      before.flatMap((way) =>
        (direction === 'both' ? (['out', 'in'] as const) : [direction]).map((next) => [...way, next]),
      ),
    [[]],
  );
  const paths = ways.map((way) => waySql(names, steps, way, onlyTo)).join(' UNION ALL ');
  return `SELECT json_group_array(goal), json_group_array(via) FROM (${paths})`;
}

function waySql(names: Names, steps: readonly Step[], way: readonly Direction[], onlyTo: boolean): string {
  const node = (at: number) => (at < 0 ? 'i.rid' : `e${at}.${way[at] === 'out' ? 'dst' : 'src'}`);
  const hops = steps.map(
    ({ type }, at) =>
      `CROSS JOIN edges e${at} ON e${at}.type = ${names.typeCode(type)}
       AND e${at}.${way[at] === 'out' ? 'src' : 'dst'} = ${node(at - 1)}`,
  );
  const last = steps.length - 1;
  const only = onlyTo
    ? `AND ${node(last)} IN (SELECT rid FROM ids WHERE id IN (SELECT value FROM json_each(?2)))`
    : '';
  return `SELECT ${node(last)} AS goal, ${node(last - 1)} AS via FROM ids i ${hops.join(' ')}
          WHERE i.id = ?1 AND ${node(last)} <> i.rid ${only}`;
}
