import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { inProcessLimiter, type LimiterFactory } from '../../graphql/limiter.js';
import type { Keys } from './keys.js';

/** What the use cases of accounts need besides the shop. */
export interface AccountDesk {
  readonly keys: Keys;
  readonly accessTokenMinutes: number;
  readonly refreshTokenDays: number;
  /** Seconds to wait before another attempt, or 0: per account, where there is one, and per address. */
  readonly attempt: (account: string | null, address: string) => Promise<number>;
}

const QUARTER_OF_AN_HOUR = 15 * 60;

export function accountDesk(
  options: Omit<AccountDesk, 'attempt'>,
  limiterOf: LimiterFactory = inProcessLimiter,
): AccountDesk {
  const perAccount = limiterOf('attempts-at-account', 10, QUARTER_OF_AN_HOUR);
  const perAddress = limiterOf('attempts-from-address', 100, QUARTER_OF_AN_HOUR);
  return {
    ...options,
    attempt: async (account, address) =>
      Math.max(account === null ? 0 : await wait(perAccount, account), await wait(perAddress, address)),
  };
}

async function wait(limiter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.ceil(error.msBeforeNext / 1000);
    throw error;
  }
}
