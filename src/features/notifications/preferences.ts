import { IsOptional, Matches, ValidateNested } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { NOTIFICATION_KINDS, type NodeProps } from '../../../graph-models/domain/vocabulary.js';
import { MutationInput } from '../../graphql/mutation-input.js';
import { IsText } from '../../graphql/text.js';
import type { Change } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { defineRefusal, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { NotificationKind } from './notification.js';
import { clockOf, isTimeZone, minutesOf } from './quiet-hours.js';

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

export const UnknownTimeZone = defineRefusal('UnknownTimeZone', 'There is no such time zone.');

@InputType({ description: 'When you are not to be disturbed; it may pass midnight.' })
export class QuietHoursInput {
  @Field(() => String, { description: '`22:00`.' })
  @Matches(CLOCK)
  from!: string;

  @Field(() => String, { description: '`07:00`.' })
  @Matches(CLOCK)
  to!: string;

  @Field(() => String, { description: 'IANA name, for example `Europe/Berlin`.' })
  @IsText({ min: 1, max: 100 })
  timeZone!: string;
}

@InputType()
export class SetNotificationPreferencesInput extends MutationInput {
  @Field(() => [NotificationKind], { description: 'What you do not want to hear of from now on.' })
  mutedKinds!: NotificationKind[];

  @Field(() => QuietHoursInput, { nullable: true, description: 'Null: none.' })
  @IsOptional()
  @ValidateNested()
  quietHours?: QuietHoursInput | null;
}

@ObjectType()
export class QuietHoursOfDay {
  @Field(() => String)
  readonly from!: string;

  @Field(() => String)
  readonly to!: string;

  @Field(() => String)
  readonly timeZone!: string;
}

@ObjectType()
export class NotificationPreferences {
  @Field(() => [NotificationKind])
  readonly mutedKinds: NotificationKind[];

  @Field(() => QuietHoursOfDay, { nullable: true })
  readonly quietHours: QuietHoursOfDay | null;

  constructor(props: Omit<NodeProps['NotificationPreferences'], 'userId'> | null) {
    const { mutedKinds = [], quietFrom, quietTo, timeZone } = props ?? {};
    this.mutedKinds = mutedKinds.map((kind) => NotificationKind[kind]);
    this.quietHours =
      quietFrom === undefined || quietTo === undefined || timeZone === undefined
        ? null
        : { from: clockOf(quietFrom), to: clockOf(quietTo), timeZone };
  }
}

/** Keeps what somebody wants to hear of, and when. */
export async function planSetPreferences(
  shop: Shop,
  userId: Id<'User'>,
  { mutedKinds, quietHours }: Pick<SetNotificationPreferencesInput, 'mutedKinds' | 'quietHours'>,
): Promise<Plan<null> | Refusal> {
  if (quietHours && !isTimeZone(quietHours.timeZone)) return new UnknownTimeZone();
  const muted = NOTIFICATION_KINDS.filter((kind) => mutedKinds.includes(NotificationKind[kind]));
  const quiet = quietHours
    ? {
        quietFrom: minutesOf(quietHours.from),
        quietTo: minutesOf(quietHours.to),
        timeZone: quietHours.timeZone,
      }
    : null;
  const [known] = await shop.store.lookup('NotificationPreferences', 'userId', [userId]);
  const none = { quietFrom: null, quietTo: null, timeZone: null };
  const change: Change = known
    ? { kind: 'updateNode', id: known.id, props: { mutedKinds: muted, ...(quiet ?? none) } }
    : {
        kind: 'createNode',
        id: shop.newId('NotificationPreferences'),
        props: { userId, mutedKinds: muted, ...quiet },
      };
  return { changes: [change], result: null };
}
