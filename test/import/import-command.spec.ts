import { afterEach, beforeEach, expect, it, describe, jest } from '@jest/globals';
import { Command } from 'commander';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerImport } from '../../src/commands/import.js';
import { readConfig } from '../../src/config.js';
import { FileRegistry } from '../../src/models/file-registry.js';
import { openStore } from '../../src/store/open.js';

describe('grapevine import', () => {
  let folder: string;
  let said: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'import-'));
    said = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => (said += String(text)) !== '');
    jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const data = (): string => join(folder, 'data');
  async function run(...flags: string[]): Promise<void> {
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    registerImport(program, () => readConfig({ DATA_DIR: data() }));
    await program.parseAsync(['node', 'grapevine', 'import', ...flags]);
  }
  function listens(name: string): string {
    const lines = Array.from(
      { length: 300 },
      (_, n) => `${n % 20}\t${(n * n) % 37}\t${1_600_000_000 + n * 5000}`,
    );
    const bundle = join(folder, name);
    mkdirSync(bundle);
    writeFileSync(join(bundle, 'interactions.tsv'), ['user\titem\ttimestamp', ...lines, 'broken'].join('\n'));
    return bundle;
  }

  it('brings the bundle in, learns from it, and says what to try', async () => {
    await run('--bundle', listens('Radio Days'));

    expect(said).toMatch(/^300 rows of radio-days are in the shop: \d+ people/);
    expect(said).toMatch(/Model \S+ is published/);
    expect(said).toContain('user(handle: "radio-days-0")');
    expect(await new FileRegistry(join(data(), 'models')).current()).not.toBeNull();
    const store = await openStore(`file:${join(data(), 'grapevine.db')}`);
    expect((await store.lookup('User', 'handle', ['radio-days-0']))[0]).not.toBeNull();
    await store.close();
  });

  it('writes broken lines down, and says where', async () => {
    await run('--bundle', listens('radio'), '--no-fit');

    const path = join(data(), 'import-radio-broken-lines.tsv');
    expect(said).toContain(`1 broken lines were left out: ${path}`);
    expect(readFileSync(path, 'utf8')).toBe(
      'file\tline\treason\ninteractions.tsv\t302\t1 cells, the header has 3\n',
    );
  });

  it('learns nothing when it is told so, makes up for it later, and then has nothing to do', async () => {
    const bundle = listens('radio');
    const models = new FileRegistry(join(data(), 'models'));
    await run('--bundle', bundle, '--no-fit');
    expect(await models.current()).toBeNull();

    await run('--bundle', bundle);
    expect(await models.current()).not.toBeNull();

    said = '';
    await run('--bundle', bundle);
    expect(said).toContain('nothing to do');
    expect(said).not.toContain('published');
  });

  it('takes another name', async () => {
    await run('--bundle', listens('radio'), '--name', 'am', '--no-fit');

    expect(said).toContain('user(handle: "am-0")');
  });

  it.each([
    ['a folder that is not there', () => ['--bundle', join(folder, 'nowhere')], /there is no folder/],
    ['a folder that is no bundle', () => ['--bundle', folder], /nobody did anything/],
    ['a name that is none', () => ['--bundle', listens('radio'), '--name', 'Ünïcode!'], /words of a–z/],
  ])('refuses %s in a sentence', async (_title, flags, sentence) => {
    await expect(run(...flags())).rejects.toThrow(sentence);
  });
});
