import { Checksum, hashText } from '../../graph-models/interactions/checksum.js';
import type { Interner } from '../../graph-models/interactions/interner.js';
import { ANNOUNCED_KINDS } from '../../graph-models/domain/vocabulary.js';
import { ECHO_KINDS, type ContentTable } from './content-table.js';
import type { LiveState } from './live-state.js';
import { visibilityCode } from './visibility-code.js';

/**
 * A checksum of everything a live state says, whatever order it was told in: two states of the same store at the
 * same outbox position have the same, although one remembers the indices of things that are deleted.
 */
export function digestOf(state: LiveState): string {
  const { graph } = state;
  const sum = new Checksum();
  const people = hashes(graph.people);
  const items = hashes(graph.items);
  for (let person = 0; person < people.length; person++) {
    if (state.isGonePerson(person)) continue;
    sum.add([PERSON, people[person]!, ...factsOf(state, person)]);
    for (const friend of graph.friendsOf(person)) sum.add([FRIEND, people[person]!, people[friend]!]);
  }
  graph.forEachAct((person, item, kind, weight, at) => {
    sum.add([ACT, people[person]!, items[item]!, kind, weight, at]);
  });
  for (let item = 0; item < items.length; item++)
    if (!state.isGoneItem(item)) addItem(sum, state, item, items[item]!);
  const { content, attention } = state;
  const contents = hashes(content.ids);
  const circles = hashes(content.circles);
  const comments = hashes(content.comments);
  for (let one = 0; one < contents.length; one++)
    if (!content.isGone(one)) addContent(sum, content, one, contents[one]!, people, circles);
  const topics = hashes(graph.categories);
  for (const [id, category] of state.topics) sum.add([TOPIC, hashText(id), topics[category]!]);
  const pairs = [
    [HIDDEN, state.hidden, people, items],
    [BLOCKED, state.blocks, people, people],
    [PRIVATE_RATING, state.privateRatings, people, items],
    [TAGGED, content.tags, contents, items],
    [COMMENTED, content.thread, comments, contents],
    [FOLLOWED, attention.follows, people, people],
    [MUTED, attention.mutes, people, people],
    [MEMBER, attention.circles, people, circles],
    [HIDDEN_CONTENT, attention.hidden, people, contents],
    [HIDDEN_TOPIC, attention.hiddenTopics, people, topics],
    [HIDDEN_PERSON, attention.hiddenPeople, people, people],
  ] as const;
  for (const [kind, lists, starts, ends] of pairs)
    lists.forEach((from, to) => sum.add([kind, starts[from]!, ends[to]!]), starts.length);
  const ends = [contents, items, people, topics];
  const tables = [
    [ECHO, content.echoes, ECHO_KINDS.map(() => contents)],
    [SEEN, attention.seen, ends],
    [WANTED, attention.wants, ends],
  ] as const;
  for (const [name, table, endsByKind] of tables)
    table.forEach((person, to, kind, weight, at) =>
      sum.add([name, people[person]!, endsByKind[kind]![to]!, kind, weight, at]),
    );
  return sum.toString();
}

const [
  PERSON,
  FRIEND,
  ACT,
  ITEM,
  ATTRIBUTE,
  CATEGORY,
  HIDDEN,
  BLOCKED,
  PRIVATE_RATING,
  CONTENT,
  TAGGED,
  COMMENTED,
  FOLLOWED,
  MUTED,
  MEMBER,
  HIDDEN_CONTENT,
  ECHO,
  SEEN,
  WANTED,
  TOPIC,
  HIDDEN_TOPIC,
  HIDDEN_PERSON,
] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22];

function factsOf(state: LiveState, person: number): number[] {
  return [
    visibilityCode(state.visibilityOf(person)),
    ...ANNOUNCED_KINDS.map((kind) => (state.announces(person, kind) ? 1 : 0)),
  ];
}

function addContent(
  sum: Checksum,
  content: ContentTable,
  one: number,
  own: number,
  people: Float64Array,
  circles: Float64Array,
): void {
  const circle = content.circleOf(one);
  sum.add([
    CONTENT,
    own,
    people[content.authorOf(one)]!,
    content.writtenAt(one),
    visibilityCode(content.visibilityOf(one)),
    circle < 0 ? 0 : circles[circle]!,
  ]);
}

function addItem(sum: Checksum, state: LiveState, item: number, own: number): void {
  const { graph } = state;
  sum.add([
    ITEM,
    own,
    graph.priceOf(item),
    graph.isAvailable(item) ? 1 : 0,
    hashOf(state.currencies, state.currencyOf(item)),
    hashOf(graph.categories, graph.categoryOf(item)),
    hashOf(graph.sellers, graph.sellerOf(item)),
  ]);
  for (const attribute of graph.attributesOf(item))
    sum.add([ATTRIBUTE, own, hashOf(graph.attributes, attribute)]);
  for (const category of state.categories.view(item))
    sum.add([CATEGORY, own, hashOf(graph.categories, category)]);
}

function hashOf(names: Interner, index: number): number {
  return index < 0 ? 0 : hashText(names.idOf(index));
}

function hashes(names: Interner): Float64Array {
  return Float64Array.from({ length: names.size }, (_, index) => hashText(names.idOf(index)));
}
