import { RateLimiterMemory, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Makes a limiter: so many points for each key within so many seconds. */
export type LimiterFactory = (name: string, points: number, seconds: number) => RateLimiterAbstract;

/** Counts in this process. */
export const inProcessLimiter: LimiterFactory = (keyPrefix, points, duration) =>
  new RateLimiterMemory({ keyPrefix, points, duration });
