import type { Id } from '../../../graph-models/domain/ids.js';
import type { Loaders } from '../../graphql/loaders.js';

/** Whether the one has asked the other to be friends, and the other way round. */
export async function requestsBetween(
  loaders: Loaders,
  one: Id<'User'>,
  other: Id<'User'>,
): Promise<{ readonly sent: boolean; readonly received: boolean }> {
  const [sent, received] = await Promise.all([
    loaders.edge('REQUESTED', one, other),
    loaders.edge('REQUESTED', other, one),
  ]);
  return { sent: sent !== null, received: received !== null };
}
