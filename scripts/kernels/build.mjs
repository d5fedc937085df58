// Compiles graph-models/kernels/assembly and writes it as base64 into a module: `npm run kernels`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kernels = join(import.meta.dirname, '../../graph-models/kernels');
const asc = join(import.meta.dirname, '../../node_modules/assemblyscript/bin/asc.js');
const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
const wasm = join(folder, 'kernels.wasm');
const memory = ['--importMemory', '--sharedMemory', '--maximumMemory', '65536'];
const features = ['--enable', 'simd', '--enable', 'threads'];
const flags = ['-O3', '--runtime', 'stub', '--noAssert', ...features, ...memory];
execFileSync(process.execPath, [asc, join(kernels, 'assembly/index.ts'), '-o', wasm, ...flags], {
  stdio: 'inherit',
});
const lines = readFileSync(wasm)
  .toString('base64')
  .match(/.{1,110}/g);
rmSync(folder, { recursive: true });
const text = lines.map((line) => `  '${line}',`).join('\n');
writeFileSync(
  process.argv[2] ?? join(kernels, 'kernels-wasm.ts'),
  `/** assembly/, compiled by \`npm run kernels\`, as base64. */\nexport const KERNELS_WASM = [\n${text}\n].join('');\n`,
);
