import { describe, expect, it } from '@jest/globals';
import { Numerics } from '../../graph-models/kernels/numerics.js';

const MIB = 2 ** 20;

describe('the memory of kernels', () => {
  it('is given back when nobody holds it, also while nothing else calls for it', async () => {
    const before = process.memoryUsage.rss();

    let most = 0;
    for (let fit = 0; fit < 20; fit++) {
      new Numerics().float32(24 * MIB).fill(1);
      await new Promise(setImmediate);
      most = Math.max(most, process.memoryUsage.rss() - before);
    }

    // Twenty of 96 MiB would be 1,920; up to 512 wait to be collected.
    expect(most / MIB).toBeLessThan(900);
  });
});
