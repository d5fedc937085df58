import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Keys } from './keys.js';

/** What the use cases of accounts need besides the shop. */
export interface AccountDesk {
  readonly keys: Keys;
  readonly accessTokenMinutes: number;
  readonly refreshTokenDays: number;
  /** Seconds to wait before another attempt, or 0: per account, where there is one, and per address. */
  readonly attempt: (account: string | null, address: string) => Promise<number>;
}

export function accountDesk(options: Omit<AccountDesk, 'attempt'>): AccountDesk {
  const perAccount = new RateLimiterMemory({ points: 10, duration: 15 * 60 });
  const perAddress = new RateLimiterMemory({ points: 100, duration: 15 * 60 });
  return {
    ...options,
    attempt: async (account, address) =>
      Math.max(account === null ? 0 : await wait(perAccount, account), await wait(perAddress, address)),
  };
}

async function wait(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.ceil(error.msBeforeNext / 1000);
    throw error;
  }
}
