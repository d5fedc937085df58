// Engines for the specifications that compare them: those that are installed; with CI=true all, installed while other checks run.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root } from './ensure.mjs';

const folder = process.env.GRAPEVINE_ENGINES ?? join(homedir(), '.cache', 'grapevine', 'engines');
const KINDS = [
  ['cpu', join(folder, 'tensorflow/node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node')],
  ['webgpu', join(folder, 'webgpu/ready')],
];

/** Starts to install what is missing, where that is wanted: `{ ready, whyAbsent }`; await `ready` before they are used. */
export function openEngines({ install }) {
  const missing = KINDS.filter(([, file]) => !existsSync(file)).map(([kind]) => kind);
  if (missing.length === 0) return { ready: Promise.resolve() };
  if (install) return { ready: Promise.all(missing.map(installed)) };
  return {
    ready: Promise.resolve(),
    whyAbsent: `to compare engines, ${missing.map((kind) => `scripts/tfjs-node/install ${kind}`).join(' and ')}`,
  };
}

function installed(kind) {
  const child = spawn('bash', [join(root, 'scripts', 'tfjs-node', 'install'), kind], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) =>
      status === 0 ? resolve() : reject(new Error(`scripts/tfjs-node/install ${kind} ended with ${status}`)),
    );
  });
}
