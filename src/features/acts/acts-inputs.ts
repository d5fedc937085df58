import { ArrayMaxSize, ArrayMinSize, MaxLength } from 'class-validator';
import { Field, Float, ID, InputType } from 'type-graphql';
import { MutationInput } from '../../graphql/mutation-input.js';
import { EventKind } from './event-kinds.js';

@InputType({ description: 'Which item it is about.' })
export class ItemActInput extends MutationInput {
  @Field(() => ID, { description: 'The item.' })
  @MaxLength(100)
  itemId!: string;
}

@InputType({ description: 'Something you did. A broken one is rejected alone; the others go in.' })
export class EventInput {
  @Field(() => String, {
    description:
      'Your own id of the event, 1 to 100 printable ASCII characters: the same one is recorded once.',
  })
  clientEventId!: string;

  @Field(() => EventKind, { description: 'What you did.' })
  kind!: EventKind;

  @Field(() => ID, { nullable: true, description: 'The item; SEARCH has one when a result was chosen.' })
  itemId?: string | null;

  @Field(() => String, { nullable: true, description: 'What was searched for, up to 200 characters.' })
  query?: string | null;

  @Field(() => Float, { nullable: true, description: 'For DWELL: how long, up to a day.' })
  durationMs?: number | null;

  @Field(() => Date, {
    description:
      'By your clock. Up to five minutes ahead is taken as now; more, or over 90 days ago, is rejected.',
  })
  at!: Date;
}

@InputType({ description: 'A batch of things that you did.' })
export class RecordEventsInput extends MutationInput {
  @Field(() => [EventInput], { description: '1 to 1,000.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  events!: EventInput[];
}
