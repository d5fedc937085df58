import { GraphQLError } from 'graphql';
import type { Shop } from '../../use-cases/shop.js';
import { Item } from '../catalog/index.js';
import { openableLink, seeingAs } from './find-share-links.js';

/** An HTTP answer in JSON. */
export interface ShareLinkAnswer {
  readonly status: 200 | 404 | 429;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const TITLE_LENGTH = 120;
const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/**
 * Answers `/s/<token>` with the global id and the title of what a visitor finds there; null for any other path. It
 * counts nothing, as previews and robots ask too: `openShareLink` does.
 *
 * @param pay charges the client. @throws GraphQLError RATE_LIMITED
 */
export async function answerShareLink(
  shop: Shop,
  path: string,
  pay: () => Promise<void>,
): Promise<ShareLinkAnswer | null> {
  if (!path.startsWith('/s/')) return null;
  try {
    await pay();
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions.code !== 'RATE_LIMITED') throw error;
    const retryAfter = { 'retry-after': String(error.extensions.retryAfterSeconds) };
    return problem(429, 'Too Many Requests', error.message, retryAfter);
  }
  const found = await openableLink(shop, seeingAs(shop, null), path.slice('/s/'.length));
  if (found === null) return problem(404, 'Not Found', 'This link leads nowhere, or not any more.');
  const { subject } = found;
  const [type, title] =
    subject instanceof Item ? ['Item', subject.stored.props.title] : ['Post', beginningOf(subject.text)];
  return answer(200, 'application/json; charset=utf-8', { type, id: subject.id, title });
}

function beginningOf(text: string): string {
  const characters = [...text];
  return characters.length <= TITLE_LENGTH ? text : `${characters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}

function problem(
  status: 404 | 429,
  title: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): ShareLinkAnswer {
  const body = { type: 'about:blank', title, status, detail };
  const { headers: common, ...rest } = answer(status, 'application/problem+json; charset=utf-8', body);
  return { ...rest, headers: { ...common, ...headers } };
}

function answer(status: ShareLinkAnswer['status'], type: string, body: object): ShareLinkAnswer {
  return { status, headers: { ...HEADERS, 'content-type': type }, body: JSON.stringify(body) };
}
