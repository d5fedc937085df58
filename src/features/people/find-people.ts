import type { Id } from '../../../graph-models/domain/ids.js';
import type { Seeing } from '../../graphql/context.js';
import { visiblePeople } from '../visibility/index.js';
import { User } from './user.js';

/** People by id, in the order asked; null for one who is absent or not visible to the viewer. */
export async function peopleById(context: Seeing, ids: readonly Id<'User'>[]): Promise<(User | null)[]> {
  const viewer = context.viewer?.userId ?? null;
  const [people, visible] = await Promise.all([
    context.loaders.nodes(ids),
    visiblePeople(context.loaders, viewer, ids),
  ]);
  return people.map((person, index) =>
    person !== null && visible[index] === true ? new User(person) : null,
  );
}

/** A person by id; null like `peopleById`. */
export async function personById(context: Seeing, id: Id<'User'>): Promise<User | null> {
  const [person] = await peopleById(context, [id]);
  return person ?? null;
}

/** A person by handle; null like `peopleById`. */
export async function personByHandle(context: Seeing, handle: string): Promise<User | null> {
  const found = await context.loaders.lookup('User', 'handle', handle.trim().toLowerCase());
  return found === null ? null : personById(context, found.id);
}
