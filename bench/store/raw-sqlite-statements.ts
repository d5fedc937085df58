/** As the store sets them. */
export const SETTINGS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'cache_size = -65536',
  'wal_autocheckpoint = 4000',
  'temp_store = MEMORY',
];

const oneWay = (own: string, other: string, out: number) =>
  `SELECT e.at AS at, o.id AS id, ${out} AS out, e.props AS props FROM edges e JOIN ids o ON o.rid = e.${other}
   WHERE e.type = ?1 AND e.${own} = (SELECT rid FROM ids WHERE id = ?2) ORDER BY e.at DESC, o.id DESC LIMIT ?3`;

export const QUERIES = {
  node: 'SELECT i.id, n.version, n.props FROM ids i JOIN nodes n ON n.rid = i.rid WHERE i.id = ?',
  nodes: `SELECT i.id, n.version, n.props, j.key FROM json_each(?) j
    CROSS JOIN ids i ON i.id = j.value CROSS JOIN nodes n ON n.rid = i.rid`,
  lookup: `SELECT i.id, n.version, n.props FROM keys k JOIN nodes n ON n.rid = k.rid JOIN ids i ON i.rid = k.rid
    WHERE k.key = ? AND k.value = ?`,
  lookups: `SELECT i.id, n.version, n.props, j.key FROM json_each(?2) j
    CROSS JOIN keys k ON k.key = ?1 AND k.value = j.value
    CROSS JOIN nodes n ON n.rid = k.rid CROSS JOIN ids i ON i.rid = k.rid`,
  out: oneWay('src', 'dst', 1),
  in: oneWay('dst', 'src', 0),
  both: `SELECT * FROM (${oneWay('src', 'dst', 1)}) UNION ALL SELECT * FROM (${oneWay('dst', 'src', 0)})
    ORDER BY at DESC, id DESC LIMIT ?3`,
  between: `SELECT at, props FROM edges WHERE type = ?
    AND src = (SELECT rid FROM ids WHERE id = ?) AND dst = (SELECT rid FROM ids WHERE id = ?)`,
  betweens: `SELECT j.key, f.id, t.id, e.at, e.props FROM json_each(?2) j
    CROSS JOIN ids f ON f.id = j.value ->> 0 CROSS JOIN ids t ON t.id = j.value ->> 1
    CROSS JOIN edges e ON e.type = ?1 AND e.src = f.rid AND e.dst = t.rid`,
  count: 'SELECT n FROM degrees WHERE rid = (SELECT rid FROM ids WHERE id = ?) AND type = ? AND side = ?',
  counts: `SELECT j.key, d.n FROM json_each(?1) j CROSS JOIN ids i ON i.id = j.value
    CROSS JOIN degrees d ON d.rid = i.rid AND d.type = ?2 AND d.side = ?3`,
  nodesAfter: `SELECT i.id, n.version, n.props FROM ids i JOIN nodes n ON n.rid = i.rid
    WHERE i.id > ? AND i.id < 'usr\`' ORDER BY i.id LIMIT ?`,
  edgesAfter: `SELECT f.id, t.id, e.at, e.props
    FROM ids f CROSS JOIN edges e ON e.type = ?1 AND e.src = f.rid CROSS JOIN ids t ON t.rid = e.dst
    WHERE f.id >= ?2 AND (f.id > ?2 OR t.id > ?3) ORDER BY f.id, t.id LIMIT ?4`,
  events: 'SELECT seq, id, kind, at, payload FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?',
  search: `SELECT i.id FROM words w JOIN ids i ON i.rid = w.rowid
    WHERE words MATCH ? AND i.id > 'itm_' AND i.id < 'itm\`' ORDER BY i.id DESC LIMIT ?`,
} as const;
