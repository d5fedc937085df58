import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import { mustBeSignedIn, mutate, type Context, type SignedIn } from '../../graphql/context.js';
import { fromGlobalId, fromGlobalIdOf } from '../../graphql/global-id.js';
import type { Plan } from '../../use-cases/perform.js';
import { Refusal } from '../../use-cases/refusal.js';
import { personById } from '../people/index.js';
import { announcementsOf, planSetAnnouncements } from './announcements.js';
import type { ShownId, SubjectId } from './entries.js';
import {
  AnnouncementsChanged,
  FeedThingInput,
  FeedThingMarked,
  FeedThingResult,
  ImpressionsRecorded,
  MuteInput,
  MuteResult,
  MutingChanged,
  RecordImpressionsInput,
  SetAnnouncementsInput,
  SetAnnouncementsResult,
} from './feed-inputs.js';
import {
  planForgetWish,
  planHide,
  planMute,
  planUnhide,
  planUnmute,
  planWant,
  shownIdOf,
  type Marked,
} from './marks.js';
import { planRecordImpressions } from './record-impressions.js';

type ThingPlan = (viewer: SignedIn, id: ShownId | null) => Promise<Plan<Marked> | Refusal>;

/** What a person does about their feed; it acts on the next ranking, and on feeds that are open at once. */
@Resolver()
export class FeedMutations {
  @Mutation(() => FeedThingResult, {
    description:
      'Keeps an entry out of your feed: a post, a review, an item, which is not recommended to you either, a topic, or a person, who is suggested to you no more (what somebody does is kept out by `mute`).',
  })
  hide(@Arg('input', () => FeedThingInput) input: FeedThingInput, @Ctx() context: Context) {
    return mark(context, 'hide', input, (viewer, id) => planHide(context.shop, viewer, id));
  }

  @Mutation(() => FeedThingResult, { description: 'Lets it come again.' })
  unhide(@Arg('input', () => FeedThingInput) input: FeedThingInput, @Ctx() context: Context) {
    return mark(context, 'unhide', input, (viewer, id) => planUnhide(context.shop, viewer, id));
  }

  @Mutation(() => FeedThingResult, {
    description:
      'More of what is like it, in your feed and your recommendations: the thing itself, its author, its category.',
  })
  moreLikeThis(@Arg('input', () => FeedThingInput) input: FeedThingInput, @Ctx() context: Context) {
    return mark(context, 'moreLikeThis', input, (viewer, id) => planWant(context.shop, viewer, id, true));
  }

  @Mutation(() => FeedThingResult, {
    description:
      'Less of what is like it, in your feed and your recommendations; a person who is no friend of yours is suggested no more.',
  })
  lessLikeThis(@Arg('input', () => FeedThingInput) input: FeedThingInput, @Ctx() context: Context) {
    return mark(context, 'lessLikeThis', input, (viewer, id) => planWant(context.shop, viewer, id, false));
  }

  @Mutation(() => FeedThingResult, { description: 'Takes back `moreLikeThis` or `lessLikeThis`.' })
  forgetWish(@Arg('input', () => FeedThingInput) input: FeedThingInput, @Ctx() context: Context) {
    return mark(context, 'forgetWish', input, (viewer, id) => planForgetWish(context.shop, viewer, id));
  }

  @Mutation(() => MuteResult, {
    description:
      'Keeps what somebody does out of your feed, and a friend’s word out of your recommendations. They are not told, and a friend stays a friend.',
  })
  mute(@Arg('input', () => MuteInput) input: MuteInput, @Ctx() context: Context) {
    return setMuted(context, 'mute', input, true);
  }

  @Mutation(() => MuteResult)
  unmute(@Arg('input', () => MuteInput) input: MuteInput, @Ctx() context: Context) {
    return setMuted(context, 'unmute', input, false);
  }

  @Mutation(() => ImpressionsRecorded, {
    description:
      'Says that entries of your feed were on your screen: next time what you have not seen comes first. Twice is the same as once.',
  })
  async recordImpressions(
    @Arg('input', () => RecordImpressionsInput) input: RecordImpressionsInput,
    @Ctx() context: Context,
  ): Promise<ImpressionsRecorded> {
    const viewer = mustBeSignedIn(context);
    const ids = input.entryIds.map((id) => shownIdOf(fromGlobalId(id))).filter(isSubject);
    return mutate<{ count: number }, never>(context, 'recordImpressions', input, () =>
      planRecordImpressions(context.shop, viewer, ids),
    );
  }

  @Mutation(() => SetAnnouncementsResult, {
    description: 'What your friends are told of in their feeds from now on, also of what you did before.',
  })
  async setAnnouncements(
    @Arg('input', () => SetAnnouncementsInput) input: SetAnnouncementsInput,
    @Ctx() context: Context,
  ): Promise<AnnouncementsChanged | Refusal> {
    const { userId } = mustBeSignedIn(context);
    const done = await mutate(context, 'setAnnouncements', input, () =>
      planSetAnnouncements(context.shop, userId, input.kinds),
    );
    if (done instanceof Refusal) return done;
    const user = await context.loaders.node(userId);
    return Object.assign(new AnnouncementsChanged(), {
      kinds: user === null ? [] : announcementsOf(user.props),
    });
  }
}

async function mark(
  context: Context,
  mutation: string,
  input: FeedThingInput,
  plan: ThingPlan,
): Promise<FeedThingMarked | Refusal> {
  const viewer = mustBeSignedIn(context);
  const done = await mutate(context, mutation, input, () => plan(viewer, shownIdOf(fromGlobalId(input.id))));
  if (done instanceof Refusal) return done;
  const id = done.id as Id;
  const [hid, wants] = await Promise.all([
    context.loaders.edge('HID', viewer.userId, id),
    context.loaders.edge('WANTS', viewer.userId, id),
  ]);
  return new FeedThingMarked(id, hid !== null, wants?.props.more ?? null);
}

async function setMuted(
  context: Context,
  mutation: string,
  input: MuteInput,
  muted: boolean,
): Promise<MutingChanged | Refusal> {
  const viewer = mustBeSignedIn(context);
  const id = fromGlobalIdOf('User', input.userId);
  const done = await mutate(context, mutation, input, () =>
    (muted ? planMute : planUnmute)(context.shop, viewer, id),
  );
  if (done instanceof Refusal) return done;
  const person = await personById(context, done.id as Id<'User'>);
  return Object.assign(new MutingChanged(), { muted, person });
}

/** Entries are about posts, items and people; a review is shown for its item. */
function isSubject(id: ShownId | null): id is SubjectId {
  return id !== null && labelOf(id) !== 'Review';
}
