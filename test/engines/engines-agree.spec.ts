import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CPU_ENGINE } from '../../graph-models/neural/engine.js';
import { largestDifference } from '../kernels/numbers.js';
import { kernelAnswers } from './answers.js';
import type { BothReport } from './both-process.js';
import type { EngineReport } from './engine-process.js';

/** Chromium's Vulkan driver in software: what a machine without a graphics card tests WebGPU with. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const TOLERANCE = 1e-4;

/** What a file of this folder prints, and what it warns of, in a process of its own. */
async function run(file: string, ...words: string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      '--import',
      join(import.meta.dirname, '../support/typescript.mjs'),
      join(import.meta.dirname, file),
      ...words,
    ],
    {
      env: { ...(existsSync(SWIFTSHADER) && { VK_ICD_FILENAMES: SWIFTSHADER }), ...process.env },
      maxBuffer: 2 ** 24,
      timeout: 120_000,
    },
  );
}

async function ask(engine: 'tensorflow' | 'webgpu'): Promise<EngineReport> {
  return JSON.parse((await run('engine-process.ts', engine)).stdout) as EngineReport;
}

const ours = await kernelAnswers(CPU_ENGINE);
const reports = [
  ['tensorflow', await ask('tensorflow')],
  ['webgpu', await ask('webgpu')],
] as const;

describe.each(reports)('the engine %s', (_, report) => {
  const specify = report.kind === 'open' ? it : it.skip;
  const open = (): Extract<EngineReport, { kind: 'open' }> => {
    if (report.kind === 'absent') throw new Error(report.reason);
    return report;
  };

  specify('multiplies, picks and scatters rows, and hands their gradients back', () => {
    expect(open().operations).toEqual({
      product: { value: [7, 10, 0, 0, 29, 36], gradient: [1, 10, 5, 50, 4, 40] },
      gather: { value: [5, 6, 1, 2, 5, 6], gradient: [100, 1000, 0, 0, 2, 20] },
      scatterAdd: { value: [3, 4, 0, 0, 6, 8], gradient: [1, 10, 1, 10, 1, 10] },
    });
  });

  specify.each(['convolution', 'smoothing', 'recurrence'] as const)(
    'has the loss and the gradients of our %s',
    (which) => {
      const [theirs, own] = [open().answers[which], ours[which]];

      expect(Math.abs(theirs.loss / own.loss - 1)).toBeLessThan(TOLERANCE);
      expect(own.gradients.every((one) => one.some((each) => each !== 0))).toBe(true);
      own.gradients.forEach((one, at) =>
        expect(largestDifference(theirs.gradients[at]!, one)).toBeLessThan(TOLERANCE),
      );
    },
  );

  // The recurrent unit begins as the item graph that it stands on: there is less left to learn.
  specify.each([
    ['graph', 0.9],
    ['itemGraph', 0.9],
    ['session', 0.95],
  ] as const)('takes the steps that our kernels take: %s', (which, share) => {
    const [theirs, own] = [open().answers[which], ours[which]];

    expect(theirs.losses).toHaveLength(12);
    expect(own.losses[11]! / own.losses[0]!).toBeLessThan(share);
    expect(largestDifference(theirs.losses, own.losses)).toBeLessThan(TOLERANCE);
  });

  specify.each(['graph', 'itemGraph', 'session'] as const)('ranks as our kernels do: %s', (which) => {
    expect(open().answers[which].best).toEqual(ours[which].best);
  });

  specify('leaves nothing on the device', () => {
    expect(open().leaked).toBe(0);
  });
});

describe('both engines in one process', () => {
  const both = reports.every(([, { kind }]) => kind === 'open') ? it : it.skip;

  both('train each on their own backend, in turns, and the library warns of nothing', async () => {
    const { stdout, stderr } = await run('both-process.ts');
    const { opened, trainedOn } = JSON.parse(stdout) as BothReport;

    expect(opened).toEqual(['open', 'open']);
    expect(trainedOn).toEqual(['tensorflow', 'webgpu', 'tensorflow']);
    expect(stderr).not.toMatch(/already (been )?(registered|set)/);
  });
});
