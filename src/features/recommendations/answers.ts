import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { UserId } from '../../../graph-models/domain/ids.js';
import { connection } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { badCursor, decodeCursor, encodeCursor } from '../../graphql/cursor.js';
import { freshness } from '../../graphql/freshness.js';
import { fromGlobalIdOf } from '../../graphql/global-id.js';
import { itemsById } from '../catalog/index.js';
import { asksFor } from './asks-for.js';
import type { OpenLists } from '../../live/open-lists.js';
import { recommend, recommendNow, type RecommendDeps } from './recommend.js';
import { type ListArgs, type RecommendationArgs, Scenario, wishOf } from './recommendation-args.js';
import { type RecommendationConnection, RecommendationEdge } from './recommendation-types.js';
import {
  ForeignCursorError,
  type ListRequest,
  type Position,
  type Recommendations,
  type RecommendedItem,
} from './request.js';
import type { Serving } from './serving.js';
import { intentNow, type IntentNow } from './viewer-intent.js';

/** What recommendations need of the process that serves them. */
export interface RecommendationDesk extends Pick<RecommendDeps, 'live' | 'lists' | 'serving'> {
  /** null where nothing is live. */
  readonly openLists: OpenLists | null;
}

const LIST = 'recommendations';
/** As many as `reasons` can be asked for. */
const MOST_REASONS = 20;

/** Turns requests of the API into the use case and back. */
export class Answers {
  readonly #servings = new WeakMap<Context, Serving>();

  constructor(private readonly desk: () => RecommendationDesk) {}

  async of(
    viewerId: UserId,
    args: RecommendationArgs,
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<RecommendationConnection> {
    const found = await recommend(this.#depsOf(context), {
      ...listRequest(viewerId, args),
      first: args.first,
      after: args.after == null ? null : positionIn(args.after),
      reasons: asksFor(info, ['edges', 'reasons']) ? MOST_REASONS : 0,
    }).catch((error: unknown) => {
      throw error instanceof ForeignCursorError ? badCursor() : error;
    });
    const edges = found.edges.map(edgeOf);
    const { modelVersion, basedOn, degraded, traces } = found;
    const list = connection(edges, found.hasMore);
    const fresh = freshness(found.asOf, context.shop.now());
    return { ...list, ...fresh, modelVersion, basedOn, degraded, traces };
  }

  /** The beginning of a list as the live graph has it at this moment. */
  now(request: ListRequest, first: number, withReasons: boolean, context: Context): Promise<Recommendations> {
    const reasons = withReasons ? MOST_REASONS : 0;
    const deps = { ...this.#depsOf(context), lists: null };
    return recommendNow(deps, { ...request, first, after: null, reasons }, true);
  }

  /** What the viewer is about to do, by the model that answers the rest of the request. */
  intentOf(viewerId: UserId, context: Context): IntentNow {
    const { serving, now } = this.#depsOf(context);
    return intentNow(serving(), viewerId, now());
  }

  get openLists(): OpenLists {
    const { openLists } = this.desk();
    if (openLists === null) throw new Error('nothing is live here');
    return openLists;
  }

  /** One request is answered by one model, however many lists it asks for and whatever is published meanwhile. */
  #depsOf(context: Context): RecommendDeps {
    const { live, lists, serving } = this.desk();
    return {
      live,
      lists,
      serving: () => {
        const pinned = this.#servings.get(context) ?? serving();
        this.#servings.set(context, pinned);
        return pinned;
      },
      items: async (ids) => (await itemsById(context, ids)).map((item) => item?.stored ?? null),
      now: context.shop.now,
      log: context.log,
    };
  }
}

/** Which list the arguments ask for. @throws GraphQLError BAD_USER_INPUT */
export function listRequest(viewerId: UserId, { scenario, itemIds, filter }: ListArgs): ListRequest {
  if (scenario === Scenario.ITEM && itemIds.length !== 1)
    throw badInput('itemIds', 'ITEM is about one item: itemIds must have exactly one id');
  const known = itemIds.map((id) => fromGlobalIdOf('Item', id)).filter((id) => id !== null);
  return { viewerId, scenario, itemIds: scenario === Scenario.HOME ? [] : known, wish: wishOf(filter) };
}

/** What the API shows of a recommended item. */
export function edgeOf(recommended: RecommendedItem): RecommendationEdge {
  return new RecommendationEdge(recommended, cursorOf);
}

function cursorOf({ list, request, place, itemId }: Position): string {
  return encodeCursor(LIST, [list, request, place, itemId]);
}

/** @throws GraphQLError BAD_CURSOR */
function positionIn(cursor: string): Position {
  const [list, request, place, itemId] = decodeCursor(LIST, cursor);
  const isPlace = typeof place === 'number' && Number.isInteger(place) && place >= 0;
  if (typeof list !== 'string' || typeof request !== 'string' || !isPlace || typeof itemId !== 'string')
    throw badCursor();
  return { list, request, place, itemId };
}

function badInput(field: string, problem: string): GraphQLError {
  return new GraphQLError(problem, {
    extensions: { code: 'BAD_USER_INPUT', fields: [{ field, problem }] },
  });
}
