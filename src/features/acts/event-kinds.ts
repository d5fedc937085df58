import { registerEnumType } from 'type-graphql';

export enum EventKind {
  IMPRESSION = 'IMPRESSION',
  CLICK = 'CLICK',
  VIEW = 'VIEW',
  DWELL = 'DWELL',
  SEARCH = 'SEARCH',
  CART = 'CART',
}

registerEnumType(EventKind, {
  name: 'EventKind',
  description: 'What a person did. All but SEARCH are about an item.',
  valuesConfig: {
    IMPRESSION: { description: 'The item came into sight in a list.' },
    CLICK: { description: 'The item was chosen in a list.' },
    VIEW: { description: 'The page of the item was opened; it counts into `recentlyViewed`.' },
    DWELL: { description: 'The page of the item was looked at for `durationMs`.' },
    SEARCH: { description: '`query` was searched for.' },
    CART: { description: 'The item was put into the cart.' },
  },
});

export enum EventStatus {
  ACCEPTED = 'ACCEPTED',
  DUPLICATE = 'DUPLICATE',
  REJECTED = 'REJECTED',
}

registerEnumType(EventStatus, {
  name: 'EventStatus',
  description: 'What became of an event.',
  valuesConfig: {
    ACCEPTED: { description: 'It is recorded.' },
    DUPLICATE: {
      description: 'An event of yours with this clientEventId was recorded before; nothing to do.',
    },
    REJECTED: { description: 'It can never be recorded as it is; sending it again is of no use.' },
  },
});

export enum EventProblem {
  ID_NOT_ALLOWED = 'ID_NOT_ALLOWED',
  ITEM_NOT_FOUND = 'ITEM_NOT_FOUND',
  ITEM_MISSING = 'ITEM_MISSING',
  QUERY_MISSING = 'QUERY_MISSING',
  QUERY_NOT_ALLOWED = 'QUERY_NOT_ALLOWED',
  DURATION_NOT_ALLOWED = 'DURATION_NOT_ALLOWED',
  IN_THE_FUTURE = 'IN_THE_FUTURE',
  TOO_OLD = 'TOO_OLD',
}

registerEnumType(EventProblem, {
  name: 'EventProblem',
  description: 'Why an event was rejected.',
  valuesConfig: {
    ID_NOT_ALLOWED: { description: 'A clientEventId has 1 to 100 printable characters.' },
    ITEM_NOT_FOUND: { description: 'There is no such item, or it is not visible to you.' },
    ITEM_MISSING: { description: 'This kind needs an itemId.' },
    QUERY_MISSING: { description: 'SEARCH needs a query.' },
    QUERY_NOT_ALLOWED: { description: 'A query has up to 200 characters, without control characters.' },
    DURATION_NOT_ALLOWED: { description: 'DWELL needs a durationMs from 0 to a day; other kinds have none.' },
    IN_THE_FUTURE: { description: 'It is more than five minutes ahead of the server; set the clock right.' },
    TOO_OLD: { description: 'It is more than 90 days old.' },
  },
});
