import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeWithBrowser, openBrowser } from '../support/browser.js';
import { shopFolder, startServer, type ServerProcess } from '../support/server-process.js';

const PATIENCE_MS = 90_000;

describeWithBrowser('GraphiQL', () => {
  const folder = shopFolder();
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServer(folder.environment);
    browser = await openBrowser();
  }, PATIENCE_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    folder.remove();
  });

  it(
    'asks the shop from a page that needs nothing else in the world',
    async () => {
      const page = await browser.newPage();
      const elsewhere: string[] = [];
      await page.route('**/*', async (route) => {
        const url = route.request().url();
        if (url.startsWith(server.address) || /^(data|blob):/.test(url)) return route.continue();
        elsewhere.push(url);
        return route.abort();
      });
      const query = '{ items(first: 3) { pageInfo { hasNextPage } } }';

      await page.goto(`${server.address}/graphql?query=${encodeURIComponent(query)}`);
      await page.getByRole('button', { name: /execute query/i }).click({ timeout: PATIENCE_MS });
      await page
        .locator('.result-window', { hasText: '"hasNextPage": false' })
        .waitFor({ timeout: PATIENCE_MS });

      expect(elsewhere).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'is not there in production',
    async () => {
      const other = shopFolder();
      const production = await startServer({ ...other.environment, NODE_ENV: 'production' });

      const response = await fetch(`${production.address}/graphql`, { headers: { accept: 'text/html' } });

      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(await response.text()).not.toContain('GraphiQL');
      await production.stop();
      other.remove();
    },
    PATIENCE_MS,
  );
});
