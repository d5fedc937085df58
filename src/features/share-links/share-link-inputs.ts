import { Max, MaxLength, Min } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int } from 'type-graphql';
import { MutationInput } from '../../graphql/mutation-input.js';
import { NotFound } from '../../use-cases/refusal.js';
import { NotPublic, ShareLinkGone, TooManyShareLinks } from './refusals.js';
import { ShareLink, ShareLinkOpened } from './share-link.js';

@InputType({ description: 'What to share, and for how long.' })
export class CreateShareLinkInput extends MutationInput {
  @Field(() => ID, { description: 'The item, or the post, that everybody may see.' })
  @MaxLength(100)
  subjectId!: string;

  @Field(() => Int, { defaultValue: 30, description: '1 to 365.' })
  @Min(1)
  @Max(365)
  expiresInDays!: number;
}

@InputType({ description: 'The link that somebody was given.' })
export class OpenShareLinkInput extends MutationInput {
  @Field(() => String, { description: 'The last part of its path.' })
  @MaxLength(100)
  token!: string;
}

@InputType({ description: 'A link of yours.' })
export class RevokeShareLinkInput extends MutationInput {
  @Field(() => ID)
  @MaxLength(100)
  shareLinkId!: string;
}

export const CreateShareLinkResult = createUnionType({
  name: 'CreateShareLinkResult',
  types: () => [ShareLink, NotFound, NotPublic, TooManyShareLinks] as const,
});
export const OpenShareLinkResult = createUnionType({
  name: 'OpenShareLinkResult',
  types: () => [ShareLinkOpened, ShareLinkGone] as const,
});
export const RevokeShareLinkResult = createUnionType({
  name: 'RevokeShareLinkResult',
  types: () => [ShareLink, NotFound] as const,
});
