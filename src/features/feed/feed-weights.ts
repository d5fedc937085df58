import { Field, Float, InputType, registerEnumType } from 'type-graphql';
import { Max, Min } from 'class-validator';
import type { PartWeights } from './part-weights.js';

/** The parts of a ranked feed that its reader may weigh; what was seen always comes after what was not. */
export enum FeedPartEnum {
  TASTE = 'taste',
  TIE = 'tie',
  COMPANY = 'company',
  TALK = 'talk',
  RECENCY = 'recency',
  TREND = 'trend',
  MUTUAL = 'mutual',
  WISH = 'wish',
}
registerEnumType(FeedPartEnum, {
  name: 'FeedPart',
  description:
    'What the score of a feed entry is the sum of; under the same name, in small letters, in `parts`.',
  valuesConfig: {
    TASTE: { description: 'How well the item that it is about suits you, as in `recommendations`.' },
    TIE: { description: 'How close you are to who brought it.' },
    COMPANY: { description: 'That others of your network did the same.' },
    TALK: { description: 'Reactions, shares and comments that it has.' },
    RECENCY: { description: 'How new it is; halves every 72 hours.' },
    TREND: { description: 'How hot a topic is in your network.' },
    MUTUAL: { description: 'Friends that you and a suggested person have in common.' },
    WISH: { description: 'What you asked for more or less of.' },
  },
});

@InputType({ description: 'One term of a ranking of your own.' })
export class FeedWeight {
  @Field(() => FeedPartEnum)
  part!: FeedPartEnum;

  @Field(() => Float, { description: '0 to 10: so many times as much as usual; 0 leaves it out.' })
  @Min(0)
  @Max(10)
  times!: number;
}

/** In the order of the parts, so that equal rankings have one name. */
export function partWeights(given: readonly FeedWeight[]): PartWeights {
  const times = new Map(given.map((one) => [one.part, one.times]));
  const parts = Object.values(FeedPartEnum).filter((part) => (times.get(part) ?? 1) !== 1);
  return Object.fromEntries(parts.map((part) => [part, times.get(part)!]));
}
