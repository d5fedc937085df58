import type { Id } from '../../../graph-models/domain/ids.js';
import type { NodeProps } from '../../../graph-models/domain/vocabulary.js';
import type { Seeing } from '../../graphql/context.js';
import { Loaders } from '../../graphql/loaders.js';
import type { GraphNode } from '../../store/graph-store.js';
import type { Shop } from '../../use-cases/shop.js';
import type { Item } from '../catalog/index.js';
import type { Post } from '../posts/index.js';
import { isBlocked } from '../visibility/index.js';
import { ShareLink } from './share-link.js';
import { digestOf } from './share-token.js';
import { subjectById } from './subjects.js';

/** The viewer's own links by id, in the order asked; null for others', and for what is absent. */
export async function shareLinksById(
  context: Seeing,
  ids: readonly Id<'ShareLink'>[],
): Promise<(ShareLink | null)[]> {
  const stored = await context.loaders.nodes(ids);
  return stored.map((link) =>
    link !== null && link.props.userId === context.viewer?.userId ? new ShareLink(link) : null,
  );
}

/** A link that opens, and what it leads to. */
export interface Openable {
  readonly link: GraphNode<'ShareLink'>;
  readonly subject: Item | Post;
}

/**
 * The link of a token. Null alike when there is none, it ended or was revoked, its maker is gone or across a block, or
 * what it leads to is not visible to the viewer: none of it is a stranger's to know.
 */
export async function openableLink(shop: Shop, seeing: Seeing, token: string): Promise<Openable | null> {
  const { loaders, viewer } = seeing;
  const link = await loaders.lookup('ShareLink', 'tokenDigest', digestOf(shop, token));
  if (link === null) return null;
  const { userId, subjectId } = link.props;
  if (!isOpen(link.props, shop.now())) return null;
  const [maker, blocked, subject] = await Promise.all([
    loaders.node(userId),
    viewer === null ? false : isBlocked(loaders, viewer.userId, userId),
    subjectById(seeing, subjectId),
  ]);
  return maker === null || blocked || subject === null ? null : { link, subject };
}

/** Whether it is neither taken back nor at its end, at a time in milliseconds since 1970. */
export function isOpen({ revokedAt, expiresAt }: NodeProps['ShareLink'], at: number): boolean {
  return revokedAt === undefined && at < expiresAt;
}

/** Reads the store afresh, as a plan must, on behalf of somebody or of a visitor. */
export function seeingAs(shop: Shop, userId: Id<'User'> | null): Seeing {
  return {
    loaders: new Loaders(shop.store),
    viewer: userId === null ? null : { userId, roles: [] },
  };
}
