import { Args, Ctx, Field, FieldResolver, Int, ObjectType, Resolver } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import type { EdgeType } from '../../../graph-models/domain/vocabulary.js';
import { connectionOf, fillPage, PageArgs, type Connection } from '../../graphql/connection.js';
import { mustBeSignedIn, type Context } from '../../graphql/context.js';
import { Viewer } from '../../graphql/viewer.js';
import type { GraphEdge } from '../../store/graph-store.js';
import { Item, itemsById } from '../catalog/index.js';

@ObjectType({ description: 'An item and when you did that with it.' })
export class ActedItemEdge {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => Item)
  readonly node!: Item;

  @Field(() => Date, { description: 'When you did that, the last time.' })
  readonly at!: Date;
}

@ObjectType({ description: 'An item and when you last opened its page.' })
export class ViewedItemEdge extends ActedItemEdge {
  @Field(() => Int, { description: 'How often you opened it.' })
  readonly times!: number;
}

const ActedItemConnection = connectionOf('ActedItem', () => ActedItemEdge);
const ViewedItemConnection = connectionOf('ViewedItem', () => ViewedItemEdge);

/** What the viewer did with items; only they see it. */
@Resolver(() => Viewer)
export class ViewerActsResolver {
  @FieldResolver(() => ActedItemConnection, { description: 'Items on your list, the last saved first.' })
  saved(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    return acted(context, 'SAVED', args, ({ at }, node) => ({ node, at: new Date(at) }));
  }

  @FieldResolver(() => ActedItemConnection, { description: 'Items you like, the last first.' })
  likes(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    return acted(context, 'LIKED', args, ({ at }, node) => ({ node, at: new Date(at) }));
  }

  @FieldResolver(() => ActedItemConnection, {
    description: 'Items that shall not be recommended to you, the last hidden first.',
  })
  hidden(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    return acted(context, 'HID', args, ({ at }, node) => ({ node, at: new Date(at) }));
  }

  @FieldResolver(() => ViewedItemConnection, {
    description:
      'Items whose page you opened, the last opened first; from the VIEW events of `recordEvents`.',
  })
  recentlyViewed(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    return acted(context, 'VIEWED', args, ({ at, props }, node) => ({
      node,
      at: new Date(at),
      times: props.times,
    }));
  }
}

/** The items of the viewer's acts of a type that they can still see, newest act first. */
function acted<T extends EdgeType, E extends { readonly cursor: string }>(
  context: Context,
  type: T,
  args: PageArgs,
  row: (edge: GraphEdge<T>, node: Item) => Omit<E, 'cursor'>,
): Promise<Connection<E>> {
  const { userId } = mustBeSignedIn(context);
  return fillPage<T, E>(
    args,
    (page) => context.loaders.edges(type, 'out', userId, page),
    (edge) => edge.to,
    async (edges) => {
      const onItems = edges.map(({ to }) => (to.startsWith('itm_') ? (to as Id<'Item'>) : null));
      const found = await itemsById(
        context,
        onItems.filter((id) => id !== null),
      );
      const byId = new Map(found.map((item) => [item?.stored.id, item]));
      return edges.map((edge, index) => {
        const item = onItems[index] == null ? null : byId.get(onItems[index]);
        return item == null ? null : row(edge, item);
      });
    },
  );
}
