const LABELS_WITH_KEYS = [
  ['User', 'handle'],
  ['Account', 'emailHash', 'userId'],
  ['SignIn', 'tokenHash'],
  ['Item', 'sku'],
  ['Category', 'slug'],
  ['Review'],
  ['Post'],
  ['Comment'],
  ['Circle', 'slug'],
  ['Order'],
  ['Act', 'key'],
  ['Receipt', 'key'],
  ['Consumer', 'name'],
];
const TYPES =
  `FRIEND REQUESTED FOLLOWS BLOCKS MEMBER_OF SELLS IN_CATEGORY WROTE ABOUT TAGS POSTED_IN COMMENTED_ON REPLIES_TO
   REACTED FOUND_HELPFUL PLACED CONTAINS HID BOOKMARKED VIEWED SAVED LIKED SHARED RATED PURCHASED USED`.split(
    /\s+/,
  );
const SEARCHED = ['Item', 'User'];
const unique = (label, key) =>
  `CREATE CONSTRAINT ${label}_${key} IF NOT EXISTS FOR (n:${label}) REQUIRE n.${key} IS UNIQUE`;
/** One relationship per pair, and pages of a node's relationships by either end, newest first. */
const relationship = (type) => [
  `CREATE CONSTRAINT ${type}_pair IF NOT EXISTS FOR ()-[r:${type}]-() REQUIRE (r.from, r.to) IS UNIQUE`,
  `CREATE INDEX ${type}_out IF NOT EXISTS FOR ()-[r:${type}]-() ON (r.from, r.at, r.to)`,
  `CREATE INDEX ${type}_in IF NOT EXISTS FOR ()-[r:${type}]-() ON (r.to, r.at, r.from)`,
];
/** The vocabulary's labels and types as they were when this was released; a later migration adds later words. */
export const graph = {
  name: '0001-graph',
  statements: [
    [unique('Migration', 'name'), unique('Outbox', 'name'), unique('Event', 'seq'), unique('Event', 'id')],
    LABELS_WITH_KEYS.flatMap(([label, ...keys]) => ['id', ...keys].map((key) => unique(label, key))),
    TYPES.flatMap(relationship),
    SEARCHED.map(
      (label) => `CREATE FULLTEXT INDEX search_${label} IF NOT EXISTS FOR (n:${label}) ON EACH [n.search]
        OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'whitespace', \`fulltext.eventually_consistent\`: false}}`,
    ),
    [`MERGE (o:Outbox {name: 'outbox'}) ON CREATE SET o.seq = 0`],
  ].map((step) => step.join(';\n')),
};
