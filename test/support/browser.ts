import { describe } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const found = [...(process.env['CHROMIUM'] ?? '').split(',').filter(Boolean), ...PATHS].find(existsSync);

/** Runs a suite that needs a browser; left out where there is none, but never under CI. */
export const describeWithBrowser =
  found === undefined && process.env['CI'] !== 'true' ? describe.skip : describe;

export function openBrowser(): Promise<Browser> {
  if (found === undefined) throw new Error(`no browser at ${PATHS.join(', ')}; set CHROMIUM`);
  return chromium.launch({ executablePath: found, args: ['--no-sandbox'] });
}
