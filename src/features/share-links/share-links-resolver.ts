import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver } from 'type-graphql';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Id } from '../../../graph-models/domain/ids.js';
import { fillPage, PageArgs, type Edge } from '../../graphql/connection.js';
import { mustBeSignedIn, mutate, type Context } from '../../graphql/context.js';
import { fromGlobalId, fromGlobalIdOf } from '../../graphql/global-id.js';
import { Viewer } from '../../graphql/viewer.js';
import { NotFound, Refusal } from '../../use-cases/refusal.js';
import { personById } from '../people/index.js';
import { openableLink, shareLinksById } from './find-share-links.js';
import { ShareLinkGone } from './refusals.js';
import { ShareLink, ShareLinkConnection, ShareLinkOpened } from './share-link.js';
import {
  CreateShareLinkInput,
  CreateShareLinkResult,
  OpenShareLinkInput,
  OpenShareLinkResult,
  RevokeShareLinkInput,
  RevokeShareLinkResult,
} from './share-link-inputs.js';
import { KEPT_DAYS } from './sweep-share-links.js';
import {
  MOST_KEPT,
  MOST_OPEN,
  planCreateShareLink,
  planOpenShareLink,
  planRevokeShareLink,
  type LinkResult,
} from './share-link-plans.js';
import { subjectIdOf } from './subjects.js';

const DAY_MS = 86_400_000;

@Resolver(() => Viewer)
export class ShareLinksResolver {
  /** @param visitors lets each key through once a day */
  constructor(private readonly visitors: RateLimiterAbstract) {}

  @Mutation(() => CreateShareLinkResult, {
    description: `A link to an item or a post for somebody outside, whether they have an account or not. Up to ${MOST_OPEN} of yours lead somewhere at a time, and up to ${MOST_KEPT} are kept with those that ended.`,
  })
  async createShareLink(
    @Arg('input', () => CreateShareLinkInput) input: CreateShareLinkInput,
    @Ctx() context: Context,
  ) {
    const { userId } = mustBeSignedIn(context);
    const subjectId = subjectIdOf(fromGlobalId(input.subjectId));
    const done = await mutate(context, 'createShareLink', input, () =>
      planCreateShareLink(context.shop, userId, subjectId, input.expiresInDays),
    );
    return ownLink(context, done);
  }

  @Mutation(() => OpenShareLinkResult, {
    description:
      'Where a link leads; also when you are not signed in. What you then buy within 30 days is counted for the link.',
  })
  async openShareLink(
    @Arg('input', () => OpenShareLinkInput) input: OpenShareLinkInput,
    @Ctx() context: Context,
  ) {
    let isNew: Promise<boolean> | undefined;
    const isNewVisitor = (linkId: Id<'ShareLink'>) => (isNew ??= this.#isNewVisitor(context, linkId));
    const userId = context.viewer?.userId ?? null;
    const done = await mutate(context, 'openShareLink', input, () =>
      planOpenShareLink(context.shop, userId, input.token, isNewVisitor),
    );
    if (done instanceof Refusal) return done;
    // Asked again: a stored answer may be older than the end of the link.
    const opened = await openableLink(context.shop, context, input.token);
    if (opened === null) return new ShareLinkGone();
    return new ShareLinkOpened(opened.subject, await personById(context, opened.link.props.userId));
  }

  @Mutation(() => RevokeShareLinkResult, { description: 'From now on it leads nowhere.' })
  async revokeShareLink(
    @Arg('input', () => RevokeShareLinkInput) input: RevokeShareLinkInput,
    @Ctx() context: Context,
  ) {
    const { userId } = mustBeSignedIn(context);
    const linkId = fromGlobalIdOf('ShareLink', input.shareLinkId);
    const done = await mutate(context, 'revokeShareLink', input, () =>
      planRevokeShareLink(context.shop, userId, linkId),
    );
    return ownLink(context, done);
  }

  @FieldResolver(() => ShareLinkConnection, {
    description: `Links you made, the last first; those that ended are kept for ${KEPT_DAYS} days.`,
  })
  shareLinks(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    const { userId } = mustBeSignedIn(context);
    return fillPage<'MADE', Edge<ShareLink>>(
      args,
      (page) => context.loaders.edges('MADE', 'out', userId, page),
      (edge) => edge.to,
      async (edges) => {
        const ids = edges.map(({ to }) => to as Id<'ShareLink'>);
        const links = await shareLinksById(context, ids);
        return links.map((node) => (node === null ? null : { node }));
      },
    );
  }

  /** Once for a link, an address and a day (UTC); what is remembered for that is a digest that the day takes along. */
  async #isNewVisitor({ shop, address }: Context, linkId: Id<'ShareLink'>): Promise<boolean> {
    const day = Math.floor(shop.now() / DAY_MS);
    try {
      await this.visitors.consume(shop.digest(`share-link-visit|${linkId}|${address}|${day}`));
      return true;
    } catch (error) {
      if (error instanceof RateLimiterRes) return false;
      throw error;
    }
  }
}

async function ownLink(context: Context, done: LinkResult | Refusal): Promise<ShareLink | Refusal> {
  if (done instanceof Refusal) return done;
  const [link] = await shareLinksById(context, [done.linkId]);
  return link ?? new NotFound();
}
