import type { Direction } from '../../src/store/graph-store.js';
import type { ShopEdge } from './verbs.js';

/** Statements as one would write them by hand for this shop, with the indexes that there are. */
export const NODES = 'UNWIND $ids AS id MATCH (n:User {id: id}) RETURN properties(n)';
export const LOOKUP = 'UNWIND $handles AS handle MATCH (n:User {handle: handle}) RETURN properties(n)';

export const pages = (type: ShopEdge, direction: Direction): string =>
  `UNWIND $ids AS start CALL (start) { ${
    direction === 'both'
      ? `${pageOf(type, 'from', 'to')} UNION ALL ${pageOf(type, 'to', 'from')}`
      : direction === 'out'
        ? pageOf(type, 'from', 'to')
        : pageOf(type, 'to', 'from')
  } } RETURN start, properties(r)`;

export const between = (type: ShopEdge): string =>
  `UNWIND $pairs AS pair MATCH ()-[r:${type}]->() USING INDEX SEEK r:${type}(from, to)
   WHERE r.from = pair[0] AND r.to = pair[1] RETURN properties(r)`;

export const counts = (type: ShopEdge, direction: 'out' | 'in'): string =>
  `UNWIND $ids AS id MATCH (n:User {id: id})
   RETURN id, COUNT { (n)${direction === 'out' ? `-[:${type}]->` : `<-[:${type}]-`}() }`;

export const FRIENDS_OF_FRIENDS = walk('MATCH (me)-[:FRIEND]-(f) MATCH (f)-[:FRIEND]-(end) WHERE end <> me');
export const FRIENDS_WHO_LIKED = walk(
  'MATCH (me)-[:FRIEND]-(f) MATCH (f)-[:LIKED]->(end) WHERE end.id IN $items',
);

export const NODES_AFTER = `MATCH (n:User) WHERE n.id > $after RETURN properties(n) ORDER BY n.id LIMIT $limit`;

export const edgesAfter = (type: ShopEdge): string => {
  const match = `MATCH ()-[r:${type}]->() USING INDEX SEEK r:${type}(from, to)`;
  const rest = 'RETURN r ORDER BY r.from, r.to LIMIT $limit';
  return `CALL () { ${match} WHERE r.from = $from AND r.to > $to ${rest} UNION ALL
    ${match} WHERE r.from > $from AND r.to IS NOT NULL ${rest} } RETURN properties(r) LIMIT $limit`;
};

export const EVENTS_AFTER = `MATCH (e:Event) WHERE e.seq > $seq
  RETURN e.seq, e.id, e.kind, e.at, e.payload ORDER BY e.seq LIMIT $limit`;

export const SEARCH = `CALL db.index.fulltext.queryNodes('search_Item', $query) YIELD node
  RETURN node.id AS id ORDER BY id DESC LIMIT $limit`;

export const SAVE = `MATCH (o:Outbox {name: 'outbox'}) SET o.locked = true
  WITH o MATCH (a:User {id: $from}) MATCH (b:Item {id: $to})
  WHERE NOT EXISTS { (a)-[:SAVED]->(b) }
  CREATE (a)-[:SAVED {from: $from, to: $to, at: $at}]->(b) ${announced()}`;

export const SHARE = `MATCH (o:Outbox {name: 'outbox'}) SET o.locked = true
  WITH o CALL { UNWIND $edges AS edge MATCH (a:User {id: edge.from}) MATCH (b:Item {id: edge.to})
    MERGE (a)-[r:SHARED {from: edge.from, to: edge.to}]->(b) SET r = edge } ${announced()}`;

export const CREATE_ITEMS = `MATCH (o:Outbox {name: 'outbox'}) SET o.locked = true
  WITH o CALL { UNWIND $rows AS row CREATE (n:Item) SET n = row } ${announced()}`;

function pageOf(type: ShopEdge, own: 'from' | 'to', other: 'from' | 'to'): string {
  return `MATCH ()-[r:${type}]->() USING INDEX SEEK r:${type}(${own}, at, ${other})
    WHERE r.${own} = start AND r.at IS NOT NULL AND r.${other} IS NOT NULL
    RETURN r ORDER BY r.${own} DESC, r.at DESC, r.${other} DESC LIMIT $limit`;
}

function walk(hops: string): string {
  return `UNWIND $ids AS start MATCH (me:User {id: start}) CALL (me) {
      ${hops}
      WITH end, count(*) AS paths, collect(DISTINCT f) AS via
      WITH end.id AS id, paths, via ORDER BY paths DESC, id LIMIT $limit
      RETURN id, paths, COLLECT { UNWIND via AS f RETURN f.id AS v ORDER BY v LIMIT 10 } AS via
    } RETURN start, id, paths, via`;
}

function announced(): string {
  return `WITH o SET o.seq = o.seq + 1
    CREATE (:Event {seq: o.seq, id: $event.id, kind: $event.kind, at: $event.at, payload: $event.payload})
    RETURN o.seq`;
}
