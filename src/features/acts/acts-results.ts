import { createUnionType, Field, ID, Int, ObjectType, type ClassType } from 'type-graphql';
import { NotFound } from '../../use-cases/refusal.js';
import { Item } from '../catalog/index.js';
import { EventProblem, EventStatus } from './event-kinds.js';
import type { EventOutcome } from './record-events.js';
import { OwnItem } from './refusals.js';

/** What a mutation about one item answers. */
abstract class AboutItem {
  constructor(
    readonly itemId: string,
    readonly item: Item | null,
  ) {}
}

/** An answer type about one item; the item is null when it is not visible any more. */
function aboutItem(name: string, description: string): new (itemId: string, item: Item | null) => AboutItem {
  @ObjectType(name, { description })
  class Done extends AboutItem {
    @Field(() => ID, { description: 'The item that was asked for.' })
    declare readonly itemId: string;

    @Field(() => Item, { nullable: true, description: 'Null when it is not visible to you any more.' })
    declare readonly item: Item | null;
  }
  Object.defineProperty(Done, 'name', { value: name });
  return Done;
}

const itemOr = <T extends ClassType[]>(name: string, ...types: T) =>
  createUnionType({ name, types: () => types as [...T] });

export const ItemSaved = aboutItem('ItemSaved', 'It is on your list.');
export const ItemUnsaved = aboutItem('ItemUnsaved', 'It is not on your list.');
export const ItemLiked = aboutItem('ItemLiked', 'You like it.');
export const ItemUnliked = aboutItem('ItemUnliked', 'You do not say that you like it.');
export const ItemHidden = aboutItem('ItemHidden', 'It will not be recommended to you.');
export const ItemUnhidden = aboutItem('ItemUnhidden', 'It may be recommended to you.');
export const ItemShared = aboutItem('ItemShared', 'It is recorded that you passed it on.');

export const SaveItemResult = itemOr('SaveItemResult', ItemSaved, NotFound);
export const UnsaveItemResult = itemOr('UnsaveItemResult', ItemUnsaved, NotFound);
export const LikeItemResult = itemOr('LikeItemResult', ItemLiked, NotFound, OwnItem);
export const UnlikeItemResult = itemOr('UnlikeItemResult', ItemUnliked, NotFound);
export const HideItemResult = itemOr('HideItemResult', ItemHidden, NotFound);
export const UnhideItemResult = itemOr('UnhideItemResult', ItemUnhidden, NotFound);
export const ShareItemResult = itemOr('ShareItemResult', ItemShared, NotFound);

@ObjectType({ description: 'What became of one event.' })
export class EventResult {
  constructor(private readonly outcome: EventOutcome) {}

  @Field(() => String, { description: 'As you sent it.' })
  get clientEventId(): string {
    return this.outcome.clientEventId;
  }

  @Field(() => EventStatus, { description: 'Whether it is recorded now.' })
  get status(): EventStatus {
    return this.outcome.status;
  }

  @Field(() => EventProblem, { nullable: true, description: 'Why it was rejected.' })
  get problem(): EventProblem | null {
    return this.outcome.problem;
  }
}

@ObjectType({ description: 'What was accepted is stored for good.' })
export class EventsRecorded {
  constructor(private readonly outcomes: readonly EventOutcome[]) {}

  @Field(() => Int, { description: 'How many were accepted.' })
  get acceptedCount(): number {
    return this.outcomes.filter(({ status }) => status === EventStatus.ACCEPTED).length;
  }

  @Field(() => [EventResult], { description: 'One for each event, in the order sent.' })
  get results(): EventResult[] {
    return this.outcomes.map((outcome) => new EventResult(outcome));
  }
}
