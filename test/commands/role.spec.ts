import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskOf, shopOf } from '../../src/app.js';
import { registerRole } from '../../src/commands/role.js';
import { readConfig } from '../../src/config.js';
import { planSignUp } from '../../src/features/accounts/index.js';
import { openStore } from '../../src/store/open.js';
import { perform } from '../../src/use-cases/perform.js';

describe('grapevine role', () => {
  let folder: string;
  let said: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'role-'));
    said = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => (said += String(text)) !== '');
    const store = await openStore(config().databaseUrl);
    const desk = deskOf(config());
    const shop = shopOf(store, desk, () => Promise.resolve());
    const person = { handle: 'alice', name: 'Alice', email: 'alice@example.org', locale: 'en' };
    await perform(shop, { mutation: 'signUp', by: null, input: {} }, () =>
      planSignUp(shop, desk, person, 'a hash'),
    );
    await store.close();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const config = () => readConfig({ DATA_DIR: folder });
  async function run(...words: string[]): Promise<void> {
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    registerRole(program, config, deskOf, shopOf);
    program.commands.forEach((command) =>
      command.exitOverride().configureOutput({ writeErr: () => undefined }),
    );
    await program.parseAsync(['node', 'grapevine', 'role', ...words]);
  }

  it('gives a role, and takes it', async () => {
    await run('alice', 'STAFF');
    expect(said).toBe('alice is SHOPPER, STAFF now.\n');

    said = '';
    await run('alice', 'SHOPPER', '--take');
    expect(said).toBe('alice is STAFF now.\n');
  });

  it.each([
    ['nobody has the handle', ['bob', 'STAFF'], /Nobody with an account has this handle/],
    ['there is no such role', ['alice', 'QUEEN'], /Allowed choices are SHOPPER, SELLER, ANALYST, STAFF/],
  ])('refuses when %s', async (_when, words, sentence) => {
    await expect(run(...words)).rejects.toThrow(sentence);
  });
});
