import type { Id } from '../../../graph-models/domain/ids.js';
import type { Change } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { isOpen, openableLink, seeingAs } from './find-share-links.js';
import { lastOpened } from './last-opened.js';
import { NotPublic, ShareLinkGone, TooManyShareLinks } from './refusals.js';
import { digestOf, tokenOf } from './share-token.js';
import { subjectById, type SubjectId } from './subjects.js';

const DAY_MS = 86_400_000;

export type LinkResult = { readonly linkId: Id<'ShareLink'> };
type Outcome = Promise<Plan<LinkResult> | Refusal>;

/**
 * A link to what everybody may see. It continues the link by which its maker last came to the same thing. The result
 * holds no secret, so neither does a receipt.
 */
export async function planCreateShareLink(
  shop: Shop,
  userId: Id<'User'>,
  subjectId: SubjectId | null,
  expiresInDays: number,
): Outcome {
  if (subjectId === null || (await subjectById(seeingAs(shop, userId), subjectId)) === null)
    return new NotFound();
  if ((await subjectById(seeingAs(shop, null), subjectId)) === null) return new NotPublic();
  if (await hasTooMany(shop, userId)) return new TooManyShareLinks();
  const id = shop.newId('ShareLink');
  const at = shop.now();
  const cameBy = (await lastOpened(shop, userId, [subjectId], 0)).get(subjectId);
  const continues: Change[] =
    cameBy === undefined
      ? []
      : [{ kind: 'putEdge', type: 'CONTINUES', from: id, to: cameBy.id, at, props: {} }];
  const props = {
    ...{ userId, subjectId, createdAt: at, opens: 0, purchases: 0 },
    tokenDigest: digestOf(shop, tokenOf(shop, id)),
    expiresAt: at + expiresInDays * DAY_MS,
  };
  return {
    changes: [
      { kind: 'createNode', id, props },
      { kind: 'putEdge', type: 'MADE', from: userId, to: id, at, props: {} },
      { kind: 'putEdge', type: 'LEADS_TO', from: id, to: subjectId, at, props: {} },
      ...continues,
    ],
    result: { linkId: id },
  };
}

/** So many links of one person lead somewhere, at most, and so many are kept with those that ended. */
export const [MOST_OPEN, MOST_KEPT] = [200, 1000];

async function hasTooMany({ store, now }: Shop, userId: Id<'User'>): Promise<boolean> {
  const [kept = 0] = await store.counts('MADE', 'out', [userId]);
  if (kept < MOST_OPEN || kept >= MOST_KEPT) return kept >= MOST_KEPT;
  const [page] = await store.edges('MADE', 'out', [userId], { first: MOST_KEPT });
  const links = await store.nodes(
    'ShareLink',
    page!.edges.map(({ to }) => to as Id<'ShareLink'>),
  );
  const at = now();
  const open = links.filter((link) => link !== null && isOpen(link.props, at));
  return open.length >= MOST_OPEN;
}

/**
 * Opens a link. A person is remembered with the time they last came by it, and counted once; of a visitor nothing is
 * kept, and `isNewVisitor` says whether to count them.
 */
export async function planOpenShareLink(
  shop: Shop,
  userId: Id<'User'> | null,
  token: string,
  isNewVisitor: (linkId: Id<'ShareLink'>) => Promise<boolean>,
): Outcome {
  const found = await openableLink(shop, seeingAs(shop, userId), token);
  if (found === null) return new ShareLinkGone();
  const { id, props } = found.link;
  const result = { linkId: id };
  const count: Change = { kind: 'increment', id, property: 'opens', by: 1 };
  if (userId === props.userId) return { changes: [], result };
  if (userId === null) return { changes: (await isNewVisitor(id)) ? [count] : [], result };

  const pair = { from: userId, to: id };
  const [known] = await shop.store.between('OPENED', [pair]);
  const opened: Change = { kind: 'putEdge', type: 'OPENED', ...pair, at: shop.now(), props: {} };
  return known
    ? { changes: [opened], result }
    : { expect: [{ kind: 'edgeAbsent', type: 'OPENED', ...pair }], changes: [opened, count], result };
}

/** Takes a link back; it stays back. */
export async function planRevokeShareLink(
  shop: Shop,
  userId: Id<'User'>,
  linkId: Id<'ShareLink'> | null,
): Outcome {
  const [link] = linkId === null ? [null] : await shop.store.nodes('ShareLink', [linkId]);
  if (link?.props.userId !== userId) return new NotFound();
  const result = { linkId: link.id };
  if (link.props.revokedAt !== undefined) return { changes: [], result };
  return { changes: [{ kind: 'updateNode', id: link.id, props: { revokedAt: shop.now() } }], result };
}
