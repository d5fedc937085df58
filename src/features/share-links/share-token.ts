import type { Id } from '../../../graph-models/domain/ids.js';
import type { Shop } from '../../use-cases/shop.js';

/** What opens a link: a keyed digest of its id, 43 characters of base64url, so that nobody can make one up. */
export function tokenOf(shop: Pick<Shop, 'digest'>, linkId: Id<'ShareLink'>): string {
  return shop.digest(`share-link|${linkId}`);
}

/** What is stored of a token, which opens nothing. */
export function digestOf(shop: Pick<Shop, 'digest'>, token: string): string {
  return shop.digest(`share-link-token|${token}`);
}

/** Where a link leads to on this shop's address. */
export function pathOf(token: string): string {
  return `/s/${token}`;
}
