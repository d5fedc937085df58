import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, Float, ID, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { ACT_KINDS } from '../../../graph-models/interactions/act-kinds.js';
import { PageInfo } from '../../graphql/connection.js';
import { globalId } from '../../graphql/global-id.js';
import type { Trace } from '../../pipeline/trace.js';
import { Item } from '../catalog/index.js';
import type { EdgeRef, FriendAct as StoredFriendAct, Reason as AnyReason } from './reasons.js';
import type { BasedOn, Position, RecommendedItem } from './request.js';
import type { Id } from '../../../graph-models/domain/ids.js';

const BASED_ON = {
  MODEL: 'Weights learned from this shop, and what you did.',
  TASTE: 'What you did; the shop has learned no weights yet.',
  FRIENDS: 'What your friends did.',
  POPULARITY: 'What everybody did.',
  NEWEST: 'Nothing is known yet: what came last is first.',
  NOTHING: 'There is nothing to show.',
} as const satisfies Record<BasedOn, string>;
export const BasedOnEnum = Object.fromEntries(Object.keys(BASED_ON).map((name) => [name, name]));
registerEnumType(BasedOnEnum, {
  name: 'RecommendationBasis',
  description: 'What a list owes most to.',
  valuesConfig: Object.fromEntries(
    Object.entries(BASED_ON).map(([name, description]) => [name, { description }]),
  ),
});

const ActKindEnum = Object.fromEntries(ACT_KINDS.map((kind) => [kind, kind]));
registerEnumType(ActKindEnum, { name: 'ActKind', description: 'What somebody did with an item.' });

const TasteAttributeEnum = { CATEGORY: 'CATEGORY', BRAND: 'BRAND', WORD: 'WORD', OTHER: 'OTHER' };
registerEnumType(TasteAttributeEnum, { name: 'TasteAttribute' });

@ObjectType({ description: 'One summand of the score.' })
export class ScorePart {
  @Field(() => String, { description: 'For example `friends`, `likeMinded`, `content` or `popularity`.' })
  readonly name!: string;

  @Field(() => Float)
  readonly value!: number;
}

@ObjectType({ description: 'A relationship of the graph; ids are global ones.' })
export class PathStep {
  constructor(private readonly ref: EdgeRef) {}

  @Field(() => String, {
    description: 'The relationship’s type as the graph has it, for example `PURCHASED`.',
  })
  get type(): string {
    return this.ref.type;
  }

  @Field(() => ID)
  get from(): string {
    return globalId(this.ref.from as Id);
  }

  @Field(() => ID)
  get to(): string {
    return globalId(this.ref.to as Id);
  }
}

@InterfaceType('Reason', {
  description: 'Why an item has its score. The contributions of all reasons add up to it.',
})
export abstract class ReasonObject {
  constructor(private readonly reason: AnyReason) {}

  @Field(() => Float, { description: 'In units of the score; below zero when it speaks against the item.' })
  get contribution(): number {
    return this.reason.contribution;
  }

  @Field(() => [PathStep], { description: 'The relationships it rests on, as far as they may be told.' })
  get path(): PathStep[] {
    return this.reason.path.map((ref) => new PathStep(ref));
  }
}

@ObjectType()
export class FriendAct {
  constructor(private readonly act: StoredFriendAct) {}

  @Field(() => ActKindEnum)
  get type(): string {
    return this.act.type;
  }

  @Field(() => Date, { nullable: true, description: 'Null when it is not known.' })
  get at(): Date | null {
    return this.act.at < UNKNOWN_BEFORE ? null : new Date(this.act.at);
  }
}

/** Imported acts without a time have 0, or their place in a sequence. */
const UNKNOWN_BEFORE = 1e10;

@ObjectType({ implements: ReasonObject, description: 'A friend whom you may see did something with it.' })
export class FriendReason extends ReasonObject {
  constructor(readonly about: AnyReason & { kind: 'friend' }) {
    super(about);
  }

  @Field(() => [FriendAct], {
    description:
      'What they did with it, the last first; nothing when it is their taste in general that speaks for it.',
  })
  get acts(): FriendAct[] {
    return this.about.acts.map((act) => new FriendAct(act));
  }
}

@ObjectType({ implements: ReasonObject, description: 'People who have another item have this one.' })
export class SimilarItemReason extends ReasonObject {
  constructor(readonly about: AnyReason & { kind: 'similarItem' }) {
    super(about);
  }
}

@ObjectType({ implements: ReasonObject, description: 'It has something that your things have.' })
export class TasteReason extends ReasonObject {
  constructor(private readonly about: AnyReason & { kind: 'taste' }) {
    super(about);
  }

  @Field(() => TasteAttributeEnum)
  get attribute(): string {
    return this.about.attribute;
  }

  @Field(() => String, { description: 'A category’s slug, a brand in lower case, or a word.' })
  get value(): string {
    return this.about.value;
  }
}

@ObjectType({ implements: ReasonObject, description: 'You have other things of its seller.' })
export class SellerReason extends ReasonObject {
  constructor(readonly about: AnyReason & { kind: 'seller' }) {
    super(about);
  }
}

@ObjectType({
  implements: ReasonObject,
  description: 'People who act like you want it. Nobody is named or counted.',
})
export class LikeMindedReason extends ReasonObject {}

@ObjectType({ implements: ReasonObject, description: 'Many people want it.' })
export class PopularityReason extends ReasonObject {}

@ObjectType({
  implements: ReasonObject,
  description: 'You said `moreLikeThis` of it or of what is like it; below zero: `lessLikeThis`.',
})
export class WishReason extends ReasonObject {}

export function reasonObject(reason: AnyReason): ReasonObject {
  switch (reason.kind) {
    case 'friend':
      return new FriendReason(reason);
    case 'similarItem':
      return new SimilarItemReason(reason);
    case 'seller':
      return new SellerReason(reason);
    case 'taste':
      return new TasteReason(reason);
    case 'likeMinded':
      return new LikeMindedReason(reason);
    case 'popularity':
      return new PopularityReason(reason);
    case 'wish':
      return new WishReason(reason);
    default:
      return reason satisfies never;
  }
}

@ObjectType()
export class RecommendationEdge {
  constructor(
    readonly recommended: RecommendedItem,
    private readonly cursorOf: (position: Position) => string,
  ) {}

  @Field(() => String)
  get cursor(): string {
    return this.cursorOf(this.recommended.position);
  }

  @Field(() => Item)
  get node(): Item {
    return new Item(this.recommended.item);
  }

  @Field(() => Float, {
    description: 'The sum of the parts. It says nothing by itself: compare it within the list.',
  })
  get score(): number {
    return this.recommended.score;
  }

  @Field(() => [ScorePart], { description: 'They add up to the score.' })
  get parts(): readonly ScorePart[] {
    return this.recommended.parts;
  }
}

@ObjectType({
  description:
    'Best first, but spread over sellers and categories; up to 500. Paging goes on in the order of the first page while the ranking moves on.',
})
export class RecommendationConnection {
  @Field(() => [RecommendationEdge])
  readonly edges!: readonly RecommendationEdge[];

  @Field(() => PageInfo)
  readonly pageInfo!: PageInfo;

  @Field(() => Date, { description: 'Everything that happened before is considered.' })
  readonly asOf!: Date;

  @Field(() => Float, {
    description:
      'How long before this answer `asOf` was, in milliseconds: some few when everything is known.',
  })
  readonly lagMs!: number;

  @Field(() => String, { nullable: true, description: 'Null when no model was there.' })
  readonly modelVersion!: string | null;

  @Field(() => BasedOnEnum)
  readonly basedOn!: BasedOn;

  @Field(() => Boolean, { description: 'True when the model or the newest events were missing.' })
  readonly degraded!: boolean;

  readonly traces!: readonly Trace[];
}

export { GraphQLJSONObject as TraceScalar };
