import { GraphQLError } from 'graphql';
import { Arg, createUnionType, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { Id } from '../../graph-models/domain/ids.js';
import type { EdgeType } from '../../graph-models/domain/vocabulary.js';
import type { LiveEvent } from '../live/live-event.js';
import type { Context } from './context.js';
import { globalId } from './global-id.js';
import { namedAround } from './named-around.js';
import { Node, type NodeFinder } from './node.js';
import { follow, Following, LivePayload, ResyncRequired } from './subscription.js';
import { wired } from './wired.js';

@ObjectType({ implements: LivePayload, description: 'It changed; this is how it is now.' })
export class NodeChanged extends LivePayload {
  @Field(() => Node)
  readonly node: object;

  constructor(position: string, node: object) {
    super(position);
    this.node = node;
  }
}

@ObjectType({ implements: LivePayload, description: 'It was deleted, or is not visible to you any more.' })
export class NodeGone extends LivePayload {
  @Field(() => ID)
  readonly id: string;

  constructor(position: string, id: string) {
    super(position);
    this.id = id;
  }
}

const NodeChangeEvent = createUnionType({
  name: 'NodeChangeEvent',
  types: () => [NodeChanged, NodeGone, Following, ResyncRequired] as const,
});

/** Relationships that decide what somebody may see. */
const BONDS: ReadonlySet<EdgeType> = new Set(['BLOCKS', 'FRIEND', 'MEMBER_OF']);

interface NodeChangedArgs {
  readonly id: string;
  readonly after?: string | null;
}

/** `nodeChanged`: one thing, as it is to the viewer, until it is gone. */
@Resolver()
export class NodeChangesResolver {
  constructor(private readonly finder: NodeFinder) {}

  @Subscription(() => NodeChangeEvent, {
    description:
      'One thing whenever it changes, or comes into or out of your sight. Not visible and not found are the same.',
    subscribe: ({ args, context, info }) =>
      wired(info, NodeChangesResolver).follow(args as NodeChangedArgs, context as Context),
  })
  nodeChanged(
    @Root() payload: LivePayload,
    @Arg('id', () => ID) _id: string,
    @Arg('after', () => String, { nullable: true }) _after?: string,
  ): LivePayload {
    return payload;
  }

  async follow(args: NodeChangedArgs, context: Context): Promise<AsyncIterableIterator<LivePayload>> {
    const id = this.finder.idOf(args.id);
    const shown = id === null ? null : await this.finder.load(id, context);
    if (id === null || (shown === null && typeof args.after !== 'string')) throw notFound();
    const viewer = context.viewer?.userId;
    let around: readonly Id[] = [];
    let inSight = true;
    return follow(context, {
      stream: `nodeChanged ${id}`,
      after: args.after,
      topics: [id, ...(viewer === undefined ? [] : [viewer])],
      around: async (now) => (around = await namedAround([id], now)),
      matching: (event) => changes(event, id) || decidesSight(event, around),
      show: async ([event], position, now) => {
        const node = await this.finder.load(id, now);
        const wasInSight = inSight;
        inSight = node !== null;
        if (node === null) return wasInSight ? new NodeGone(position, globalId(id)) : null;
        const isNew = !wasInSight || event === undefined || event.change === null || changes(event, id);
        return isNew ? new NodeChanged(position, node) : null;
      },
    });
  }
}

/** Is it about the thing itself? Who did what with it is not told. */
function changes({ change }: LiveEvent, id: Id): boolean {
  return change !== null && (change.nodes.includes(id) || change.deleted.includes(id));
}

function decidesSight({ change }: LiveEvent, around: readonly Id[]): boolean {
  if (change === null) return true;
  const edges = [...change.put, ...change.removed];
  return (
    edges.some(({ type }) => BONDS.has(type)) ||
    around.some((id) => change.nodes.includes(id) || change.deleted.includes(id))
  );
}

function notFound(): GraphQLError {
  return new GraphQLError('There is no such thing, or it is not visible to you.', {
    extensions: { code: 'NOT_FOUND' },
  });
}
