import { Ctx, Field, FieldResolver, Float, ObjectType, registerEnumType, Resolver } from 'type-graphql';
import type { Intent } from '../../../graph-models/neural/intent.js';
import { mustBeSignedIn, type Context } from '../../graphql/context.js';
import { Viewer } from '../../graphql/viewer.js';
import type { Answers } from './answers.js';
import type { IntentNow, NoIntent } from './viewer-intent.js';

const IntentEnum = { BROWSE: 'BROWSE', COMPARE: 'COMPARE', BUY: 'BUY' } as const satisfies Record<
  Intent,
  Intent
>;
registerEnumType(IntentEnum, {
  name: 'Intent',
  valuesConfig: {
    BUY: { description: 'A purchase within half an hour.' },
    COMPARE: { description: 'More looks at like things within half an hour, and no purchase.' },
    BROWSE: { description: 'Neither.' },
  },
});

const NoIntentEnum = { NO_MODEL: 'NO_MODEL', NO_SESSION: 'NO_SESSION' } as const satisfies Record<
  NoIntent,
  NoIntent
>;
registerEnumType(NoIntentEnum, {
  name: 'NoIntent',
  valuesConfig: {
    NO_MODEL: { description: 'No model has learned what people are about to do.' },
    NO_SESSION: { description: 'You did nothing in the last half hour that the model knows.' },
  },
});

@ObjectType()
export class IntentProbability {
  @Field(() => IntentEnum)
  readonly kind!: Intent;

  @Field(() => Float)
  readonly probability!: number;
}

@ObjectType({
  description: 'What you are about to do, by what you did: as often right as its probability says.',
})
export class ViewerIntent {
  readonly #probabilities: readonly IntentProbability[];

  constructor(private readonly told: IntentNow) {
    const known: [Intent, number][] = told.kind === 'told' ? [...told.probabilities] : [];
    this.#probabilities = known
      .map(([kind, probability]) => ({ kind, probability }))
      .sort((a, b) => b.probability - a.probability);
  }

  @Field(() => IntentEnum, { nullable: true, description: 'The likeliest; null when `missing` says why.' })
  get kind(): Intent | null {
    return this.#probabilities[0]?.kind ?? null;
  }

  @Field(() => Float, { nullable: true })
  get probability(): number | null {
    return this.#probabilities[0]?.probability ?? null;
  }

  @Field(() => [IntentProbability], {
    description: 'The likeliest first; they add up to 1, or there are none.',
  })
  get probabilities(): readonly IntentProbability[] {
    return this.#probabilities;
  }

  @Field(() => Date, { nullable: true, description: 'When you did the last thing that is counted.' })
  get asOf(): Date | null {
    return this.told.kind === 'told' ? new Date(this.told.asOf) : null;
  }

  @Field(() => NoIntentEnum, { nullable: true })
  get missing(): NoIntent | null {
    return this.told.kind === 'untold' ? this.told.why : null;
  }
}

@Resolver(() => Viewer)
export class ViewerIntentResolver {
  constructor(private readonly answers: Answers) {}

  @FieldResolver(() => ViewerIntent)
  intent(@Ctx() context: Context): ViewerIntent {
    return new ViewerIntent(this.answers.intentOf(mustBeSignedIn(context).userId, context));
  }
}
