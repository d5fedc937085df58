import { EDGE_TYPES, LABELS, type EdgeType, type Label } from '../../../graph-models/domain/vocabulary.js';
import type { Direction, Step } from '../graph-store.js';
import { checkUniqueKey } from '../values.js';

/**
 * Every statement of the adapter that names a label or a relationship type. Labels, types and unique keys come from
 * the vocabulary's own tables and are checked against them here; everything else travels as a parameter. One
 * statement per label or type, because a label given as a parameter uses no index.
 *
 * Each relationship carries the ids of its ends. That makes a page of a node with a million relationships an ordered
 * index scan with a limit; without the hints the planner sorts them all while the store is small. A hint says SEEK,
 * because USING INDEX alone lets the planner read a whole index that its statistics still call empty, as those of a
 * store filled within the last minutes do.
 */
export const nodesById = (label: Label) =>
  `UNWIND $ids AS id MATCH (n:${known(label)} {id: id}) RETURN properties(n) AS properties`;

export const nodesByKey = (label: Label, key: string) =>
  `UNWIND $values AS value MATCH (n:${known(label)} {${knownKey(label, key)}: value}) RETURN properties(n) AS properties`;

export const edgesBetween = (type: EdgeType) =>
  `UNWIND $pairs AS pair ${matchPair(type, 'pair[0]', 'pair[1]')} RETURN properties(r) AS properties`;

export const degrees = (label: Label, type: EdgeType, direction: Direction) =>
  `UNWIND $ids AS id MATCH (n:${known(label)} {id: id}) RETURN id, COUNT { (n)${arrow(type, direction)}() } AS count`;

/** The newest `$limit` edges of each start, after (`$at`, `$id`) when `after`; for `both`, of each direction. */
export function edgePages(type: EdgeType, direction: Direction, after: boolean): string {
  const branches = direction === 'both' ? (['out', 'in'] as const) : ([direction] as const);
  const pages = branches.flatMap((way) => pagesOneWay(known(type), way, after, direction === 'both'));
  return `UNWIND $starts AS start CALL (start) { ${pages.join(' UNION ALL ')} } RETURN start, properties(r) AS properties`;
}

/** The next `$limit` nodes of a label after `$after`, by id. */
export const nodesAfter = (label: Label) =>
  `MATCH (n:${known(label)}) USING INDEX SEEK n:${label}(id) WHERE n.id > $after
   RETURN properties(n) AS properties ORDER BY n.id LIMIT $limit`;

/** The next `$limit` relationships of a type after (`$from`, `$to`), by both. */
export function edgesAfter(type: EdgeType): string {
  const match = `MATCH ()-[r:${known(type)}]->() USING INDEX SEEK r:${type}(from, to)`;
  const rest = 'RETURN r ORDER BY r.from, r.to LIMIT $limit';
  return `CALL () {
    ${match} WHERE r.from = $from AND r.to > $to ${rest} UNION ALL
    ${match} WHERE r.from > $from AND r.to IS NOT NULL ${rest}
  } RETURN properties(r) AS properties LIMIT $limit`;
}

/** The newest `$limit` ids of a label before `$before`. */
export const newestIds = (label: Label) =>
  `MATCH (n:${known(label)}) USING INDEX SEEK n:${label}(id) WHERE n.id < $before
   RETURN n.id AS id ORDER BY n.id DESC LIMIT $limit`;

/** The newest `$limit` ids before `$before` among what the full-text index finds. */
export const newestFound = (label: Label) =>
  `CALL db.index.fulltext.queryNodes('search_${known(label)}', $query) YIELD node WITH node.id AS id, node WHERE node:${known(label)} AND id < $before
   RETURN id ORDER BY id DESC LIMIT $limit`;

/** The relationship of a type from `from` to `to`, both Cypher expressions. */
export const matchPair = (type: EdgeType, from: string, to: string) =>
  `MATCH ()-[r:${known(type)}]->() USING INDEX SEEK r:${type}(from, to) WHERE r.from = ${from} AND r.to = ${to}`;

/**
 * The ends of walks from each of `$starts`, which are nodes of `label`; each step is a MATCH of its own, so that a path
 * may use a relationship twice.
 */
export function walks(label: Label, steps: readonly Step[], only: boolean): string {
  const last = `n${steps.length}`;
  const before = `n${steps.length - 1}`;
  const hops = steps.map(({ type, direction }, i) => `MATCH (n${i})${arrow(type, direction)}(n${i + 1})`);
  return `UNWIND $starts AS start MATCH (n0:${known(label)} {id: start})
    CALL (n0) {
      ${hops.join(' ')} WHERE ${last} <> n0 ${only ? `AND ${last}.id IN $to` : ''}
      WITH ${last} AS end, ${before} AS before, count(*) AS paths
      WITH end, sum(paths) AS paths, collect(before) AS via
      WITH end.id AS id, paths, via ORDER BY paths DESC, id LIMIT $limit
      RETURN id, paths, COLLECT { UNWIND via AS before RETURN before.id AS v ORDER BY v LIMIT 10 } AS via
    } RETURN start, id, paths, via`;
}

export const createNodes = (label: Label) => `UNWIND $rows AS row CREATE (n:${known(label)}) SET n = row`;

/** Answers with how many nodes there were. */
export const updateNodes = (label: Label) =>
  `UNWIND $rows AS row MATCH (n:${known(label)} {id: row.id})
   SET n += row.props, n.version = n.version + 1 RETURN count(*) AS count`;

/** Answers with how many of the properties are now integers or doubles that a sum is exact for. */
export const incrementNodes = (label: Label) =>
  `UNWIND $rows AS row MATCH (n:${known(label)} {id: row.id})
   SET n[row.property] = coalesce(n[row.property], 0) + row.by, n.version = n.version + 1
   RETURN sum(CASE WHEN n[row.property] IS :: INTEGER | FLOAT
     AND abs(n[row.property]) <= ${Number.MAX_SAFE_INTEGER} THEN 1 ELSE 0 END) AS count`;

/** Which of `$ids` of events are taken. */
export const eventsTaken = 'UNWIND $ids AS id MATCH (e:Event {id: id}) RETURN e.id AS id';

/** The value of a node's property `$property`. */
export const propertyValue = (label: Label) =>
  `MATCH (n:${known(label)} {id: $id}) RETURN n[$property] AS value`;

export const deleteNodes = (label: Label) =>
  `UNWIND $ids AS id MATCH (n:${known(label)} {id: id}) DETACH DELETE n`;

/** Answers with how many relationships had both their ends. */
export const putEdges = (type: EdgeType, from: Label, to: Label) =>
  `${matchEnds(from, to)}
   MERGE (a)-[r:${known(type)} {from: edge.from, to: edge.to}]->(b)
   ON CREATE SET r += edge ON MATCH SET r = edge RETURN count(*) AS count`;

/** Answers with how many relationships had both their ends; none of `$edges` may be there yet. */
export const createEdges = (type: EdgeType, from: Label, to: Label) =>
  `${matchEnds(from, to)} CREATE (a)-[r:${known(type)}]->(b) SET r = edge RETURN count(*) AS count`;

/** All of `$edges` are there. */
export const replaceEdges = (type: EdgeType) =>
  `UNWIND $edges AS edge ${matchPair(type, 'edge.from', 'edge.to')} SET r = edge`;

export const deleteEdges = (type: EdgeType) =>
  `UNWIND $pairs AS pair ${matchPair(type, 'pair[0]', 'pair[1]')} DELETE r`;

/** Which of `$ids` there are, with their versions. */
export const versions = (label: Label) =>
  `UNWIND $ids AS id MATCH (n:${known(label)} {id: id}) RETURN id, n.version AS version`;

/** Which of `$values` of a unique key are taken, and by whom. */
export const keyHolders = (label: Label, key: string) =>
  `UNWIND $values AS value MATCH (n:${known(label)} {${knownKey(label, key)}: value}) RETURN value, n.id AS id`;

/** Which of `$pairs` there are, and how many acts each counts. */
export const pairsPresent = (type: EdgeType) =>
  `UNWIND $pairs AS pair ${matchPair(type, 'pair[0]', 'pair[1]')} RETURN r.from AS from, r.to AS to, coalesce(r.times, 1) AS times`;

/** A relationship pattern of a type as seen from the node on its left. */
export function arrow(type: EdgeType, direction: Direction, name = ''): string {
  const edge = `[${name}:${known(type)}]`;
  switch (direction) {
    case 'out':
      return `-${edge}->`;
    case 'in':
      return `<-${edge}-`;
    case 'both':
      return `-${edge}-`;
  }
}

/** `word` when it is a label or a relationship type of the vocabulary. @throws RangeError when it is neither */
export function known<W extends Label | EdgeType>(word: W): W {
  if (!WORDS.has(word)) throw new RangeError(`"${String(word)}" is not a word of the vocabulary`);
  return word;
}

/** `key` when it is a unique key of `label`. @throws RangeError when it is not */
function knownKey(label: Label, key: string): string {
  checkUniqueKey(known(label), key);
  return key;
}

const matchEnds = (from: Label, to: Label) =>
  `UNWIND $edges AS edge MATCH (a:${known(from)} {id: edge.from}) MATCH (b:${known(to)} {id: edge.to})`;

const WORDS: ReadonlySet<string> = new Set<string>([...LABELS, ...EDGE_TYPES]);

function pagesOneWay(type: EdgeType, way: 'out' | 'in', after: boolean, both: boolean): string[] {
  const [start, other] = way === 'out' ? ['from', 'to'] : ['to', 'from'];
  const match = `MATCH ()-[r:${type}]->() USING INDEX SEEK r:${type}(${start}, at, ${other}) WHERE r.${start} = start`;
  const once = both && way === 'in' ? 'AND r.from <> r.to ' : '';
  const newest = `${once}RETURN r ORDER BY r.${start} DESC, r.at DESC, r.${other} DESC LIMIT $limit`;
  return after
    ? [
        `${match} AND r.at = $at AND r.${other} < $id ${newest}`,
        `${match} AND r.at < $at AND r.${other} IS NOT NULL ${newest}`,
      ]
    : [`${match} AND r.at IS NOT NULL AND r.${other} IS NOT NULL ${newest}`];
}
