import { createUnionType, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { reasonObject, ReasonObject } from '../recommendations/index.js';
import type { Why } from './entries.js';
import type { Deed } from './evidence.js';

const DeedEnum = Object.fromEntries(
  (['WROTE', 'REVIEWED', 'PURCHASED', 'SHARED', 'REACTED'] satisfies Deed[]).map((name) => [name, name]),
);
registerEnumType(DeedEnum, { name: 'FeedDeed', description: 'What people did with it.' });

@ObjectType({ description: 'People you are bound to did it: “Bob and 3 others reviewed this”.' })
export class FeedPeople {
  constructor(readonly about: Why & { kind: 'people' }) {}

  @Field(() => DeedEnum)
  get deed(): string {
    return this.about.deed;
  }

  @Field(() => Int)
  get count(): number {
    return this.about.personIds.length;
  }
}

@ObjectType({ description: 'It is for a circle of yours.' })
export class FeedCircle {
  constructor(readonly about: Why & { kind: 'circle' }) {}
}

@ObjectType({ description: 'You might like it, for these reasons.' })
export class FeedRecommended {
  constructor(private readonly about: Why & { kind: 'recommended' }) {}

  @Field(() => [ReasonObject], { description: 'The strongest first.' })
  get reasons(): ReasonObject[] {
    return this.about.reasons.map(reasonObject);
  }
}

@ObjectType({ description: 'You have friends in common.' })
export class FeedMutualFriends {
  constructor(readonly about: Why & { kind: 'mutualFriends' }) {}

  @Field(() => Int)
  get count(): number {
    return this.about.count;
  }
}

@ObjectType({ description: 'People talk about it.' })
export class FeedTalk {
  constructor(private readonly about: Why & { kind: 'talk' }) {}

  @Field(() => Int, { description: 'Reactions, shares and comments.' })
  get count(): number {
    return this.about.count;
  }
}

@ObjectType({
  description: 'More people of your two-hop network than usual are busy with it; see `hotTopics`.',
})
export class FeedTrend {
  constructor(private readonly about: Why & { kind: 'trend' }) {}

  @Field(() => Int)
  get people(): number {
    return this.about.people;
  }

  @Field(() => Float)
  get expectedPeople(): number {
    return this.about.expected;
  }
}

export const FeedWhy = createUnionType({
  name: 'FeedWhy',
  types: () => [FeedPeople, FeedCircle, FeedRecommended, FeedMutualFriends, FeedTalk, FeedTrend] as const,
});
export type FeedWhyObject =
  FeedPeople | FeedCircle | FeedRecommended | FeedMutualFriends | FeedTalk | FeedTrend;

/** What the API shows of it. */
export function whyObject(why: Why): FeedWhyObject {
  switch (why.kind) {
    case 'people':
      return new FeedPeople(why);
    case 'circle':
      return new FeedCircle(why);
    case 'recommended':
      return new FeedRecommended(why);
    case 'mutualFriends':
      return new FeedMutualFriends(why);
    case 'talk':
      return new FeedTalk(why);
    case 'trend':
      return new FeedTrend(why);
    default:
      return why satisfies never;
  }
}
