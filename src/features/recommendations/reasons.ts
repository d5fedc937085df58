import type { ItemId, UserId } from '../../../graph-models/domain/ids.js';
import type { EdgeType } from '../../../graph-models/domain/vocabulary.js';
import { ACT_KINDS, HEARD_KINDS, type ActKind } from '../../../graph-models/interactions/act-kinds.js';
import type { ActSlice } from '../../../graph-models/interactions/interaction-graph.js';
import type { Evidence } from '../../../graph-models/neural/part.js';
import type { LiveState } from '../../live-graph/live-state.js';
import type { Ranking } from './ranking.js';

/** One relationship of the graph that a reason rests on; its ends are ids as the store has them. */
export interface EdgeRef {
  readonly type: EdgeType;
  readonly from: string;
  readonly to: string;
}

interface Because {
  /** In units of the score. Over all reasons of an item they add up to its score. */
  readonly contribution: number;
  /** The path from the viewer to the item, as far as it may be told. */
  readonly path: readonly EdgeRef[];
}

export type Reason =
  /** What a friend did with the item; without acts it is the friend's taste in general that speaks for it. */
  | (Because & { readonly kind: 'friend'; readonly friendId: UserId; readonly acts: readonly FriendAct[] })
  /** People who have the other item have this one. */
  | (Because & { readonly kind: 'similarItem'; readonly itemId: ItemId })
  /** The viewer's items share the attribute. */
  | (Because & { readonly kind: 'taste'; readonly attribute: TasteAttribute; readonly value: string })
  /** The viewer has other things of its seller. */
  | (Because & { readonly kind: 'seller'; readonly sellerId: UserId })
  /** Strangers who act alike; they are never named or counted. */
  | (Because & { readonly kind: 'likeMinded' })
  | (Because & { readonly kind: 'popularity' })
  /** The viewer said that they want more, or less, of what is like it. */
  | (Because & { readonly kind: 'wish' });

export interface FriendAct {
  readonly type: ActKind;
  /** Milliseconds since 1970, 0 where unknown. */
  readonly at: number;
}

export type TasteAttribute = 'CATEGORY' | 'BRAND' | 'WORD' | 'OTHER';

const KINDS: readonly Evidence['kind'][] = [
  'friend',
  'item',
  'person',
  'attribute',
  'category',
  'popularity',
  'wish',
];

/** Tells why items have their scores, for one answer; what it reads of friends it reads once. */
export class Explainer {
  readonly #acts = new Map<number, ActSlice>();

  constructor(
    private readonly state: LiveState,
    private readonly ranking: Ranking,
    private readonly viewerId: UserId,
    private readonly isAboutViewer: boolean,
  ) {}

  /** The strongest `most` reasons; causes of one kind and end in several parts are one reason. */
  reasonsOf(item: number, most: number): Reason[] {
    if (most === 0) return [];
    const merged = new Map<number, { -readonly [K in keyof Evidence]: Evidence[K] }>();
    for (const { kind, index, contribution } of this.ranking.explain(item).evidence) {
      const isOneOfItsKind = kind === 'person' || kind === 'popularity';
      const key = (isOneOfItsKind ? 0 : index) * KINDS.length + KINDS.indexOf(kind);
      const known = merged.get(key);
      if (known === undefined) merged.set(key, { kind, index, contribution });
      else known.contribution += contribution;
    }
    return [...merged.values()]
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
      .slice(0, most)
      .map((evidence) => this.#told(evidence, item));
  }

  #told({ kind, index, contribution }: Evidence, item: number): Reason {
    const { graph } = this.state;
    switch (kind) {
      case 'friend':
        return this.#friend(index, item, contribution);
      case 'item':
        return {
          kind: 'similarItem',
          itemId: graph.items.idOf(index) as ItemId,
          contribution,
          path: this.isAboutViewer ? this.#ownActs(index) : [],
        };
      case 'attribute':
        return this.#attribute(graph.attributes.idOf(index), item, contribution);
      case 'category':
        return {
          kind: 'taste',
          attribute: 'CATEGORY',
          value: graph.categories.idOf(index),
          contribution,
          path: [],
        };
      case 'person':
        return { kind: 'likeMinded', contribution, path: [] };
      case 'popularity':
        return { kind: 'popularity', contribution, path: [] };
      case 'wish':
        return { kind: 'wish', contribution, path: [] };
      default:
        return kind satisfies never;
    }
  }

  #friend(friend: number, item: number, contribution: number): Reason {
    const { people, items } = this.state.graph;
    const friendId = people.idOf(friend) as UserId;
    const [from, to] = this.viewerId < friendId ? [this.viewerId, friendId] : [friendId, this.viewerId];
    const tellsPurchases = this.state.isTold(friend, 'PURCHASES', true);
    const acts = this.#actsOn(friend, item).filter(
      ({ type }) => HEARD_KINDS.includes(type) && (type !== 'PURCHASED' || tellsPurchases),
    );
    return {
      kind: 'friend',
      friendId,
      acts,
      contribution,
      path: [
        { type: 'FRIEND', from, to },
        ...acts.map(({ type }) => ({ type, from: friendId, to: items.idOf(item) })),
      ],
    };
  }

  #attribute(name: string, item: number, contribution: number): Reason {
    const colon = name.indexOf(':');
    const value = name.slice(colon + 1);
    const taste = { kind: 'taste', contribution, path: [] } as const;
    switch (name.slice(0, colon)) {
      case 'category':
        return { ...taste, attribute: 'CATEGORY', value };
      case 'brand':
        return { ...taste, attribute: 'BRAND', value };
      case 'word':
        return { ...taste, attribute: 'WORD', value };
      case 'seller': {
        const path = [{ type: 'SELLS', from: value, to: this.state.graph.items.idOf(item) }] as const;
        return { kind: 'seller', sellerId: value as UserId, contribution, path };
      }
      default:
        return { ...taste, attribute: 'OTHER', value: name };
    }
  }

  #ownActs(item: number): EdgeRef[] {
    const { people, items } = this.state.graph;
    const person = people.indexOf(this.viewerId);
    if (person < 0) return [];
    return this.#actsOn(person, item).map(({ type }) => ({
      type,
      from: this.viewerId,
      to: items.idOf(item),
    }));
  }

  #actsOn(person: number, item: number): FriendAct[] {
    const slice = this.#acts.get(person) ?? this.state.graph.actsOf(person);
    this.#acts.set(person, slice);
    const acts: FriendAct[] = [];
    for (let i = 0; i < slice.count; i++)
      if (slice.others[i] === item) acts.push({ type: ACT_KINDS[slice.kinds[i]!]!, at: slice.times[i]! });
    return acts;
  }
}
