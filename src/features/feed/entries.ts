import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import type { Reason } from '../recommendations/index.js';
import type { Candidate } from '../../pipeline/stages.js';
import { SUBJECT_KINDS, type SubjectKind } from '../../live-graph/attention.js';
import type { LiveState } from '../../live-graph/live-state.js';
import type { Deed, Evidence } from './evidence.js';
import type { HotTopic } from './hot-topics.js';
import type { Network } from './network.js';

/** What an entry is about; a feed has one entry about each. */
export type SubjectId = Id<'Post'> | Id<'Item'> | Id<'User'> | Id<'Category'>;

/** What an entry shows. */
export type ShownId = SubjectId | Id<'Review'>;

/** What brought an entry, strongest first. POST to SHARE: the viewer's network; the others come from outside of it. */
export const ENTRY_KINDS = [
  'POST',
  'REVIEW',
  'PURCHASE',
  'SHARE',
  'REACTION',
  'RECOMMENDED_ITEM',
  'RECOMMENDED_POST',
  'RECOMMENDED_PERSON',
  'HOT_TOPIC',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Why an entry is there. */
export type Why =
  /** People of the network did it, the latest first. */
  | { readonly kind: 'people'; readonly deed: Deed; readonly personIds: readonly Id<'User'>[] }
  | { readonly kind: 'circle'; readonly circleId: Id<'Circle'> }
  | { readonly kind: 'recommended'; readonly reasons: readonly Reason[] }
  | { readonly kind: 'mutualFriends'; readonly personIds: readonly Id<'User'>[]; readonly count: number }
  /** More people than usual are busy with it. */
  | { readonly kind: 'trend'; readonly people: number; readonly expected: number }
  /** So many reacted, passed it on or commented. */
  | { readonly kind: 'talk'; readonly count: number };

export interface FeedCandidate extends Candidate {
  readonly id: SubjectId;
  readonly kind: EntryKind;
  /** What is shown: the subject, or the review of it that the network brought. */
  readonly shown: ShownId;
  /** Index of the post or review that is shown, -1 for an item or a person. */
  readonly content: number;
  /** Items it is about; indices. */
  readonly items: readonly number[];
  /** Who wrote what is shown, -1 for an item or a person. */
  readonly author: number;
  /** The newest first. */
  readonly evidence: readonly Evidence[];
  /** When what brought it happened last, milliseconds since 1970; 0 where nothing happened. */
  readonly at: number;
  readonly subject: { readonly kind: SubjectKind; readonly index: number };
  readonly parts: Readonly<Record<string, number>>;
  readonly why: readonly Why[];
}

const KIND_OF: Readonly<Record<Deed, EntryKind>> = {
  WROTE: 'POST',
  REVIEWED: 'REVIEW',
  PURCHASED: 'PURCHASE',
  SHARED: 'SHARE',
  REACTED: 'REACTION',
};

/** What entries are made of. */
export interface Sources {
  readonly state: LiveState;
  readonly network: Network;
  /** What the network did, by subject. */
  readonly evidence: ReadonlyMap<string, readonly Evidence[]>;
  /** By id. */
  readonly topics: ReadonlyMap<string, HotTopic>;
  /** Friends of friends who may be suggested, by id, with the friends between; indices. */
  readonly strangers: ReadonlyMap<string, readonly number[]>;
}

/** The entry about a subject, as the network's deeds and the live graph have it now; null when it is not there. */
export function candidateAbout(
  { state, network, topics, strangers, evidence: told }: Sources,
  id: SubjectId,
): FeedCandidate | null {
  const evidence = told.get(id) ?? NOTHING;
  switch (labelOf(id)) {
    case 'Post': {
      const content = state.content.ids.indexOf(id);
      if (content < 0 || !network.maySee(content)) return null;
      return entry(id, strongestOf(evidence) ?? 'RECOMMENDED_POST', evidence, {
        shown: id,
        content,
        items: [...state.content.tags.from(content)],
        author: state.content.authorOf(content),
        subject: { kind: 'CONTENT', index: content },
      });
    }
    case 'Item': {
      const item = state.graph.items.indexOf(id);
      if (item < 0 || state.isGoneItem(item)) return null;
      const content = evidence.find((one) => one.deed === 'REVIEWED')?.content ?? echoed(evidence);
      return entry(id, strongestOf(evidence) ?? 'RECOMMENDED_ITEM', evidence, {
        shown: content < 0 ? id : (state.content.ids.idOf(content) as Id<'Review'>),
        content,
        items: [item],
        author: content < 0 ? -1 : state.content.authorOf(content),
        subject: { kind: 'ITEM', index: item },
      });
    }
    case 'Category': {
      const topic = topics.get(id);
      if (topic === undefined) return null;
      return entry(id, 'HOT_TOPIC', evidence, alone(id, 'TOPIC', topic.category));
    }
    default: {
      const person = state.graph.people.indexOf(id);
      if (person < 0 || !strangers.has(id) || !network.maySeePerson(person) || network.hears.has(person))
        return null;
      return entry(id, 'RECOMMENDED_PERSON', evidence, alone(id, 'PERSON', person));
    }
  }
}

type About = Pick<FeedCandidate, 'shown' | 'content' | 'items' | 'author' | 'subject'>;

const NOTHING: readonly never[] = [];

/** Field by field: hundreds are made for every answer, and copies of objects into others cost ten times as much. */
function entry(
  id: SubjectId,
  kind: EntryKind,
  evidence: readonly Evidence[],
  { shown, content, items, author, subject }: About,
): FeedCandidate {
  const at = evidence[0]?.at ?? 0;
  return {
    id,
    kind,
    shown,
    content,
    items,
    author,
    evidence,
    at,
    subject,
    score: 0,
    foundBy: NOTHING,
    parts: {},
    why: NOTHING,
  };
}

/** What is neither written by anybody nor about an item. */
function alone(id: SubjectId, kind: SubjectKind, index: number): About {
  return { shown: id, content: -1, items: NOTHING, author: -1, subject: { kind, index } };
}

function strongestOf(evidence: readonly Evidence[]): EntryKind | undefined {
  if (evidence.length === 0) return undefined;
  const kinds = evidence.map(({ deed }) => KIND_OF[deed]);
  return ENTRY_KINDS.find((kind) => kinds.includes(kind));
}

const OUTSIDE: ReadonlySet<EntryKind> = new Set<EntryKind>([
  'RECOMMENDED_ITEM',
  'RECOMMENDED_POST',
  'RECOMMENDED_PERSON',
  'HOT_TOPIC',
]);

/** Whether the entry comes from outside of the viewer's network. */
export function isFromOutside({ kind }: Pick<FeedCandidate, 'kind'>): boolean {
  return OUTSIDE.has(kind);
}

/** Whether the viewer had it on screen since what brought it happened. */
export function isSeen({ attention }: LiveState, viewer: number, { subject, at }: FeedCandidate): boolean {
  if (viewer < 0) return false;
  const seen = attention.seen.actOf(viewer, subject.index, SUBJECT_KINDS.indexOf(subject.kind));
  return seen !== null && seen.at >= at;
}

/** The review that was passed on or reacted to, -1 when there is none. */
function echoed(evidence: readonly Evidence[]): number {
  return evidence.find(({ content }) => content >= 0)?.content ?? -1;
}
