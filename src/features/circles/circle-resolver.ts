import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { fillPage, PageArgs, type Connection, type Edge } from '../../graphql/connection.js';
import { mustBeSignedIn, type Context } from '../../graphql/context.js';
import { Viewer } from '../../graphql/viewer.js';
import { peopleById, personById, User } from '../people/index.js';
import {
  Circle,
  CircleConnection,
  CircleMemberConnection,
  CircleRole,
  type CircleMemberEdge,
} from './circle.js';
import { circlesById } from './find-circles.js';

@Resolver(() => Circle)
export class CircleResolver {
  @Query(() => Circle, { nullable: true, description: 'Null when there is none, or none that you may see.' })
  async circle(@Arg('slug', () => String) slug: string, @Ctx() context: Context): Promise<Circle | null> {
    const found = await context.loaders.lookup('Circle', 'slug', slug.trim().toLowerCase());
    const [circle] = found === null ? [null] : await circlesById(context, [found.id]);
    return circle ?? null;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Null when you may not see them.' })
  owner(@Root() circle: Circle, @Ctx() context: Context): Promise<User | null> {
    return personById(context, circle.stored.props.ownerId);
  }

  @FieldResolver(() => Int)
  memberCount(@Root() circle: Circle, @Ctx() context: Context): Promise<number> {
    return context.loaders.count('MEMBER_OF', 'in', circle.stored.id);
  }

  @FieldResolver(() => CircleRole, { nullable: true, description: 'Yours; null when you are not in it.' })
  async viewerRole(@Root() circle: Circle, @Ctx() context: Context): Promise<CircleRole | null> {
    if (context.viewer === null) return null;
    const member = await context.loaders.edge('MEMBER_OF', context.viewer.userId, circle.stored.id);
    return member === null ? null : CircleRole[member.props.role];
  }

  @FieldResolver(() => CircleMemberConnection, { description: 'Newest first; those you may see.' })
  members(
    @Root() circle: Circle,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<CircleMemberEdge>> {
    return fillPage<'MEMBER_OF', CircleMemberEdge>(
      args,
      (page) => context.loaders.edges('MEMBER_OF', 'in', circle.stored.id, page),
      (edge) => edge.from,
      async (edges) => {
        const people = await peopleById(
          context,
          edges.map((edge) => edge.from as Id<'User'>),
        );
        return people.map((node, index) => {
          const edge = edges[index]!;
          return node === null ? null : { node, role: CircleRole[edge.props.role], since: new Date(edge.at) };
        });
      },
    );
  }
}

@Resolver(() => Viewer)
export class ViewerCirclesResolver {
  @FieldResolver(() => CircleConnection, { description: 'The circles you are in, newest first.' })
  circles(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Promise<Connection<Edge<Circle>>> {
    return circlesOf(context, mustBeSignedIn(context).userId, args);
  }
}

@Resolver(() => User)
export class UserCirclesResolver {
  @FieldResolver(() => CircleConnection, { description: 'Newest first; those you may see.' })
  circles(
    @Root() user: User,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<Edge<Circle>>> {
    return circlesOf(context, user.stored.id, args);
  }
}

function circlesOf(context: Context, userId: Id<'User'>, args: PageArgs): Promise<Connection<Edge<Circle>>> {
  return fillPage<'MEMBER_OF', Edge<Circle>>(
    args,
    (page) => context.loaders.edges('MEMBER_OF', 'out', userId, page),
    (edge) => edge.to,
    async (edges) => {
      const circles = await circlesById(
        context,
        edges.map((edge) => edge.to as Id<'Circle'>),
      );
      return circles.map((node) => (node === null ? null : { node }));
    },
  );
}
