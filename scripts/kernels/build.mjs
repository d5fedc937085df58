// Compiles the kernels and writes them as base64 into a module: `npx --package assemblyscript@0.28.20 node scripts/kernels/build.mjs`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
const wasm = join(folder, 'kernels.wasm');
const source = join(import.meta.dirname, 'kernels.ts');
const flags = [
  '-O3',
  '--enable',
  'simd',
  '--runtime',
  'stub',
  '--noAssert',
  '--importMemory',
  '--enable',
  'threads',
  '--sharedMemory',
  '--maximumMemory',
  '65536',
];
execFileSync('asc', [source, '-o', wasm, ...flags], { stdio: 'inherit' });
const lines = readFileSync(wasm)
  .toString('base64')
  .match(/.{1,110}/g);
const target = join(import.meta.dirname, '../../graph-models/neural/kernels-wasm.ts');
const text = lines.map((line) => `  '${line}',`).join('\n');
writeFileSync(
  target,
  `/** scripts/kernels/kernels.ts, compiled by scripts/kernels/build.mjs, as base64. */\nexport const KERNELS_WASM = [\n${text}\n].join('');\n`,
);
rmSync(folder, { recursive: true });
