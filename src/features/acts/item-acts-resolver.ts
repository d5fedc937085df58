import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import type { Context } from '../../graphql/context.js';
import { Item } from '../catalog/index.js';

/** What stands between one person and one item. */
@ObjectType({ description: 'What you did with an item.' })
export class ItemViewerState {
  constructor(
    private readonly userId: Id<'User'>,
    private readonly itemId: Id<'Item'>,
    private readonly context: Context,
  ) {}

  @Field(() => Boolean, { description: 'It is on your list.' })
  saved(): Promise<boolean> {
    return this.#there('SAVED');
  }

  @Field(() => Boolean, { description: 'You like it.' })
  liked(): Promise<boolean> {
    return this.#there('LIKED');
  }

  @Field(() => Boolean, { description: 'You asked not to be recommended it.' })
  hidden(): Promise<boolean> {
    return this.#there('HID');
  }

  @Field(() => Boolean, {
    description: 'You bought it here, used it or rated it: it is not recommended to you.',
  })
  async owned(): Promise<boolean> {
    const acts = await Promise.all([this.#there('PURCHASED'), this.#there('USED'), this.#there('RATED')]);
    return acts.includes(true);
  }

  @Field(() => Int, { nullable: true, description: 'Your rating, 1 to 5.' })
  async rating(): Promise<number | null> {
    const edge = await this.context.loaders.edge('RATED', this.userId, this.itemId);
    return edge?.props.rating ?? null;
  }

  async #there(type: 'SAVED' | 'LIKED' | 'HID' | 'PURCHASED' | 'USED' | 'RATED'): Promise<boolean> {
    return (await this.context.loaders.edge(type, this.userId, this.itemId)) !== null;
  }
}

@Resolver(() => Item)
export class ItemActsResolver {
  @FieldResolver(() => ItemViewerState, {
    nullable: true,
    description: 'What you did with it; null when you are not signed in.',
  })
  viewerState(@Root() item: Item, @Ctx() context: Context): ItemViewerState | null {
    const viewer = context.viewer;
    return viewer === null ? null : new ItemViewerState(viewer.userId, item.stored.id, context);
  }

  @FieldResolver(() => Int, { description: 'How many people like it.' })
  likeCount(@Root() item: Item, @Ctx() context: Context): Promise<number> {
    return context.loaders.count('LIKED', 'in', item.stored.id);
  }
}
