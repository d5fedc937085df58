import { CronPattern } from 'croner';
import { parse } from 'dotenv';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import * as engines from '../graph-models/tensorflow/load-package.js';

/** A variable of the environment that cannot be used; the message is one sentence for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const wholeNumber = (from: number, to: number, fallback: number) =>
  z.coerce.number().int().min(from).max(to).default(fallback);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

function isCron(text: string): boolean {
  try {
    return new CronPattern(text).minute.includes(1);
  } catch {
    return false;
  }
}

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().min(1).default('localhost'),
  PORT: wholeNumber(0, 65535, 4000),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.string().min(1).optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'it begins with redis:// or rediss://')
    .optional(),
  SEED_DEMO: flag.optional(),
  GRAPEVINE_SECRET: z.string().min(32).optional(),
  ACCESS_TOKEN_MINUTES: wholeNumber(1, 1440, 15),
  REFRESH_TOKEN_DAYS: wholeNumber(1, 400, 30),
  GRAPHIQL: flag.optional(),
  CORS_ORIGINS: z.string().default(''),
  TRUST_PROXY: flag.default(false),
  MAX_DEPTH: wholeNumber(3, 100, 15),
  MAX_COST: wholeNumber(100, 1_000_000, 20_000),
  RATE_LIMIT_COST_PER_MINUTE: wholeNumber(100, 100_000_000, 200_000),
  BODY_LIMIT_BYTES: wholeNumber(10_000, 100_000_000, 2_000_000),
  SUBSCRIPTIONS_PER_SOCKET: wholeNumber(1, 10_000, 100),
  SUBSCRIPTIONS_PER_PERSON: wholeNumber(1, 100_000, 500),
  KEEP_ALIVE_SECONDS: wholeNumber(1, 600, 12),
  RETRAIN_CRON: z.string().refine(isCron, 'it is no cron pattern, for example 0 3 * * *').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
});

/** The parsed configuration; every variable is described in docs/operations/configuration.md. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** Where several processes of a shop hear of each other; null: there is one. */
  readonly redisUrl: string | null;
  /** Fill an empty store with the demo town. */
  readonly seedDemo: boolean;
  /** Key material; null: kept in a file of the data folder. */
  readonly secret: string | null;
  readonly accessTokenMinutes: number;
  readonly refreshTokenDays: number;
  readonly graphiql: boolean;
  readonly corsOrigins: readonly string[];
  readonly trustProxy: boolean;
  readonly maxDepth: number;
  readonly maxCost: number;
  readonly rateLimitCostPerMinute: number;
  readonly bodyLimitBytes: number;
  /** Operations at a time on one WebSocket. */
  readonly maxSubscriptionsPerSocket: number;
  readonly maxSubscriptionsPerPerson: number;
  /** How long a connection may be silent before the other end is asked whether it is there. */
  readonly keepAliveMs: number;
  /** When models are learnt anew; null: when somebody runs `grapevine train`. */
  readonly retrainCron: string | null;
  readonly logLevel: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The environment, over what `.env` in the working directory says. */
function variables(): Variables {
  return { ...(existsSync('.env') && parse(readFileSync('.env'))), ...process.env };
}

/** Parses the environment. @throws ConfigError that names the first variable that cannot be used */
export function readConfig(environment: Variables = variables()): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(
      `The variable ${String(issue?.path[0])} cannot be used: ${issue?.message ?? 'unknown'}.`,
    );
  }
  const env = parsed.data;
  const production = env.NODE_ENV === 'production';
  const dataDir = resolve(env.DATA_DIR);
  return {
    production,
    host: env.HOST,
    port: env.PORT,
    dataDir,
    databaseUrl: env.DATABASE_URL ?? `file:${resolve(dataDir, 'grapevine.db')}`,
    redisUrl: env.REDIS_URL ?? null,
    seedDemo: env.SEED_DEMO ?? !production,
    secret: env.GRAPEVINE_SECRET ?? null,
    accessTokenMinutes: env.ACCESS_TOKEN_MINUTES,
    refreshTokenDays: env.REFRESH_TOKEN_DAYS,
    graphiql: env.GRAPHIQL ?? !production,
    corsOrigins: env.CORS_ORIGINS.split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
    trustProxy: env.TRUST_PROXY,
    maxDepth: env.MAX_DEPTH,
    maxCost: env.MAX_COST,
    rateLimitCostPerMinute: env.RATE_LIMIT_COST_PER_MINUTE,
    bodyLimitBytes: env.BODY_LIMIT_BYTES,
    maxSubscriptionsPerSocket: env.SUBSCRIPTIONS_PER_SOCKET,
    maxSubscriptionsPerPerson: env.SUBSCRIPTIONS_PER_PERSON,
    keepAliveMs: env.KEEP_ALIVE_SECONDS * 1000,
    retrainCron: env.RETRAIN_CRON ?? null,
    logLevel: env.LOG_LEVEL ?? (production ? 'info' : 'warn'),
  };
}

/** Where `scripts/tfjs-node/install` puts engines for training: GRAPEVINE_ENGINES, else a folder in the user's cache. */
export function enginesFolder(): string {
  return engines.enginesFolder(process.env);
}
