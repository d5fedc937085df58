import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

it('the compiled kernels are those of the source; `npm run kernels` compiles them again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
  try {
    const fresh = join(folder, 'kernels-wasm.ts');
    execFileSync(process.execPath, ['scripts/kernels/build.mjs', fresh]);

    const committed = readFileSync('graph-models/kernels/kernels-wasm.ts', 'utf8');
    expect(readFileSync(fresh, 'utf8') === committed).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
