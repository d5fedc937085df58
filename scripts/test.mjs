// `npm test`: every check of the project, one closing line. `--full` runs the large counts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, ensureNode, root } from './ensure.mjs';
import { openEngines } from './engines-for-tests.mjs';
import { openNeo4j } from './neo4j-for-tests.mjs';

ensureNode();
ensureInstalled();

const full = process.argv.includes('--full');
const ci = process.env.CI === 'true';
const engines = openEngines({ install: ci });
engines.ready.catch(() => {}); // told below, where it is awaited
const neo4j = openNeo4j();
let passed = 0;
let failed = 0;

/** Runs one check that passes or fails as a whole. */
function check(name, args) {
  process.stdout.write(`\n── ${name}\n`);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) passed += 1;
  else {
    failed += 1;
    process.stdout.write(`${name} failed\n`);
  }
}

/** Runs the specifications and counts them one by one. */
function specifications() {
  process.stdout.write('\n── specifications\n');
  const report = join(mkdtempSync(join(tmpdir(), 'grapevine-')), 'jest.json');
  const { status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      '--json',
      `--outputFile=${report}`,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...(neo4j.uri && { NEO4J_URI: neo4j.uri }), ...(full && { FULL: '1' }) },
    },
  );
  if (!existsSync(report)) {
    failed += 1;
    return 0;
  }
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  if (status !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) failed += 1;
  return result.numPendingTests + result.numTodoTests;
}

let leftOut = 0;
try {
  check('types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json']);
  check('lint', ['node_modules/eslint/bin/eslint.js', '.']);
  check('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']);
  check('build', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  await engines.ready;
  leftOut = specifications();
} finally {
  neo4j.stop();
}

if (leftOut > 0) {
  const hasRedis = spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
  const noRedis = hasRedis ? undefined : 'no redis-server to start';
  const reasons = [neo4j.whyAbsent, noRedis, engines.whyAbsent].filter((reason) => reason !== undefined);
  process.stdout.write(
    `\n${leftOut} specifications left out: ${reasons.join('; ') || 'they are skipped in the code'}\n`,
  );
  if (ci) failed += leftOut;
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
