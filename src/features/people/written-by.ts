import type { Id } from '../../../graph-models/domain/ids.js';
import type { EdgePosition, Store } from '../../store/graph-store.js';

/** What a person wrote, newest first, whose ids begin with `prefix`; it may be taken away on the way. */
export async function* writtenBy(
  store: Store,
  userId: Id<'User'>,
  prefix: 'rev_' | 'pst_' | 'cmt_',
): AsyncIterable<Id> {
  let after: EdgePosition | undefined;
  for (;;) {
    const [page] = await store.edges('WROTE', 'out', [userId], { first: 500, ...(after && { after }) });
    for (const edge of page?.edges ?? []) {
      after = { at: edge.at, id: edge.to };
      if (edge.to.startsWith(prefix)) yield edge.to;
    }
    if (page?.hasMore !== true) return;
  }
}
