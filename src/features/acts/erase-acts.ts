import type { Eraser } from '../../graphql/feature.js';
import { perform } from '../../use-cases/perform.js';

/**
 * Takes away a person's raw events; what they did with items are relationships, which go with the person. Events hang on
 * nobody in the graph, so this reads all of them, in batches: it happens seldom, and nobody waits for it.
 */
export const eraseActs: Eraser = async (shop, userId) => {
  for await (const acts of shop.store.scanNodes('Act', { batchSize: 1000 })) {
    const theirs = acts.filter(({ props }) => props.userId === userId);
    if (theirs.length === 0) continue;
    await perform(shop, { mutation: 'eraseActs', by: null, input: theirs[0]!.id }, () =>
      Promise.resolve({
        changes: theirs.map(({ id }) => ({ kind: 'deleteNode', id }) as const),
        result: null,
      }),
    );
  }
  return false;
};
