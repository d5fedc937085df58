import type { Id } from '../../../graph-models/domain/ids.js';
import {
  announces,
  friendPair,
  type AnnouncedKind,
  type Visibility,
} from '../../../graph-models/domain/vocabulary.js';
import type { Loaders } from '../../graphql/loaders.js';

/** Whatever somebody owns and may not be for everybody. */
export interface Owned {
  readonly ownerId: Id<'User'>;
  readonly visibility: Visibility;
  readonly circleId?: Id<'Circle'> | undefined;
}

type Viewer = Id<'User'> | null;

/**
 * The one rule of who may see what. One's own things always; otherwise nothing across a block, in either
 * direction, nothing of a person who may not be seen, and of the rest what is public, what is for friends
 * of one's friend, and what is for a circle one is in.
 *
 * @returns an answer for each thing, in the order asked; a page costs the same few reads however long it is
 */
export async function visibleTo(
  loaders: Loaders,
  viewer: Viewer,
  things: readonly Owned[],
): Promise<boolean[]> {
  return Promise.all(
    things.map(async (thing) => {
      if (thing.ownerId === viewer) return true;
      const [owner, fits] = await Promise.all([
        personIsVisible(loaders, viewer, thing.ownerId),
        isFor(loaders, viewer, thing),
      ]);
      return owner && fits;
    }),
  );
}

/** Which people the viewer may see, in the order asked; somebody absent is not visible. */
export async function visiblePeople(
  loaders: Loaders,
  viewer: Viewer,
  userIds: readonly Id<'User'>[],
): Promise<boolean[]> {
  return Promise.all(userIds.map((userId) => personIsVisible(loaders, viewer, userId)));
}

/**
 * The one rule of who is told what a person buys and to what they react: they themselves, and friends who may see them,
 * as long as the person lets it be told. `LiveState.isTold` says the same of the live graph.
 */
export async function isTold(
  loaders: Loaders,
  viewer: Id<'User'>,
  personId: Id<'User'>,
  kind: AnnouncedKind,
): Promise<boolean> {
  if (viewer === personId) return true;
  const [person, isFriendly, isVisible] = await Promise.all([
    loaders.node(personId),
    areFriends(loaders, viewer, personId),
    personIsVisible(loaders, viewer, personId),
  ]);
  return person !== null && isFriendly && isVisible && announces(person.props, kind);
}

/** Has either of the two blocked the other? */
export async function isBlocked(loaders: Loaders, a: Id<'User'>, b: Id<'User'>): Promise<boolean> {
  const [there, back] = await Promise.all([loaders.edge('BLOCKS', a, b), loaders.edge('BLOCKS', b, a)]);
  return there !== null || back !== null;
}

/** Are the two friends? */
export async function areFriends(loaders: Loaders, a: Id<'User'>, b: Id<'User'>): Promise<boolean> {
  const { from, to } = friendPair(a, b);
  return (await loaders.edge('FRIEND', from, to)) !== null;
}

async function personIsVisible(loaders: Loaders, viewer: Viewer, userId: Id<'User'>): Promise<boolean> {
  const [person, blocked] = await Promise.all([
    loaders.node(userId),
    viewer === null || viewer === userId ? false : isBlocked(loaders, viewer, userId),
  ]);
  if (person === null) return false;
  if (viewer === userId) return true;
  return !blocked && isFor(loaders, viewer, { ownerId: userId, visibility: person.props.visibility });
}

async function isFor(loaders: Loaders, viewer: Viewer, thing: Owned): Promise<boolean> {
  switch (thing.visibility) {
    case 'PUBLIC':
      return true;
    case 'FRIENDS':
      return viewer !== null && areFriends(loaders, viewer, thing.ownerId);
    case 'CIRCLE':
      return (
        viewer !== null &&
        thing.circleId !== undefined &&
        (await loaders.edge('MEMBER_OF', viewer, thing.circleId)) !== null
      );
    case 'ONLY_ME':
      return false;
    default:
      return thing.visibility satisfies never;
  }
}
