import { Ctx, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context, SignedIn } from './context.js';

/** The person signed in; features add what is theirs. */
@ObjectType({ description: 'You.' })
export class Viewer {
  constructor(readonly signedIn: SignedIn) {}
}

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer, { nullable: true, description: 'You; null when you are not signed in.' })
  viewer(@Ctx() context: Context): Viewer | null {
    return context.viewer === null ? null : new Viewer(context.viewer);
  }
}
