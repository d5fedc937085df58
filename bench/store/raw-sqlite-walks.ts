import type Database from 'libsql';
import type { Id, ItemId, UserId } from '../../graph-models/domain/ids.js';
import type { WalkEnd } from '../../src/store/graph-store.js';

/** Walks of two hops, written by hand for these two questions. */
export class RawSqliteWalks {
  readonly #friend: number;
  readonly #liked: number;
  readonly #paths: Database.Statement;
  readonly #likes: Database.Statement;
  readonly #ids: Database.Statement;

  constructor(db: Database.Database, code: (name: string) => number) {
    this.#friend = code('FRIEND');
    this.#liked = code('LIKED');
    this.#paths = db.prepare(PATHS).raw();
    this.#likes = db.prepare(LIKES).raw();
    this.#ids = db.prepare(IDS).raw();
  }

  friendsOfFriends(ids: readonly UserId[], limit: number): WalkEnd[][] {
    return ids.map((id) => this.#best(this.#paths.get([id, this.#friend]) as Paths, limit));
  }

  friendsWhoLiked(ids: readonly UserId[], items: readonly ItemId[], limit: number): WalkEnd[][] {
    const among = JSON.stringify(items);
    return ids.map((id) =>
      this.#best(this.#likes.get([id, this.#friend, this.#liked, among]) as Paths, limit),
    );
  }

  #best([endsText, viasText]: Paths, limit: number): WalkEnd[] {
    const vias = JSON.parse(viasText) as number[];
    const viasOf = new Map<number, number[]>();
    (JSON.parse(endsText) as number[]).forEach((end, at) => {
      const of = viasOf.get(end);
      if (of === undefined) viasOf.set(end, [vias[at]!]);
      else of.push(vias[at]!);
    });
    const ranked = [...viasOf].sort((a, b) => b[1].length - a[1].length);
    const least = ranked[limit - 1]?.[1].length ?? 0;
    const idOf = this.#idsOf(ranked.filter(([, vias]) => vias.length >= least));
    return ranked
      .filter(([, vias]) => vias.length >= least)
      .map(([end, vias]) => ({ id: idOf(end), paths: vias.length, vias }))
      .sort((a, b) => b.paths - a.paths || (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map(({ id, paths, vias }) => ({ id, paths, via: vias.map(idOf).sort().slice(0, 10) }));
  }

  #idsOf(ends: readonly (readonly [number, readonly number[]])[]): (rid: number) => Id {
    const rids = [...new Set(ends.flatMap(([end, vias]) => [end, ...vias]))];
    const [found] = this.#ids.get([JSON.stringify(rids)]) as [string];
    const ids = JSON.parse(found) as Id[];
    const byRid = new Map(rids.map((rid, at) => [rid, ids[at]!]));
    return (rid) => byRid.get(rid)!;
  }
}

/** Every path's end and the node before it, as JSON: one row is many times faster than a row for each. */
type Paths = readonly [ends: string, vias: string];

const FRIENDS = `me AS (SELECT rid FROM ids WHERE id = ?1),
  friends AS MATERIALIZED (SELECT dst AS via FROM edges WHERE type = ?2 AND src = (SELECT rid FROM me)
    UNION ALL SELECT src FROM edges WHERE type = ?2 AND dst = (SELECT rid FROM me))`;

const PATHS = `WITH ${FRIENDS},
  ends AS (SELECT e.dst AS goal, f.via AS via FROM friends f CROSS JOIN edges e ON e.type = ?2 AND e.src = f.via
    UNION ALL SELECT e.src, f.via FROM friends f CROSS JOIN edges e ON e.type = ?2 AND e.dst = f.via)
  SELECT json_group_array(goal), json_group_array(via) FROM ends WHERE goal <> (SELECT rid FROM me)`;

const LIKES = `WITH ${FRIENDS},
  wanted AS MATERIALIZED (SELECT DISTINCT i.rid AS rid FROM json_each(?4) j CROSS JOIN ids i ON i.id = j.value)
  SELECT json_group_array(e.dst), json_group_array(f.via)
  FROM friends f CROSS JOIN edges e ON e.type = ?3 AND e.src = f.via WHERE e.dst IN (SELECT rid FROM wanted)`;

const IDS = 'SELECT json_group_array(i.id) FROM json_each(?) j CROSS JOIN ids i ON i.rid = j.value';
