import { labelOf, type Id } from '../../graph-models/domain/ids.js';
import type { Context } from './context.js';

/** A notification names a comment, which names a post, which names its writer. */
const LEVELS = 3;

/** What these things name, and what that names in turn, such as writers and circles: whether they are seen depends on it. */
export async function namedAround(ids: readonly Id[], { loaders }: Context): Promise<readonly Id[]> {
  const around = new Set<Id>();
  let level = ids;
  for (let n = 0; n < LEVELS && level.length > 0; n++) {
    const stored = await loaders.nodes(level);
    const named = stored.flatMap((node) => (node === null ? [] : idsIn(node.props)));
    level = [...new Set(named)].filter((id) => !around.has(id));
    for (const id of level) around.add(id);
  }
  return [...around];
}

function idsIn(props: object): Id[] {
  const values: unknown[] = Object.values(props);
  return values.filter((value): value is Id => typeof value === 'string' && labelOf(value) !== null);
}
