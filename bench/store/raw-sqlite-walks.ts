import type Database from 'libsql';
import type { Id, ItemId, UserId } from '../../graph-models/domain/ids.js';
import type { WalkEnd } from '../../src/store/graph-store.js';

/** Walks of two hops, written by hand for these two questions. */
export class RawSqliteWalks {
  readonly #friend: number;
  readonly #liked: number;
  readonly #paths: Database.Statement;
  readonly #likes: Database.Statement;
  readonly #id: Database.Statement;

  constructor(db: Database.Database, code: (name: string) => number) {
    this.#friend = code('FRIEND');
    this.#liked = code('LIKED');
    this.#paths = db.prepare(PATHS).raw();
    this.#likes = db.prepare(LIKES).raw();
    this.#id = db.prepare('SELECT id FROM ids WHERE rid = ?').raw();
  }

  friendsOfFriends(ids: readonly UserId[], limit: number): WalkEnd[][] {
    return ids.map((id) => this.#best(this.#paths.all([id, this.#friend]) as Grouped[], limit));
  }

  friendsWhoLiked(ids: readonly UserId[], items: readonly ItemId[], limit: number): WalkEnd[][] {
    const among = JSON.stringify(items);
    return ids.map((id) =>
      this.#best(this.#likes.all([id, this.#friend, this.#liked, among]) as Grouped[], limit),
    );
  }

  #best(rows: readonly Grouped[], limit: number): WalkEnd[] {
    const least = rows[limit - 1]?.[1] ?? 0;
    return rows
      .filter(([, paths]) => paths >= least)
      .map(([end, paths, vias]) => ({ id: this.#idOf(end), paths, vias }))
      .sort((a, b) => b.paths - a.paths || (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map(({ id, paths, vias }) => ({ id, paths, via: this.#lowest(vias) }));
  }

  #lowest(vias: string): Id[] {
    const ids = [...new Set(vias.split(','))].map((rid) => this.#idOf(Number(rid)));
    return ids.sort().slice(0, 10);
  }

  #idOf(rid: number): Id {
    return (this.#id.all([rid])[0] as [Id])[0];
  }
}

/** An end, its paths, and the nodes before it. */
type Grouped = readonly [end: number, paths: number, vias: string];

const FRIENDS = `me AS (SELECT rid FROM ids WHERE id = ?1),
  friends AS MATERIALIZED (SELECT dst AS via FROM edges WHERE type = ?2 AND src = (SELECT rid FROM me)
    UNION ALL SELECT src FROM edges WHERE type = ?2 AND dst = (SELECT rid FROM me))`;

const PATHS = `WITH ${FRIENDS},
  ends AS (SELECT e.dst AS goal, f.via AS via FROM friends f CROSS JOIN edges e ON e.type = ?2 AND e.src = f.via
    UNION ALL SELECT e.src, f.via FROM friends f CROSS JOIN edges e ON e.type = ?2 AND e.dst = f.via)
  SELECT goal, count(*), group_concat(via) FROM ends WHERE goal <> (SELECT rid FROM me)
  GROUP BY goal ORDER BY count(*) DESC`;

const LIKES = `WITH ${FRIENDS},
  wanted AS MATERIALIZED (SELECT DISTINCT i.rid AS rid FROM json_each(?4) j CROSS JOIN ids i ON i.id = j.value)
  SELECT e.dst, count(*), group_concat(f.via) FROM friends f CROSS JOIN edges e ON e.type = ?3 AND e.src = f.via
  WHERE e.dst IN (SELECT rid FROM wanted) GROUP BY e.dst ORDER BY count(*) DESC`;
