import type { Parts } from '../../src/app.js';
import { accountDesk, keysOf } from '../../src/features/accounts/index.js';

/** What features need, for tests that ask for no recommendation. */
export function testParts(): Parts {
  return {
    desk: accountDesk({ keys: keysOf('a secret of a test'), accessTokenMinutes: 15, refreshTokenDays: 30 }),
    recommendations: () => {
      throw new Error('nothing is recommended in this test');
    },
    feed: () => {
      throw new Error('there are no feeds in this test');
    },
  };
}
