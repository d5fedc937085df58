import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import { announces, type NotificationKind } from '../../../graph-models/domain/vocabulary.js';
import type { GraphChanged } from '../../events/graph-changed.js';
import type { GraphStore, WalkEnd } from '../../store/graph-store.js';

type UserId = Id<'User'>;

/** Something that somebody may be told. */
export interface News {
  /** The same for the same news, however often its event comes. */
  readonly key: string;
  readonly recipient: UserId;
  readonly kind: NotificationKind;
  readonly actor: UserId;
  readonly subject: Id;
}

/** What an event makes of notifications. */
export interface NewsOfEvent {
  readonly news: readonly News[];
  /** Keys of what is no news any more, for example a request that was taken back. */
  readonly withdrawn: readonly string[];
  /** Keys of what was answered, and so was read. */
  readonly answered: readonly string[];
}

/** A rating from here on recommends. */
const RECOMMENDS = 4;

/** Reads off an event whom to tell what. Whether they want to hear it, and may, is decided later. */
export async function newsOf(store: GraphStore, eventId: string, change: GraphChanged): Promise<NewsOfEvent> {
  const friends = friendNews(eventId, change);
  const said = await talkNews(store, change);
  const bought = await purchaseNews(store, change);
  const reactionsGone = change.removed
    .filter(({ type }) => type === 'REACTED')
    .map(({ from, to }) => keyOf('REACTED', from, to));
  const all = [...friends.news, ...said, ...bought];
  return {
    news: onceEach(all.filter(({ recipient, actor }) => recipient !== actor)),
    withdrawn: [...friends.withdrawn, ...reactionsGone],
    answered: friends.answered,
  };
}

function friendNews(eventId: string, { by, put, removed }: GraphChanged): NewsOfEvent {
  const news: News[] = [];
  const accepted = new Set<Id>();
  for (const { type, from, to } of put) {
    const [a, b] = [from as UserId, to as UserId];
    if (type === 'REQUESTED') {
      const key = keyOf('FRIEND_REQUESTED', a, b);
      news.push({ key, recipient: b, kind: 'FRIEND_REQUESTED', actor: a, subject: a });
    }
    if (type === 'FRIEND' && (by === a || by === b)) {
      const recipient = by === a ? b : a;
      const key = keyOf('FRIEND_ACCEPTED', eventId, recipient);
      news.push({ key, recipient, kind: 'FRIEND_ACCEPTED', actor: by, subject: by });
      accepted.add(recipient);
    }
  }
  const requests = removed.filter(({ type }) => type === 'REQUESTED');
  const isAnswered = ({ from, to }: { from: Id; to: Id }): boolean => accepted.has(from) || accepted.has(to);
  const keys = (which: typeof requests): string[] =>
    which.map(({ from, to }) => keyOf('FRIEND_REQUESTED', from, to));
  return {
    news,
    answered: keys(requests.filter(isAnswered)),
    withdrawn: keys(requests.filter((request) => !isAnswered(request))),
  };
}

async function talkNews(store: GraphStore, { by, put }: GraphChanged): Promise<News[]> {
  const news: News[] = [];
  const told = new Set<Id>();
  // An answer is told as an answer, also to whom the thread belongs.
  const said = ['REPLIES_TO', 'COMMENTED_ON', 'REACTED'].flatMap((type) =>
    put.filter((edge) => edge.type === type),
  );
  for (const { type, from, to } of said) {
    const recipient = await writerOf(store, to);
    if (recipient === null || by === null) continue;
    if (type === 'REACTED') {
      news.push({ key: keyOf('REACTED', from, to), recipient, kind: 'REACTED', actor: by, subject: to });
      continue;
    }
    if (told.has(recipient)) continue;
    told.add(recipient);
    const kind = type === 'REPLIES_TO' ? 'REPLIED' : 'COMMENTED';
    news.push({ key: keyOf(kind, from, recipient), recipient, kind, actor: by, subject: from });
  }
  return news;
}

/** What somebody bought, for friends who recommended it, or whose link brought it; nobody is looked for when it is no news. */
async function purchaseNews(store: GraphStore, change: GraphChanged): Promise<News[]> {
  const purchases = change.put.filter(({ type }) => type === 'PURCHASED');
  const [first] = purchases;
  if (first === undefined) return [];
  const buyer = first.from as UserId;
  const [user] = await store.nodes('User', [buyer]);
  if (user == null || !announces(user.props, 'PURCHASES')) return [];
  const items = purchases.map(({ to }) => to);
  return [
    ...(await recommenderNews(store, buyer, items)),
    ...(await creditNews(store, buyer, items, change)),
  ];
}

/** Friends of the buyer who shared the item or rated it well; up to 10 of each for an item. */
async function recommenderNews(store: GraphStore, buyer: UserId, items: readonly Id[]): Promise<News[]> {
  const among = { limit: items.length, to: items };
  const friend = { type: 'FRIEND', direction: 'both' } as const;
  const through = async (type: 'SHARED' | 'RATED'): Promise<readonly WalkEnd[]> => {
    const [ends = []] = await store.walk([friend, { type, direction: 'out' }], [buyer], among);
    return ends;
  };
  const [shared, rated] = await Promise.all([through('SHARED'), through('RATED')]);
  const pairsOf = (ends: readonly WalkEnd[]) =>
    ends.flatMap(({ id, via }) => via.map((from) => ({ from, to: id })));
  const ratings = await store.between('RATED', pairsOf(rated));
  const pairs = [
    ...pairsOf(shared),
    ...ratings.flatMap((edge) => (edge !== null && edge.props.rating >= RECOMMENDS ? [edge] : [])),
  ];
  const news = pairs.map(({ from, to }): News => {
    const recipient = from as UserId;
    return {
      key: keyOf('BOUGHT', buyer, to, recipient),
      recipient,
      kind: 'BOUGHT',
      actor: buyer,
      subject: to,
    };
  });
  return onceEach(news);
}

/** People whose links brought the purchase; those who are not told of it see their links' counts alone. */
async function creditNews(
  store: GraphStore,
  buyer: UserId,
  items: readonly Id[],
  { put }: GraphChanged,
): Promise<News[]> {
  const links = await store.nodes(
    'ShareLink',
    put.flatMap(({ type, to }) => (type === 'CREDITED' ? [to as Id<'ShareLink'>] : [])),
  );
  const owed = links.flatMap((link) =>
    link !== null && items.includes(link.props.subjectId) ? [link.props] : [],
  );
  return onceEach(
    owed.map(({ userId, subjectId }) => ({
      key: keyOf('BOUGHT', buyer, subjectId, userId),
      recipient: userId,
      kind: 'BOUGHT',
      actor: buyer,
      subject: subjectId,
    })),
  );
}

function onceEach(news: readonly News[]): News[] {
  return [...new Map(news.map((one) => [one.key, one])).values()];
}

async function writerOf(store: GraphStore, id: Id): Promise<UserId | null> {
  const label = labelOf(id);
  if (label !== 'Post' && label !== 'Review' && label !== 'Comment') return null;
  const [node] = await store.nodes(label, [id as Id<typeof label>]);
  return node?.props.userId ?? null;
}

function keyOf(kind: NotificationKind, ...parts: readonly string[]): string {
  return [kind, ...parts].join('|');
}
