import { ArrayMaxSize, IsOptional } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { fillPage, PageArgs, type Connection, type Edge } from '../../graphql/connection.js';
import { mustBeSignedIn, mutate, type Context } from '../../graphql/context.js';
import { fromGlobalIdOf } from '../../graphql/global-id.js';
import { MutationInput } from '../../graphql/mutation-input.js';
import { LivePayload } from '../../graphql/subscription.js';
import { Viewer } from '../../graphql/viewer.js';
import { Refusal } from '../../use-cases/refusal.js';
import { MOST_COUNTED, notificationsById, unreadCount } from './find-notifications.js';
import { MOST_MARKED, planMarkRead } from './mark-notifications-read.js';
import { followNotifications, NotificationEvent } from './notification-events.js';
import { Notification, NotificationConnection } from './notification.js';
import {
  NotificationPreferences,
  planSetPreferences,
  SetNotificationPreferencesInput,
  UnknownTimeZone,
} from './preferences.js';

@ArgsType()
class NotificationsArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Only what you have not read.' })
  unread!: boolean;
}

@InputType()
class MarkNotificationsReadInput extends MutationInput {
  @Field(() => [ID], {
    nullable: true,
    description: `Up to ${MOST_MARKED}; left out: all that are unread, the newest ${MOST_MARKED} of them.`,
  })
  @IsOptional()
  @ArrayMaxSize(MOST_MARKED)
  notificationIds?: string[];
}

@ObjectType()
class NotificationsMarked {
  @Field(() => Int)
  readonly unread!: number;
}

const SetNotificationPreferencesResult = createUnionType({
  name: 'SetNotificationPreferencesResult',
  types: () => [NotificationPreferences, UnknownTimeZone] as const,
});

@Resolver(() => Viewer)
export class ViewerNotificationsResolver {
  @FieldResolver(() => NotificationConnection, { description: 'What you are told, newest first.' })
  notifications(
    @Root() { signedIn }: Viewer,
    @Args(() => NotificationsArgs) args: NotificationsArgs,
    @Ctx() context: Context,
  ): Promise<Connection<Edge<Notification>>> {
    const type = args.unread ? 'UNREAD' : 'NOTIFIED';
    return fillPage<'UNREAD' | 'NOTIFIED', Edge<Notification>>(
      args,
      (page) => context.loaders.edges(type, 'out', signedIn.userId, page),
      (edge) => edge.to,
      async (edges) => {
        const ids = edges.map(({ to }) => to as Id<'Notification'>);
        const found = await notificationsById(context, ids);
        return found.map((node) => (node === null ? null : { node }));
      },
    );
  }

  @FieldResolver(() => Int, { description: `Those unread; ${MOST_COUNTED} stands for as many or more.` })
  unreadNotifications(@Ctx() context: Context): Promise<number> {
    return unreadCount(context);
  }

  @FieldResolver(() => NotificationPreferences)
  async notificationPreferences(
    @Root() { signedIn }: Viewer,
    @Ctx() context: Context,
  ): Promise<NotificationPreferences> {
    return preferencesOf(context, signedIn.userId);
  }
}

@Resolver()
export class NotificationsResolver {
  @Mutation(() => NotificationsMarked)
  async markNotificationsRead(
    @Arg('input', () => MarkNotificationsReadInput) input: MarkNotificationsReadInput,
    @Ctx() context: Context,
  ): Promise<NotificationsMarked> {
    const { userId } = mustBeSignedIn(context);
    const ids = input.notificationIds?.flatMap((id) => fromGlobalIdOf('Notification', id) ?? []) ?? null;
    await mutate(context, 'markNotificationsRead', input, () => planMarkRead(context.shop, userId, ids));
    return { unread: await unreadCount(context) };
  }

  @Mutation(() => SetNotificationPreferencesResult)
  async setNotificationPreferences(
    @Arg('input', () => SetNotificationPreferencesInput) input: SetNotificationPreferencesInput,
    @Ctx() context: Context,
  ): Promise<NotificationPreferences | Refusal> {
    const { userId } = mustBeSignedIn(context);
    const done = await mutate(context, 'setNotificationPreferences', input, () =>
      planSetPreferences(context.shop, userId, input),
    );
    return done instanceof Refusal ? done : preferencesOf(context, userId);
  }

  @Subscription(() => NotificationEvent, {
    description: 'What you are told, as you are told; the bell.',
    subscribe: ({ args, context }) =>
      followNotifications(context as Context, (args as { after?: string | null }).after),
  })
  notifications(
    @Root() payload: LivePayload,
    @Arg('after', () => String, { nullable: true }) _after?: string,
  ): LivePayload {
    return payload;
  }
}

async function preferencesOf(context: Context, userId: Id<'User'>): Promise<NotificationPreferences> {
  const stored = await context.loaders.lookup('NotificationPreferences', 'userId', userId);
  return new NotificationPreferences(stored?.props ?? null);
}
