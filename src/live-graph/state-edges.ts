import type { Id } from '../../graph-models/domain/ids.js';
import type { EdgeType } from '../../graph-models/domain/vocabulary.js';
import { isAct, weightOfAct } from './act-of-edge.js';
import { SUBJECT_KINDS, type SubjectKind } from './attention.js';
import { ECHO_KINDS } from './content-table.js';
import type { LiveState } from './live-state.js';
import type { PairLists } from './pair-lists.js';

/** A relationship as scans and events tell it. */
export interface Told {
  readonly type: EdgeType;
  readonly from: Id;
  readonly to: Id;
}

export interface ToldWhole extends Told {
  readonly at: number;
  readonly props: Readonly<Record<string, unknown>>;
}

/** Of relationships between things: what a live state knows of them. */
interface Ends {
  readonly from: number;
  readonly to: number;
  readonly toKind: EndKind;
}

type EndKind = SubjectKind | 'CIRCLE' | 'COMMENT';

const [REACTED, SHARED] = ECHO_KINDS.map((_kind, code) => code) as [number, number];

/** Whether a live state keeps relationships of the type. */
export function isFollowed(type: EdgeType): boolean {
  return isAct(type) || FOLLOWED.has(type);
}

const FOLLOWED: ReadonlySet<EdgeType> = new Set<EdgeType>([
  ...(['FRIEND', 'BLOCKS', 'HID', 'FOLLOWS', 'MUTES', 'MEMBER_OF', 'SEEN', 'WANTS'] as const),
  ...(['TAGS', 'REACTED', 'COMMENTED_ON'] as const),
]);

/** Ends that are not here, or no more, take the relationship with them. */
export function putEdge(state: LiveState, edge: ToldWhole): void {
  const ends = endsOf(state, edge);
  if (ends === null) return;
  const { from, to, toKind } = ends;
  const { type, at, props } = edge;
  const pairs = pairsOf(state, type, toKind);
  if (pairs !== null) pairs.add(from, to);
  else if (type === 'FRIEND') state.graph.addFriend(from, to);
  else if (type === 'SEEN') state.attention.seen.upsert(from, to, codeOf(toKind), 0, at);
  else if (type === 'WANTS')
    state.attention.wants.upsert(from, to, codeOf(toKind), props['more'] === true ? 1 : -1, at);
  else if (toKind === 'CONTENT') {
    if (type === 'REACTED' || type === 'SHARED')
      state.content.echoes.upsert(from, to, type === 'REACTED' ? REACTED : SHARED, 0, at);
  } else if (isAct(type)) state.graph.addAct(from, to, type, at, weightOfAct(type, props));
}

export function removeEdge(state: LiveState, edge: Told): void {
  const ends = endsOf(state, edge);
  if (ends === null) return;
  const { from, to, toKind } = ends;
  const { type } = edge;
  const pairs = pairsOf(state, type, toKind);
  if (pairs !== null) pairs.remove(from, to);
  else if (type === 'FRIEND') state.graph.removeFriend(from, to);
  else if (type === 'SEEN') state.attention.seen.remove(from, to, codeOf(toKind));
  else if (type === 'WANTS') state.attention.wants.remove(from, to, codeOf(toKind));
  else if (toKind === 'CONTENT') {
    if (type === 'REACTED' || type === 'SHARED')
      state.content.echoes.remove(from, to, type === 'REACTED' ? REACTED : SHARED);
  } else if (isAct(type)) {
    state.graph.removeAct(from, to, type);
    if (type === 'RATED') state.privateRatings.remove(from, to);
  }
}

/** Where a relationship without time or properties is kept; null for the others. */
function pairsOf(
  { attention, content, blocks, hidden }: LiveState,
  type: EdgeType,
  to: EndKind,
): PairLists | null {
  switch (type) {
    case 'BLOCKS':
      return blocks;
    case 'FOLLOWS':
      return attention.follows;
    case 'MUTES':
      return attention.mutes;
    case 'MEMBER_OF':
      return attention.circles;
    case 'TAGS':
      return content.tags;
    case 'COMMENTED_ON':
      return content.thread;
    case 'HID':
      return hiddenOf(to);
    default:
      return null;
  }

  function hiddenOf(kind: EndKind): PairLists {
    switch (kind) {
      case 'ITEM':
        return hidden;
      case 'TOPIC':
        return attention.hiddenTopics;
      case 'PERSON':
        return attention.hiddenPeople;
      default:
        return attention.hidden;
    }
  }
}

function endsOf(state: LiveState, { from, to }: Told): Ends | null {
  const start = endOf(state, from);
  const end = endOf(state, to);
  return start === null || end === null ? null : { from: start.index, to: end.index, toKind: end.kind };
}

function endOf(state: LiveState, id: Id): { readonly index: number; readonly kind: EndKind } | null {
  const { graph, content, topics } = state;
  switch (id.slice(0, 3)) {
    case 'usr': {
      const index = graph.people.indexOf(id);
      return index < 0 || state.isGonePerson(index) ? null : { index, kind: 'PERSON' };
    }
    case 'itm': {
      const index = graph.items.indexOf(id);
      return index < 0 || state.isGoneItem(index) ? null : { index, kind: 'ITEM' };
    }
    case 'pst':
    case 'rev': {
      const index = content.ids.indexOf(id);
      return index < 0 || content.isGone(index) ? null : { index, kind: 'CONTENT' };
    }
    case 'cat': {
      const index = topics.indexOf(id);
      return index < 0 ? null : { index, kind: 'TOPIC' };
    }
    case 'cir':
      return { index: content.circles.intern(id), kind: 'CIRCLE' };
    case 'cmt':
      return { index: content.comments.intern(id), kind: 'COMMENT' };
    default:
      return null;
  }
}

function codeOf(kind: EndKind): number {
  return SUBJECT_KINDS.indexOf(kind as SubjectKind);
}
