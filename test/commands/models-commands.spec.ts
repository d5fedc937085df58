import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { FileRegistry } from '../../src/models/file-registry.js';
import { RunLog, type TrainingRun } from '../../src/models/run-log.js';
import { randomOf } from '../learning/small-town.js';
import { nicenessOfChildren } from '../support/child-processes.js';
import { runToEnd, shopFolder, startServer } from '../support/server-process.js';

/** Everything as an operator runs it: the compiled commands, in processes of their own, one after the other. */
describe('the commands for models', () => {
  const shop = shopFolder();
  const dataDir = shop.environment['DATA_DIR']!;
  const grapevine = (...words: string[]) => runToEnd(['dist/src/cli.js', ...words], shop.environment);
  const versionIn = (text: string): string => /Model (\S+) is published/.exec(text)![1]!;
  let first: string;

  beforeAll(async () => {
    const bundle = join(dirname(dataDir), 'corner-shop');
    mkdirSync(bundle);
    writeFileSync(join(bundle, 'interactions.tsv'), acts());
    const { code, stdout } = await grapevine('import', '--bundle', bundle);
    expect(code).toBe(0);
    first = versionIn(stdout);
  }, 120_000);
  afterAll(shop.remove);

  it('learn anew within a budget, publish for a reason that is kept, and go back', async () => {
    const trained = await grapevine(
      ...['train', '--full', '--budget', '1s', '--seed', '2', '--engine', 'cpu', '--force', 'Monday’s sale'],
    );
    expect(trained).toMatchObject({ code: 0 });
    const second = versionIn(trained.stdout);
    expect(second > first).toBe(true);
    expect(trained.stdout).toContain('Computing with cpu on the processor: asked for.');
    expect(trained.stdout).toMatch(/Options were chosen on validation from fits of .*graph \d+/);

    const listed = await grapevine('models');
    expect(listed.stdout).toContain(`* ${second}  current`);
    expect(listed.stdout).toContain('published because somebody asked for it: Monday’s sale (');
    expect(listed.stdout).toContain(`  ${first}`);

    const back = await grapevine('models', 'rollback');
    expect(back).toMatchObject({ code: 0, stdout: `Model ${first} is served instead of ${second}.\n` });
    expect((await grapevine('models')).stdout).toContain(`${second}  refused: it was rolled back over on `);

    const forth = await grapevine('models', 'rollback', second);
    expect(forth).toMatchObject({ code: 0, stdout: `Model ${second} is served instead of ${first}.\n` });
  }, 120_000);

  it('tell of the runs, and draw the newest', async () => {
    const picture = join(dataDir, 'curves.svg');
    const { code, stdout } = await grapevine('models', 'runs', '--json', '--most', '1', '--svg', picture);

    expect(code).toBe(0);
    const [run, ...others] = JSON.parse(stdout) as TrainingRun[];
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      purpose: 'command',
      mode: 'full',
      seed: 2,
      search: { wasCutShort: expect.any(Boolean) },
    });
    const drawn = new Set(run!.losses.map(({ part }) => part));
    expect(drawn).toContain('graph');
    const svg = readFileSync(picture, 'utf8');
    expect(svg).toMatch(/^<svg /);
    for (const part of drawn) expect(svg).toContain(part);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux(
    'give way to whoever serves while they learn',
    async () => {
      const seen = new Set<number>();
      const watching = setInterval(() => nicenessOfChildren().forEach((nice) => seen.add(nice)), 20);

      await grapevine('train', '--engine', 'cpu');

      clearInterval(watching);
      expect(seen).toContain(constants.priority.PRIORITY_LOW);
    },
    60_000,
  );

  it('are what a running shop does by the clock, where it looks for drift first', async () => {
    const { stop } = await startServer({ ...shop.environment, RETRAIN_CRON: '* * * * * *' });
    const deadline = Date.now() + 60_000;
    const scheduled = async (): Promise<TrainingRun | undefined> =>
      (await new RunLog(join(dataDir, 'models', 'runs')).list()).runs.find(
        ({ purpose }) => purpose === 'schedule',
      );
    while ((await scheduled()) === undefined && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await stop();

    expect((await scheduled())?.outcome).toMatchObject({
      kind: 'skipped',
      because: expect.stringMatching(/^0 acts since \S+, 100 would be enough/),
    });
  }, 120_000);

  it('list a model of another form as refused, whole as its files are', async () => {
    const registry = new FileRegistry(join(dataDir, 'models'));
    const current = (await registry.current())!;
    const { manifest, tensors } = await registry.read(current);
    const older = { ...manifest, schema: 'of long ago', fittedAt: manifest.fittedAt + 1 };
    const version = await registry.publish({ manifest: older, tensors });

    const { stdout } = await grapevine('models');

    expect(stdout).toContain(`* ${version}  refused: its schema is of long ago, this code reads `);
    expect(stdout).toContain(`which is refused: ${current} is served instead.`);
    await registry.rollBack(current, Date.now());
    expect(await grapevine('models', 'rollback', version)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        `^It cannot be gone back to model ${version}: its schema is of long ago,`,
      ),
    });
    expect(await registry.current()).toBe(current);
  });

  it.each([
    [
      'there is no version to go back to',
      ['models', 'rollback', 'yesterday'],
      'It cannot be gone back to model yesterday: ',
    ],
    ['a budget is no time', ['train', '--budget', 'soon'], 'It takes a time such as 60s, 5m or 1h.'],
    ['a reason is empty', ['train', '--force', ' '], 'It takes a reason.'],
    [
      'there is no such engine',
      ['train', '--engine', 'abacus'],
      'Allowed choices are auto, cpu, tensorflow, webgpu.',
    ],
  ])('end with 1 and one sentence when %s', async (_when, words, sentence) => {
    const { code, stderr } = await grapevine(...words);

    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('Unexpected');
  });
});

/** Sixty people and forty things; odd people like odd things. */
function acts(): string {
  const random = randomOf(1);
  const rows = Array.from({ length: 600 }, (_, nth) => {
    const person = nth % 60;
    const item = 2 * Math.floor(20 * random()) + (person % 2);
    return `p${person}\ti${item}\t${1_700_000_000 + 3600 * nth}`;
  });
  return ['user\titem\ttimestamp', ...rows, ''].join('\n');
}
