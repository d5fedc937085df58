import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { mustBeSignedIn, mutate, type Context } from '../../graphql/context.js';
import { fromGlobalIdOf, globalId } from '../../graphql/global-id.js';
import type { Plan } from '../../use-cases/perform.js';
import { Refusal } from '../../use-cases/refusal.js';
import { itemById, type Item } from '../catalog/index.js';
import { ItemActInput, RecordEventsInput } from './acts-inputs.js';
import {
  EventsRecorded,
  HideItemResult,
  ItemHidden,
  ItemLiked,
  ItemSaved,
  ItemShared,
  ItemUnhidden,
  ItemUnliked,
  ItemUnsaved,
  LikeItemResult,
  SaveItemResult,
  ShareItemResult,
  UnhideItemResult,
  UnlikeItemResult,
  UnsaveItemResult,
} from './acts-results.js';
import { planMark, planUnmark, type Marked } from './mark-item.js';
import { planRecordEvents, type EventsDone } from './record-events.js';
import { planShareItem } from './share-item.js';

type Done = new (itemId: string, item: Item | null) => object;
type ItemPlan = (userId: Id<'User'>, itemId: Id<'Item'> | null) => Promise<Plan<Marked> | Refusal>;

@Resolver()
export class ActsResolver {
  @Mutation(() => SaveItemResult, { description: 'Puts an item on your list. Twice is the same as once.' })
  saveItem(@Arg('input', () => ItemActInput) input: ItemActInput, @Ctx() context: Context) {
    const plan: ItemPlan = (userId, itemId) => planMark(context.shop, userId, 'SAVED', itemId);
    return act(context, 'saveItem', input, plan, ItemSaved);
  }

  @Mutation(() => UnsaveItemResult, { description: 'Takes an item off your list.' })
  unsaveItem(@Arg('input', () => ItemActInput) input: ItemActInput, @Ctx() context: Context) {
    const plan: ItemPlan = (userId, itemId) => planUnmark(context.shop, userId, 'SAVED', itemId);
    return act(context, 'unsaveItem', input, plan, ItemUnsaved);
  }

  @Mutation(() => LikeItemResult, { description: 'Says that you like an item; not one that you sell.' })
  likeItem(@Arg('input', () => ItemActInput) input: ItemActInput, @Ctx() context: Context) {
    const plan: ItemPlan = (userId, itemId) => planMark(context.shop, userId, 'LIKED', itemId);
    return act(context, 'likeItem', input, plan, ItemLiked);
  }

  @Mutation(() => UnlikeItemResult, { description: 'Takes back that you like an item.' })
  unlikeItem(@Arg('input', () => ItemActInput) input: ItemActInput, @Ctx() context: Context) {
    const plan: ItemPlan = (userId, itemId) => planUnmark(context.shop, userId, 'LIKED', itemId);
    return act(context, 'unlikeItem', input, plan, ItemUnliked);
  }

  @Mutation(() => HideItemResult, { description: 'Not interested: it is not recommended to you any more.' })
  hideItem(@Arg('input', () => ItemActInput) input: ItemActInput, @Ctx() context: Context) {
    const plan: ItemPlan = (userId, itemId) => planMark(context.shop, userId, 'HID', itemId);
    return act(context, 'hideItem', input, plan, ItemHidden);
  }

  @Mutation(() => UnhideItemResult, { description: 'Takes back that you are not interested.' })
  unhideItem(@Arg('input', () => ItemActInput) input: ItemActInput, @Ctx() context: Context) {
    const plan: ItemPlan = (userId, itemId) => planUnmark(context.shop, userId, 'HID', itemId);
    return act(context, 'unhideItem', input, plan, ItemUnhidden);
  }

  @Mutation(() => ShareItemResult, {
    description: 'Records that you passed an item on, inside the shop or outside. Each time counts.',
  })
  shareItem(@Arg('input', () => ItemActInput) input: ItemActInput, @Ctx() context: Context) {
    const plan: ItemPlan = (userId, itemId) => planShareItem(context.shop, userId, itemId);
    return act(context, 'shareItem', input, plan, ItemShared);
  }

  @Mutation(() => EventsRecorded, {
    description:
      'Records up to 1,000 things that you did, each exactly once by its clientEventId: send a batch again until it is answered.',
  })
  async recordEvents(
    @Arg('input', () => RecordEventsInput) input: RecordEventsInput,
    @Ctx() context: Context,
  ): Promise<EventsRecorded> {
    const { userId } = mustBeSignedIn(context);
    const events = input.events.map((event) => ({
      ...event,
      at: event.at.getTime(),
      itemId: event.itemId == null ? undefined : fromGlobalIdOf('Item', event.itemId),
    }));
    const done = await mutate<EventsDone, never>(context, 'recordEvents', input, () =>
      planRecordEvents(context.shop, userId, events),
    );
    return new EventsRecorded(done.outcomes);
  }
}

async function act(
  context: Context,
  mutation: string,
  input: ItemActInput,
  plan: ItemPlan,
  Done: Done,
): Promise<object> {
  const { userId } = mustBeSignedIn(context);
  const itemId = fromGlobalIdOf('Item', input.itemId);
  const done = await mutate(context, mutation, input, () => plan(userId, itemId));
  if (done instanceof Refusal) return done;
  return new Done(globalId(done.itemId), await itemById(context, done.itemId));
}
