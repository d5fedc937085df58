import { describe, expect, it } from '@jest/globals';
import { Writable } from 'node:stream';
import { byStretch, stepsOn } from '../../src/steps.js';

/** What is written to a terminal, or to a file; a clock that moves by a second with every look. */
function screen(isTTY: boolean) {
  let text = '';
  let seconds = 0;
  const out = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        text += chunk.toString();
        done();
      },
    }),
    { isTTY, columns: 120 },
  );
  const steps = stepsOn(out as unknown as NodeJS.WriteStream, () => 1000 * seconds++);
  const shows = async (part: string): Promise<void> => {
    const deadline = Date.now() + 5000;
    while (!text.includes(part) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { steps, text: () => text, shows };
}

describe('the steps of long work', () => {
  it('show on a terminal what is done now, how far it is, and for how long already', async () => {
    const { steps, text, shows } = screen(true);

    await steps('Learning', (onProgress) => {
      const progress = byStretch(onProgress, 4);
      progress('loading the graph');
      progress('item neighbours');
      progress('tastes in the graph');
      progress('tastes in the graph', 'step 7, loss 5.31');
      return shows('step 7');
    });

    expect(text()).toMatch(/Learning {2}=+-+ 50 % {2}\d+ s {2}tastes in the graph, step 7, loss 5\.31/);
    expect(text()).toMatch(/Learning {2}\d+\.0 s\n$/);
  });

  it('tell of things that can be counted how many there are, and how long the rest will take', async () => {
    const { steps, text, shows } = screen(true);

    await steps('Importing', (onProgress) => {
      onProgress(1, 4);
      onProgress(2, 4);
      return shows('2 of 4');
    });

    expect(text()).toMatch(/Importing {2}=+-+ 50 % {2}2 of 4 {2}.*left/);
  });

  it('change nothing of a terminal that is left on the way: neither its cursor nor how it breaks lines', async () => {
    const { steps, text } = screen(true);

    await steps('Learning', (onProgress) => {
      onProgress(1, 2);
      onProgress(2, 2);
    });

    expect(text()).not.toMatch(/\x1b\[\?(25|7)[lh]/);
  });

  it('are a line each where nobody is looking', async () => {
    const { steps, text } = screen(false);

    await steps('Learning', (onProgress) => onProgress(1, 2));
    await expect(steps('Publishing', () => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(text()).toMatch(/^Learning {2}\d\.0 s\nPublishing {2}failed\n$/);
  });

  it('count a stretch that comes again, on other data, as another', () => {
    const told: [number, number][] = [];
    const progress = byStretch((done, total) => told.push([done, total]), 2);

    for (const stretch of ['graph', 'graph', 'blend', 'graph']) progress(stretch);

    expect(told).toEqual([
      [0, 2],
      [0, 2],
      [1, 2],
      [2, 3],
    ]);
  });
});
