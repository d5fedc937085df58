import type { Id } from '../../../graph-models/domain/ids.js';
import { perform } from '../../use-cases/perform.js';
import type { Shop } from '../../use-cases/shop.js';
import type { SubjectId } from './subjects.js';

const BATCH = 500;

/** Deletes every comment on a post or review, a batch per transaction, however long the thread is. */
export async function clearThread(shop: Shop, subjectId: SubjectId): Promise<void> {
  for (;;) {
    const [page] = await shop.store.edges('COMMENTED_ON', 'in', [subjectId], { first: BATCH });
    const comments = (page?.edges ?? []).map((edge) => edge.from as Id<'Comment'>);
    if (comments.length === 0) return;
    await perform(shop, { mutation: 'clearThread', by: null, input: subjectId }, () =>
      Promise.resolve({ changes: comments.map((id) => ({ kind: 'deleteNode', id }) as const), result: null }),
    );
  }
}
