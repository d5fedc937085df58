import type { Id } from '../../../graph-models/domain/ids.js';
import { friendPair } from '../../../graph-models/domain/vocabulary.js';
import { connection, type Connection, type PageArgs } from '../../graphql/connection.js';
import type { Context, SignedIn } from '../../graphql/context.js';
import { badCursor, decodeCursor, encodeCursor } from '../../graphql/cursor.js';
import type { WalkEnd } from '../../store/graph-store.js';
import { peopleById } from '../people/index.js';
import { requestsBetween } from './requests.js';
import type { MutualFriends, PersonYouMayKnowEdge } from './social-types.js';

type UserId = Id<'User'>;
const FRIENDS_OF_FRIENDS = [
  { type: 'FRIEND', direction: 'both' },
  { type: 'FRIEND', direction: 'both' },
] as const;
/** Friends of friends that are looked at, most mutual friends first. */
const LOOKED_AT = 1000;
const LIST = 'mayKnow';

/** Friends of friends whom the viewer may see and who are nothing to them yet and not unwanted, most mutual friends first. */
export async function peopleYouMayKnow(
  context: Context,
  viewer: SignedIn,
  args: PageArgs,
): Promise<Connection<PersonYouMayKnowEdge>> {
  const [ends = []] = await context.shop.store.walk(FRIENDS_OF_FRIENDS, [viewer.userId], {
    limit: LOOKED_AT,
  });
  const edges: PersonYouMayKnowEdge[] = [];
  for (let rest = ends.filter(isAfter(args.after)); rest.length > 0; rest = rest.slice(args.first + 1)) {
    const some = rest.slice(0, args.first + 1);
    for (const edge of await strangers(context, viewer.userId, some)) {
      if (edges.length === args.first) return connection(edges, true);
      edges.push(edge);
    }
  }
  return connection(edges, false);
}

/** How many friends the two share, and up to ten of them that the viewer may see. */
export async function mutualFriends(
  context: Context,
  viewerId: UserId,
  otherId: UserId,
): Promise<MutualFriends> {
  const walks = context.loaders.batch<UserId, WalkEnd | null>(
    'mutual friends',
    (id) => id,
    async (ids) => {
      const to = { limit: ids.length, to: ids };
      const [ends = []] = await context.shop.store.walk(FRIENDS_OF_FRIENDS, [viewerId], to);
      return ids.map((id) => ends.find((end) => end.id === id) ?? null);
    },
  );
  const end = await walks.load(otherId);
  return end === null ? { count: 0, some: [] } : described(context, end);
}

async function strangers(
  context: Context,
  viewerId: UserId,
  ends: readonly WalkEnd[],
): Promise<PersonYouMayKnowEdge[]> {
  const people = await peopleById(
    context,
    ends.map(({ id }) => id as UserId),
  );
  const found = await Promise.all(
    ends.map(async (end, index): Promise<PersonYouMayKnowEdge | null> => {
      const node = people[index] ?? null;
      const id = end.id as UserId;
      if (node === null || (await areBound(context, viewerId, id))) return null;
      if (await isUnwanted(context, viewerId, id)) return null;
      const cursor = encodeCursor(LIST, [end.paths, end.id]);
      return { cursor, node, mutualFriends: await described(context, end) };
    }),
  );
  return found.filter((edge) => edge !== null);
}

async function areBound({ loaders }: Context, viewerId: UserId, otherId: UserId): Promise<boolean> {
  const { from, to } = friendPair(viewerId, otherId);
  const [friends, requests] = await Promise.all([
    loaders.edge('FRIEND', from, to),
    requestsBetween(loaders, viewerId, otherId),
  ]);
  return friends !== null || requests.sent || requests.received;
}

/** Hidden, muted, or less wanted of. */
async function isUnwanted({ loaders }: Context, viewerId: UserId, otherId: UserId): Promise<boolean> {
  const [hid, mutes, wants] = await Promise.all([
    loaders.edge('HID', viewerId, otherId),
    loaders.edge('MUTES', viewerId, otherId),
    loaders.edge('WANTS', viewerId, otherId),
  ]);
  return hid !== null || mutes !== null || wants?.props.more === false;
}

async function described(context: Context, end: WalkEnd): Promise<MutualFriends> {
  const via = await peopleById(context, end.via as readonly UserId[]);
  return { count: end.paths, some: via.filter((person) => person !== null) };
}

function isAfter(after: string | undefined): (end: WalkEnd) => boolean {
  if (after === undefined || after === null) return () => true;
  const [paths, id] = decodeCursor(LIST, after);
  if (typeof paths !== 'number' || typeof id !== 'string') throw badCursor();
  return (end) => end.paths < paths || (end.paths === paths && end.id > id);
}
