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
  const idOf = idsOf(db, ranked);
  return ranked.map((ends) => named(ends, idOf, options.limit));
}

/** An end by its row number, with how many paths lead there and the row numbers before it. */
interface End {
  readonly rid: number;
  paths: number;
  readonly vias: Set<number>;
}

/** The ends that can be among the first `limit`: ids break ties, and are not known yet. */
function best(ends: readonly number[], vias: readonly number[], limit: number): End[] {
  const byRid = new Map<number, End>();
  for (let at = 0; at < ends.length; at++) {
    const rid = ends[at] ?? 0;
    const via = vias[at] ?? 0;
    const end = byRid.get(rid);
    if (end === undefined) byRid.set(rid, { rid, paths: 1, vias: new Set([via]) });
    else {
      end.paths += 1;
      end.vias.add(via);
    }
  }
  const sorted = [...byRid.values()].sort((a, b) => b.paths - a.paths);
  const last = sorted[limit - 1];
  return last === undefined ? sorted : sorted.filter(({ paths }) => paths >= last.paths);
}

function named(ends: readonly End[], idOf: (rid: number) => Id, limit: number): WalkEnd[] {
  return ends
    .map((end) => ({ ...end, id: idOf(end.rid) }))
    .sort((a, b) => b.paths - a.paths || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
    .map(({ id, paths, vias }) => ({ id, paths, via: [...vias].map(idOf).sort().slice(0, VIAS) }));
}

function idsOf(db: Connection, ranked: readonly (readonly End[])[]): (rid: number) => Id {
  const rids = new Set<number>();
  for (const ends of ranked) {
    for (const { rid, vias } of ends) {
      rids.add(rid);
      for (const via of vias) rids.add(via);
    }
  }
  if (rids.size === 0) return () => '' as Id;
  const asked = [...rids];
  const [found] = db.first(
    'SELECT json_group_array(i.id) FROM json_each(?) j CROSS JOIN ids i ON i.rid = j.value',
    [JSON.stringify(asked)],
  ) ?? ['[]'];
  const ids = JSON.parse(String(found)) as Id[];
  const byRid = new Map(asked.map((rid, at) => [rid, ids[at]]));
  return (rid) => byRid.get(rid) ?? ('' as Id);
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
