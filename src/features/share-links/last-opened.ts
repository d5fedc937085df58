import type { Id } from '../../../graph-models/domain/ids.js';
import { Loaders } from '../../graphql/loaders.js';
import type { EdgePosition, GraphNode } from '../../store/graph-store.js';
import type { Shop } from '../../use-cases/shop.js';
import { isBlocked } from '../visibility/index.js';
import type { SubjectId } from './subjects.js';

const PAGE = 500;

/**
 * By which link a person last came to each of some things, since a time in milliseconds since 1970. A link that was
 * revoked since, or whose maker is across a block now, does not count.
 */
export async function lastOpened(
  shop: Shop,
  userId: Id<'User'>,
  subjectIds: readonly SubjectId[],
  since: number,
): Promise<ReadonlyMap<SubjectId, GraphNode<'ShareLink'>>> {
  const loaders = new Loaders(shop.store);
  const wanted = new Set(subjectIds);
  const found = new Map<SubjectId, GraphNode<'ShareLink'>>();
  let after: EdgePosition | undefined;
  for (;;) {
    const page = await loaders.edges('OPENED', 'out', userId, { first: PAGE, ...(after && { after }) });
    const recent = page.edges.filter(({ at }) => at >= since);
    const links = await loaders.nodes(recent.map(({ to }) => to as Id<'ShareLink'>));
    for (const link of links) {
      if (link === null || link.props.revokedAt !== undefined) continue;
      const { subjectId } = link.props;
      if (!wanted.has(subjectId) || found.has(subjectId)) continue;
      if (!(await isBlocked(loaders, userId, link.props.userId))) found.set(subjectId, link);
    }
    const last = page.edges.at(-1);
    if (!page.hasMore || last === undefined || last.at < since || found.size === wanted.size) return found;
    after = { at: last.at, id: last.to };
  }
}
