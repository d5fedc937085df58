import { createUnionType, Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { PageInfo } from '../../graphql/connection.js';
import { globalId } from '../../graphql/global-id.js';
import type { Trace } from '../../pipeline/trace.js';
import { Category, Item } from '../catalog/index.js';
import { User } from '../people/index.js';
import { Post } from '../posts/index.js';
import { ScorePart } from '../recommendations/index.js';
import { Review } from '../reviews/index.js';
import type { EntryKind } from './entries.js';
import type { FeedEntry } from './feed-request.js';
import { FeedWhy, whyObject, type FeedWhyObject } from './feed-why-types.js';

export enum FeedModeEnum {
  RANKED = 'RANKED',
  CHRONOLOGICAL = 'CHRONOLOGICAL',
}
registerEnumType(FeedModeEnum, {
  name: 'FeedMode',
  valuesConfig: {
    RANKED: {
      description:
        'Best first, what you have not seen before the rest; of each 20 entries, counted from the top, at most 3 by one author, 3 of one seller, 5 of one category, 2 people and 2 topics, as long as others can take the place.',
    },
    CHRONOLOGICAL: {
      description: 'All that your friends, circles and people you follow did, the latest first.',
    },
  },
});

const KINDS = {
  POST: 'A friend, somebody you follow or somebody in a circle of yours wrote it.',
  REVIEW: 'Of friends and people you follow; about one item there is one entry.',
  PURCHASE: 'Friends bought it, who let it be told.',
  SHARE: 'Friends passed it on.',
  REACTION: 'Friends reacted to it, who let it be told.',
  RECOMMENDED_ITEM: 'You might like it.',
  RECOMMENDED_POST: 'By somebody you are not bound to.',
  RECOMMENDED_PERSON: 'A friend of your friends.',
  HOT_TOPIC: 'Your friends and theirs are busy with it.',
} as const satisfies Record<EntryKind, string>;
export const FeedKindEnum = Object.fromEntries(Object.keys(KINDS).map((name) => [name, name]));
registerEnumType(FeedKindEnum, {
  name: 'FeedKind',
  description: 'What brought an entry; the strongest, where there are several.',
  valuesConfig: Object.fromEntries(
    Object.entries(KINDS).map(([name, description]) => [name, { description }]),
  ),
});

export const FeedNode = createUnionType({
  name: 'FeedNode',
  description: 'A review stands for the item that it is about, a category for a hot topic.',
  types: () => [Post, Review, Item, User, Category] as const,
});

@ObjectType()
export class FeedEdge {
  constructor(
    private readonly entry: FeedEntry,
    cursor: string,
  ) {
    this.cursor = cursor;
  }

  @Field(() => String)
  readonly cursor: string;

  @Field(() => ID, {
    description:
      'What the entry is about: a post, an item, a person or a category; once in a feed. `recordImpressions` takes it.',
  })
  get id(): string {
    return globalId(this.entry.id);
  }

  @Field(() => FeedKindEnum)
  get kind(): string {
    return this.entry.kind;
  }

  @Field(() => FeedNode)
  get node(): object {
    return this.entry.node;
  }

  @Field(() => Date, {
    nullable: true,
    description: 'When what brought it happened last; null where nothing did.',
  })
  get at(): Date | null {
    return this.entry.at === null ? null : new Date(this.entry.at);
  }

  @Field(() => Boolean, { description: 'It was on your screen since then.' })
  get seen(): boolean {
    return this.entry.isSeen;
  }

  @Field(() => Float, { description: 'The sum of the parts; of a CHRONOLOGICAL feed the time.' })
  get score(): number {
    return this.entry.score;
  }

  @Field(() => [ScorePart], {
    description:
      'They add up to the score. `taste`: the recommendation score of the item it is about, your best item counting 1 · `tie`: how close you are to who brought it · `company`: others who did the same · `talk`: what came back to it · `recency`: half of it is gone after 72 hours · `trend`: how hot a topic is · `mutual`: friends you have in common with a person · `wish`: what you wanted more or less of · `seen`: it was on your screen.',
  })
  get parts(): readonly ScorePart[] {
    return this.entry.parts;
  }

  @Field(() => [FeedWhy], { description: 'Why it is here, the strongest first.' })
  get why(): FeedWhyObject[] {
    return this.entry.why.map(whyObject);
  }
}

@ObjectType({
  description:
    'Up to 500 entries. Paging goes on in the order of the first page while the ranking moves on; a cursor is good for half an hour after it was used last, for the 50 feeds of yours that were looked at last (`CURSOR_EXPIRED` tells to begin anew).',
})
export class FeedConnection {
  @Field(() => [FeedEdge])
  readonly edges!: readonly FeedEdge[];

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

  @Field(() => Boolean, { description: 'True when the model or the newest events were missing.' })
  readonly degraded!: boolean;

  readonly traces!: readonly Trace[];
}
