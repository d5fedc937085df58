import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Sweeping } from '../../src/sweeping.js';

describe('sweeping', () => {
  const logTo = (lines: string[]) => pino({ level: 'info' }, { write: (line: string) => lines.push(line) });

  it('begins when the shop opens, does one at a time, and is over before the shop is closed', async () => {
    const lines: string[] = [];
    let began = 0;
    let finish = (): void => undefined;
    const sweeping = new Sweeping(() => {
      began++;
      return new Promise((resolve) => (finish = () => resolve(3)));
    }, logTo(lines));
    const again = sweeping.run();
    let isClosed = false;
    const closed = sweeping.close().then(() => (isClosed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect([began, isClosed]).toEqual([1, false]);

    finish();
    await Promise.all([again, closed]);

    expect(lines.join()).toContain('"swept":3');
  });

  it('says that it failed, and comes again', async () => {
    const lines: string[] = [];
    const answers = [() => Promise.reject(new Error('the disk is full')), () => Promise.resolve(1)];
    const sweeping = new Sweeping(() => answers.shift()!(), logTo(lines));
    await sweeping.run();
    expect(lines.join()).toContain('the disk is full');

    await sweeping.run();

    expect(lines.join()).toContain('"swept":1');
    await sweeping.close();
  });
});
