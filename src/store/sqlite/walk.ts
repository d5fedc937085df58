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
  const to = options.to === undefined ? [] : [JSON.stringify(options.to)];
  const sql = walkSql(names, steps, options.to !== undefined);
  return fromIds.map((from) =>
    db.all(sql, [from, options.limit, ...to]).map(([id, paths, vias]) => ({
      id: id as Id,
      paths: Number(paths),
      via: (JSON.parse(String(vias)) as Id[]).sort().slice(0, VIAS),
    })),
  );
}

/**
 * A join of one `edges` per step. A symmetric step is written as two walks, one per direction, because SQLite joins
 * an index to a plain table and not to a union.
 */
function walkSql(names: Names, steps: readonly Step[], onlyTo: boolean): string {
  const ways = steps.reduce<readonly (readonly Direction[])[]>(
    (before, { direction }) =>
      before.flatMap((way) =>
        (direction === 'both' ? (['out', 'in'] as const) : [direction]).map((next) => [...way, next]),
      ),
    [[]],
  );
  const paths = ways.map((way) => waySql(names, steps, way, onlyTo)).join(' UNION ALL ');
  return `SELECT id, count(*) AS paths, json_group_array(DISTINCT via) FROM (${paths})
          WHERE id <> ?1 GROUP BY id ORDER BY paths DESC, id LIMIT ?2`;
}

function waySql(names: Names, steps: readonly Step[], way: readonly Direction[], onlyTo: boolean): string {
  const start = (at: number) => (at < 0 ? '?1' : `e${at}.${way[at] === 'out' ? 'dst' : 'src'}`);
  const joins = steps.map(({ type }, at) => {
    const own = way[at] === 'out' ? 'src' : 'dst';
    const condition = `e${at}.type = ${names.typeCode(type)} AND e${at}.${own} = ${start(at - 1)}`;
    return at === 0 ? { table: 'edges e0', condition } : { table: `CROSS JOIN edges e${at}`, condition };
  });
  const last = steps.length - 1;
  const only = onlyTo ? ` AND ${start(last)} IN (SELECT value FROM json_each(?3))` : '';
  return `SELECT ${start(last)} AS id, ${start(last - 1)} AS via FROM ${joins.map(({ table }) => table).join(' ')}
          WHERE ${joins.map(({ condition }) => condition).join(' AND ')}${only}`;
}
