import 'reflect-metadata';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { FIT_STRETCHES } from '../graph-models/neural/fit-ranker.js';
import type { Config } from './config.js';
import { RedisBus } from './events/redis/redis-bus.js';
import { Relay } from './events/relay.js';
import {
  accountDesk,
  accountsFeature,
  authenticate,
  erasure,
  keysOf,
  mac,
  secretFrom,
  stillSignedIn,
  type AccountDesk,
  type Keys,
} from './features/accounts/index.js';
import { actsFeature } from './features/acts/index.js';
import { catalogFeature } from './features/catalog/index.js';
import { circlesFeature } from './features/circles/index.js';
import { feedDesk, feedFeature, type FeedDesk } from './features/feed/index.js';
import { notificationsFeature, notifier } from './features/notifications/index.js';
import { ordersFeature } from './features/orders/index.js';
import { peopleFeature } from './features/people/index.js';
import { answerPicture } from './features/pictures/index.js';
import { postsFeature } from './features/posts/index.js';
import {
  ModelService,
  recommendationDesk,
  recommendationsFeature,
  type RecommendationDesk,
} from './features/recommendations/index.js';
import { reviewsFeature } from './features/reviews/index.js';
import { searchFeature } from './features/search/index.js';
import { answerShareLink, shareLinksFeature, sweepShareLinks } from './features/share-links/index.js';
import { socialFeature } from './features/social/index.js';
import { clearThread, talkFeature } from './features/talk/index.js';
import type { Feature } from './graphql/feature.js';
import { httpServer } from './graphql/http.js';
import type { LimiterFactory } from './graphql/limiter.js';
import { policyOf } from './graphql/policy.js';
import { UnderWay } from './graphql/under-way.js';
import { schemaOf } from './graphql/schema.js';
import { LOADED_KINDS, outboxEnd } from './live-graph/load.js';
import { LiveGraph } from './live-graph/live-graph.js';
import { LiveEvents } from './live/live-events.js';
import { Retraining } from './retraining.js';
import { seedDemo } from './seeding.js';
import { byStretch, type Steps } from './steps.js';
import type { Store } from './store/graph-store.js';
import { openStore } from './store/open.js';
import { Sweeping } from './sweeping.js';
import { trainApart, trainHere, type ApartTrainer } from './train-apart.js';
import { modelsIn, type TrainingJob } from './training-job.js';
import { idFactory, type Shop } from './use-cases/shop.js';

/** A shop that is open. */
export interface App {
  readonly shop: Shop;
  readonly schema: GraphQLSchema;
  readonly features: readonly Feature[];
  readonly http: FastifyInstance;
  /** What subscriptions follow. */
  readonly live: LiveEvents;
  /** Starts to answer. */
  readonly listen: () => Promise<{ readonly port: number }>;
  /** Finishes what is under way, then lets go of everything. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a shop step by step: store, demo town, live graph, model, server. Models are learnt by the
 * trainer `given`; left out: in processes of their own.
 */
export async function openApp(config: Config, steps: Steps, log: Logger, given?: ApartTrainer): Promise<App> {
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of closing.reverse().splice(0)) await closeOne();
  };
  try {
    const store = await steps('Opening the store', () => openStore(config.databaseUrl));
    closing.push(() => store.close());
    const keys = keysFor(config);
    const redis = await redisBusOf(config, keys, store, log);
    if (redis !== null) closing.push(() => redis.close());
    const limiterOf = redis?.limiter;
    const desk = accountDesk({ ...config, keys }, limiterOf);
    if (config.seedDemo) await seedDemo(config, desk, store, steps);
    const relay = new Relay(store, { log, ...(redis !== null && { bus: redis }) });
    closing.push(() => relay.close());

    const live = await steps('Loading the graph', (onProgress) =>
      LiveGraph.start(store, relay, { log, onProgress: byStretch(onProgress, LOADED_KINDS) }),
    );
    closing.push(() => live.close());
    const liveEvents = new LiveEvents(store, relay, live);
    closing.push(() => liveEvents.close());
    const shop = shopOf(store, desk, async (seq) => {
      relay.poke(seq);
      await live.catchUp(seq);
    });

    // A store in memory is seen by its own process alone, which so has to learn itself.
    const here = config.databaseUrl === 'memory:' ? trainHere(() => live.state.graph) : null;
    const trainer = given ?? here ?? trainApart();
    closing.push(() => trainer.close());
    const job = jobOf(config);
    const models = await ModelService.start(live, modelsIn(config.dataDir).registry, {
      log,
      fit: (onProgress) => trainer.train({ ...job, purpose: 'firstStart' }, onProgress),
    });
    closing.push(() => models.close());
    await steps('Learning what people like', (onProgress) =>
      models.ensure(byStretch(onProgress, FIT_STRETCHES)),
    );
    if (config.retrainCron !== null) {
      const retraining = new Retraining(config.retrainCron, job, trainer.train, log);
      closing.push(
        () => retraining.close(),
        () => trainer.close(),
      );
    }
    const underWay = new UnderWay();
    const turns = { isAsked: () => underWay.any, busyBackgroundShare: 0.1 };
    const recommendations = recommendationDesk(live, liveEvents, models, turns);
    closing.push(() => recommendations.openLists.close());

    const feed = feedDesk(recommendations, liveEvents, turns);
    closing.push(() => feed.openFeeds.close());
    const features = featuresOf({
      ...{ desk, limiterOf },
      recommendations: () => recommendations,
      feed: () => feed,
    });
    const erasers = features.flatMap(({ erase }) => (erase === undefined ? [] : [erase]));
    await relay.attachDurable({ name: 'erasure', deliver: erasure(shop, erasers) });
    await relay.attachDurable({ name: 'notifications', deliver: notifier(shop) }, live.state.seq);
    const sweeping = new Sweeping(() => sweepShareLinks(shop), log);
    closing.push(() => sweeping.close());
    const schema = await schemaOf(features);
    const policy = policyOf(config, limiterOf);
    const http = await httpServer({
      ...config,
      schema,
      shop,
      log,
      policy,
      authenticate: (authorization) => authenticate(shop, desk, authorization),
      stillSignedIn: (people) => stillSignedIn(shop, people),
      live: liveEvents,
      underWay,
      ready: () => true,
      degraded: () => (redis === null || redis.isUp ? [] : ['redis']),
      answerGet: async (path, knownTag, address) =>
        (await answerShareLink(shop, path, () => policy.charge(address, SHARE_LINK_COST))) ??
        answerPicture(store, path, knownTag),
    });
    closing.push(() => http.close());
    return {
      shop,
      schema,
      features,
      http,
      live: liveEvents,
      close,
      async listen() {
        await http.listen({ host: config.host, port: config.port });
        return { port: (http.server.address() as AddressInfo).port };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What looking at a share link costs, in the points of a query. */
const SHARE_LINK_COST = 5;

function jobOf({ databaseUrl, dataDir }: Config): Omit<TrainingJob, 'purpose'> {
  return { databaseUrl, dataDir, seed: 1, mode: 'auto', force: null, engine: 'cpu', budgetSeconds: null };
}

/** What features need besides the shop. */
export interface Parts {
  readonly desk: AccountDesk;
  readonly recommendations: () => RecommendationDesk;
  readonly feed: () => FeedDesk;
  /** Left out: what is counted is counted in this process. */
  readonly limiterOf?: LimiterFactory | undefined;
}

/** Every feature of the product; the schema is theirs together. */
export function featuresOf({ desk, recommendations, feed, limiterOf }: Parts): Feature[] {
  return [
    peopleFeature(),
    accountsFeature(desk),
    socialFeature(),
    circlesFeature(),
    catalogFeature(),
    actsFeature(),
    postsFeature(clearThread),
    shareLinksFeature(limiterOf),
    ordersFeature(),
    reviewsFeature(),
    talkFeature(),
    notificationsFeature(),
    searchFeature(),
    recommendationsFeature(recommendations),
    feedFeature(feed),
  ];
}

/** The keys and rules of accounts. */
export function deskOf(config: Config): AccountDesk {
  return accountDesk({ ...config, keys: keysFor(config) });
}

function keysFor(config: Config): Keys {
  return keysOf(config.secret ?? secretFrom(config.dataDir));
}

/** Named by the secret and the store, so that what is in Redis is this shop's alone: a copy with the same secret is another. */
async function redisBusOf(config: Config, keys: Keys, store: Store, log: Logger): Promise<RedisBus | null> {
  if (config.redisUrl === null) return null;
  const shop = `grapevine:${mac(keys.digest, `redis|${await store.identity()}`).slice(0, 16)}`;
  return RedisBus.open({ url: config.redisUrl, shop, outboxEnd: () => outboxEnd(store), log });
}

/** The shop that use cases act on; `settled` is called after each commit. */
export function shopOf(store: Store, desk: AccountDesk, settled: Shop['settled'], now = Date.now): Shop {
  return { store, now, newId: idFactory(now), digest: (text) => mac(desk.keys.digest, text), settled };
}
