export const NUL = String.fromCharCode(0);
const HALF = String.fromCharCode(0xd800);
export const FINE = '{ __typename }';
const LIST = `query ($first: Int, $after: String) {
  viewer { recommendations(first: $first, after: $after) { edges { node { id } } } }
}`;
export const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
const POST = 'mutation ($text: String!) { createPost(input: { text: $text }) { __typename } }';
const SEARCH = 'query ($query: String!) { search(query: $query) { edges { node { id } } } }';
const EVENTS =
  'mutation ($events: [EventInput!]!) { recordEvents(input: { events: $events }) { __typename } }';

export const aliases = (count: number, field: string): string =>
  `{ ${Array.from({ length: count }, (_, i) => `a${i}: ${field}`).join(' ')} }`;
export const nested = (depth: number, open: string, close: string, middle = ''): string =>
  `${open.repeat(depth)}${middle}${close.repeat(depth)}`;
export const json = (query: unknown, variables?: unknown): string => JSON.stringify({ query, variables });

/** What is sent, and the status and the code that come back; a code of null: no error at all. */
export type Row = readonly [
  what: string,
  body: string | Uint8Array<ArrayBuffer>,
  status: number,
  code: string | null,
];

const BODIES: readonly Row[] = [
  ['nothing', '', 400, 'BAD_REQUEST'],
  ['null', 'null', 400, 'BAD_REQUEST'],
  ['a number', '1', 400, 'BAD_REQUEST'],
  ['an empty array', '[]', 400, 'BAD_REQUEST'],
  ['a batch', JSON.stringify([{ query: FINE }]), 400, 'BAD_REQUEST'],
  ['an empty object', '{}', 400, 'BAD_REQUEST'],
  ['half a JSON', '{"query":', 400, 'BAD_REQUEST'],
  [
    'bytes that are no UTF-8',
    Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    400,
    'BAD_REQUEST',
  ],
  ['a query that is a number', json(1), 400, 'BAD_REQUEST'],
  ['variables that are a text', json(FINE, 'x'), 400, 'BAD_REQUEST'],
  ['variables that are an array', json(FINE, [1]), 400, 'BAD_REQUEST'],
  [
    '`__proto__` among the variables',
    `{"query":"${FINE}","variables":{"__proto__":{"x":1}}}`,
    400,
    'BAD_REQUEST',
  ],
  ['variables 50,000 deep', `{"query":"${FINE}","variables":{"a":${nested(50_000, '[', ']')}}}`, 200, null],
  ['three megabytes', json(' '.repeat(3_000_000) + FINE), 413, 'TOO_LARGE'],
];

const DOCUMENTS: readonly Row[] = [
  ['a name of 1 MB', json(`{ ${'a'.repeat(1_000_000)} }`), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['1 MB of spaces before it', json(' '.repeat(1_000_000) + FINE), 200, null],
  ['10,000 aliases', json(aliases(10_000, '__typename')), 400, 'GRAPHQL_PARSE_FAILED'],
  ['1,000 aliases', json(aliases(1000, '__typename')), 400, 'TOO_MANY_ALIASES'],
  [
    'the whole schema a hundred times',
    json(aliases(100, '__schema { types { fields { name } } }')),
    400,
    'TOO_MANY_ALIASES',
  ],
  ['aliases in the schema', json(`{ __schema ${aliases(100, 'types { name }')} }`), 400, 'TOO_MANY_ALIASES'],
  ['500 times the same field', json(`{ ${'__typename '.repeat(500)} }`), 200, null],
  ['1,000 directives', json(`{ __typename ${'@a '.repeat(1000)} }`), 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'fragments in a circle',
    json('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    '200 friends of friends',
    json(`{ viewer { ${nested(80, 'friends { edges { node { ', '} } } ', 'id ')} } }`),
    400,
    'TOO_DEEP',
  ],
  ['1,900 selections in each other', json(nested(1900, '{ a ', '}')), 400, 'TOO_DEEP'],
  ['20,000 selections in each other', json(nested(20_000, '{ a ', '}')), 400, 'TOO_DEEP'],
  ['5,000 lists in each other', json(`{ node(id: ${nested(5000, '[', ']')}) { id } }`), 400, 'TOO_DEEP'],
  ['brackets that strings hide', json(`{ node(id: "${nested(300, '{', '}')}") { id } }`), 200, null],
  ['deep brackets behind closing ones in strings', json(nested(1000, '{ a(x: "}}") ', '}')), 400, 'TOO_DEEP'],
  [
    'types of types of types',
    json(`{ __schema { types { ${nested(8, 'fields { type { ', '} } ', 'name ')} } } }`),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['two operations without names', json('{ __typename } { __typename }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'two operations, and which is not said',
    json('query A { __typename } query B { __typename }'),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  ['a subscription', json('subscription { notifications { __typename } }'), 400, 'BAD_REQUEST'],
  ['NUL in a document', json(`{ __type${NUL}name }`), 400, 'GRAPHQL_PARSE_FAILED'],
  [
    'half of a surrogate pair in a document',
    json(`{ user(handle: "${HALF}") { id } }`),
    400,
    'GRAPHQL_PARSE_FAILED',
  ],
  [
    'more than it may cost',
    json(
      `{ items(first: 100) { edges { node { reviews(first: 100) { edges { node { comments(first: 100) { edges { node { id } } } } } } } } } }`,
    ),
    400,
    'TOO_COSTLY',
  ],
];

const VARIABLES: readonly Row[] = [
  ...([-1, 0, 101] as const).map((first): Row => [
    `first: ${first}`,
    json(LIST, { first }),
    200,
    'BAD_USER_INPUT',
  ]),
  ...['1e400', '9007199254740993', '2147483648', '1.5', '"10"', '{}', '[1]', 'true', 'null'].map(
    (first): Row => [
      `first: ${first}`,
      `{"query":${JSON.stringify(LIST)},"variables":{"first":${first}}}`,
      400,
      'BAD_USER_INPUT',
    ],
  ),
  ['first: NaN', `{"query":${JSON.stringify(LIST)},"variables":{"first":NaN}}`, 400, 'BAD_REQUEST'],
  ...(['x', '', NUL, HALF, 'eyJ9', '../../etc/passwd'] as const).map((after): Row => [
    `after: ${JSON.stringify(after)}`,
    json(LIST, { first: 5, after }),
    200,
    'BAD_CURSOR',
  ]),
  ['after: 1', json(LIST, { first: 5, after: 1 }), 400, 'BAD_USER_INPUT'],
  [
    'after of 100,000 characters',
    json(LIST, { first: 5, after: 'x'.repeat(100_000) }),
    200,
    'BAD_USER_INPUT',
  ],
  ['a variable that is missing', json(NODE), 400, 'BAD_USER_INPUT'],
  ['a variable too many', json(FINE, { a: 1 }), 200, null],
  ...([NUL, HALF, 12, 'x'.repeat(100_000)] as const).map((id): Row => [
    `the id ${JSON.stringify(id).slice(0, 20)}`,
    json(NODE, { id }),
    200,
    null,
  ]),
  ...([NUL, `a${NUL}b`, HALF, `${HALF}a`, '', String.fromCharCode(0x202e), 'x'.repeat(10_000)] as const).map(
    (text): Row => [
      `the text ${JSON.stringify(text).slice(0, 20)}`,
      json(POST, { text }),
      200,
      'BAD_USER_INPUT',
    ],
  ),
  ['a text that is Cypher', json(POST, { text: '` RETURN 1 UNION MATCH (n) //' }), 200, null],
  ['a text that is HTML', json(POST, { text: '<script>alert(1)</script>' }), 200, null],
  ...([NUL, HALF, 'a '.repeat(10_000)] as const).map((query): Row => [
    `the search ${JSON.stringify(query).slice(0, 20)}`,
    json(SEARCH, { query }),
    200,
    'BAD_USER_INPUT',
  ]),
  [
    'a time that is none',
    json(EVENTS, { events: [{ clientEventId: 'a', kind: 'VIEW', at: 'yesterday' }] }),
    400,
    'BAD_USER_INPUT',
  ],
  [
    'an input 5,000 deep',
    `{"query":${JSON.stringify(EVENTS)},"variables":{"events":${nested(5000, '[', ']')}}}`,
    400,
    'BAD_USER_INPUT',
  ],
];

/** Bodies, documents and variables that no client should send. */
export const BAD_REQUESTS: readonly Row[] = [...BODIES, ...DOCUMENTS, ...VARIABLES];
