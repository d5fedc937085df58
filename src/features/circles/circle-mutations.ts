import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { mustBeSignedIn, mutate, type Context } from '../../graphql/context.js';
import { fromGlobalIdOf } from '../../graphql/global-id.js';
import type { MutationInput } from '../../graphql/mutation-input.js';
import type { Plan } from '../../use-cases/perform.js';
import { Refusal } from '../../use-cases/refusal.js';
import {
  CircleChanged,
  CircleInput,
  CircleMemberInput,
  CircleMemberResult,
  CreateCircleInput,
  CreateCircleResult,
  JoinCircleResult,
  LeaveCircleResult,
  UpdateCircleInput,
  UpdateCircleResult,
} from './circle-inputs.js';
import { planCreateCircle, planDeleteCircle, planUpdateCircle, type CircleResult } from './circle-plans.js';
import { circlesById } from './find-circles.js';
import {
  planAddToCircle,
  planHandOverCircle,
  planJoinCircle,
  planLeaveCircle,
  planRemoveFromCircle,
} from './member-plans.js';

@Resolver()
export class CircleMutations {
  @Mutation(() => CreateCircleResult, { description: 'You are its owner and first member.' })
  createCircle(@Arg('input', () => CreateCircleInput) input: CreateCircleInput, @Ctx() context: Context) {
    return change(context, 'createCircle', input, (userId) => planCreateCircle(context.shop, userId, input));
  }

  @Mutation(() => UpdateCircleResult)
  updateCircle(@Arg('input', () => UpdateCircleInput) input: UpdateCircleInput, @Ctx() context: Context) {
    return change(context, 'updateCircle', input, (userId) =>
      planUpdateCircle(context.shop, userId, circleOf(input), input),
    );
  }

  @Mutation(() => UpdateCircleResult, { description: 'What was posted in it stays with its writers alone.' })
  deleteCircle(@Arg('input', () => CircleInput) input: CircleInput, @Ctx() context: Context) {
    return change(context, 'deleteCircle', input, (userId) =>
      planDeleteCircle(context.shop, userId, circleOf(input)),
    );
  }

  @Mutation(() => JoinCircleResult)
  joinCircle(@Arg('input', () => CircleInput) input: CircleInput, @Ctx() context: Context) {
    return change(context, 'joinCircle', input, (userId) =>
      planJoinCircle(context.shop, userId, circleOf(input)),
    );
  }

  @Mutation(() => LeaveCircleResult, { description: 'When its last member leaves, the circle ends.' })
  leaveCircle(@Arg('input', () => CircleInput) input: CircleInput, @Ctx() context: Context) {
    return change(context, 'leaveCircle', input, (userId) =>
      planLeaveCircle(context.shop, userId, circleOf(input)),
    );
  }

  @Mutation(() => CircleMemberResult, { description: 'For its owner.' })
  addToCircle(@Arg('input', () => CircleMemberInput) input: CircleMemberInput, @Ctx() context: Context) {
    return change(context, 'addToCircle', input, (userId) =>
      planAddToCircle(context.shop, userId, circleOf(input), fromGlobalIdOf('User', input.userId)),
    );
  }

  @Mutation(() => CircleMemberResult, { description: 'For its owner.' })
  removeFromCircle(@Arg('input', () => CircleMemberInput) input: CircleMemberInput, @Ctx() context: Context) {
    return change(context, 'removeFromCircle', input, (userId) =>
      planRemoveFromCircle(context.shop, userId, circleOf(input), fromGlobalIdOf('User', input.userId)),
    );
  }

  @Mutation(() => CircleMemberResult, { description: 'For its owner, who becomes a member.' })
  handOverCircle(@Arg('input', () => CircleMemberInput) input: CircleMemberInput, @Ctx() context: Context) {
    return change(context, 'handOverCircle', input, (userId) =>
      planHandOverCircle(context.shop, userId, circleOf(input), fromGlobalIdOf('User', input.userId)),
    );
  }
}

const circleOf = (input: CircleInput): Id<'Circle'> | null => fromGlobalIdOf('Circle', input.circleId);

async function change(
  context: Context,
  mutation: string,
  input: MutationInput,
  plan: (userId: Id<'User'>) => Promise<Plan<CircleResult> | Refusal>,
): Promise<CircleChanged | Refusal> {
  const { userId } = mustBeSignedIn(context);
  const done = await mutate(context, mutation, input, () => plan(userId));
  if (done instanceof Refusal) return done;
  const [circle] = await circlesById(context, [done.circleId as Id<'Circle'>]);
  return new CircleChanged(circle ?? null);
}
