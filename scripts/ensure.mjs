// Brings a clone to a state in which its code can run: dependencies installed, sources compiled. Plain Node, no packages.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MINIMUM_NODE = 20;

/** Ends the process with one sentence. */
export function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Newest modification time (ms) of the .ts and .sql files below the given folders. */
function newestSource(folders) {
  let newest = 0;
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && entry.name.endsWith('.ts')) {
        newest = Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
      }
    }
  }
  return newest;
}

const modifiedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Not npm's warnings and option listings. */
const tellsSomething = (line) => line.trim() !== '' && !/^npm (warn|notice)|^npm error( {2,}|$)/.test(line);

function runQuietly(step, command, args) {
  const startedAt = Date.now();
  process.stderr.write(`${step} …`);
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) {
    process.stderr.write(' failed\n');
    const said = `${result.stdout ?? ''}${result.stderr ?? ''}`.split('\n').filter(tellsSomething);
    fail(`${said.slice(0, 20).join('\n')}\n${step} failed: ${command} ${args.join(' ')}`);
  }
  process.stderr.write(` ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

/** Refuses a Node that is too old for the product. */
export function ensureNode() {
  if (Number(process.versions.node.split('.')[0]) < MINIMUM_NODE) {
    fail(`Grapevine needs Node ${MINIMUM_NODE} or later; this is ${process.versions.node}.`);
  }
}

/** Installs when node_modules is absent or older than the lockfile. */
export function ensureInstalled() {
  const installedAt = modifiedAt(join(root, 'node_modules', '.package-lock.json'));
  if (installedAt < modifiedAt(join(root, 'package-lock.json'))) {
    runQuietly('Installing packages', 'npm', ['ci', '--no-audit', '--no-fund']);
  }
}

/** Compiles when a source is newer than the last build. */
export function ensureBuilt() {
  const stamp = join(root, 'dist', '.built');
  const builtAt = modifiedAt(stamp);
  const configuredAt = Math.max(
    modifiedAt(join(root, 'tsconfig.json')),
    modifiedAt(join(root, 'tsconfig.build.json')),
  );
  const folders = ['src', 'graph-models', 'seeds'].filter((folder) => existsSync(join(root, folder)));
  if (builtAt < Math.max(newestSource(folders), configuredAt)) {
    runQuietly('Compiling', process.execPath, [
      join('node_modules', 'typescript', 'bin', 'tsc'),
      '-p',
      'tsconfig.build.json',
    ]);
    writeFileSync(stamp, '');
  }
}
