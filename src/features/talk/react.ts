import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import type { ReactionKind } from '../../../graph-models/domain/vocabulary.js';
import type { Seeing } from '../../graphql/context.js';
import { Loaders } from '../../graphql/loaders.js';
import type { Change } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { contentById, type ContentId } from './content.js';

export type ReactResult = { readonly contentId: string };

/**
 * One person's one reaction to a post, review or comment; null takes it away. A first reaction races with
 * nobody; changing one waits for its turn on the content, so that the counters stay right.
 */
export async function planReact(
  shop: Shop,
  viewer: NonNullable<Seeing['viewer']>,
  contentId: ContentId | null,
  kind: ReactionKind | null,
): Promise<Plan<ReactResult> | Refusal> {
  const content =
    contentId === null ? null : await contentById({ loaders: new Loaders(shop.store), viewer }, contentId);
  if (content === null || contentId === null) return new NotFound();
  const pair = { from: viewer.userId, to: contentId };
  const [known] = await shop.store.between('REACTED', [pair]);
  const before = known?.props.kind ?? null;
  const result = { contentId };
  if (before === kind) return { changes: [], result };

  const { id, version } = content.stored;
  const put: Change =
    kind === null
      ? { kind: 'deleteEdge', type: 'REACTED', ...pair }
      : { kind: 'putEdge', type: 'REACTED', ...pair, at: shop.now(), props: { kind } };
  return {
    expect: [
      before === null
        ? { kind: 'edgeAbsent', type: 'REACTED', ...pair }
        : { kind: 'nodeVersion', id, version },
    ],
    changes: [put, ...count(id, before, -1), ...count(id, kind, 1)],
    result,
  };
}

function count(id: Id, kind: ReactionKind | null, by: number): Change[] {
  return kind === null ? [] : [{ kind: 'increment', id, property: `reacted${kind}`, by }];
}

/** The id when it names something that can be reacted to. */
export function contentIdOf(id: Id | null): ContentId | null {
  const label = id === null ? null : labelOf(id);
  return label === 'Post' || label === 'Review' || label === 'Comment' ? (id as ContentId) : null;
}
