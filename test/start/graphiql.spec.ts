import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeWithBrowser, openBrowser } from '../support/browser.js';
import { operation } from '../support/operations.js';
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
    'follows a subscription, as the person whose token it has',
    async () => {
      const input = { handle: 'alice', name: 'Alice', email: 'alice@example.org', password: 'grapevine-12' };
      const response = await fetch(`${server.address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: operation('SignUp'), variables: { input } }),
      });
      const { data } = (await response.json()) as { data: { signUp: { accessToken: string } } };
      const headers = JSON.stringify({ authorization: `Bearer ${data.signUp.accessToken}` });
      const page = await browser.newPage();
      const query = 'subscription { notifications { __typename ... on LivePayload { position } } }';

      await page.goto(`${server.address}/graphql?query=${encodeURIComponent(query)}`);
      await page.getByRole('button', { name: 'Headers' }).click({ timeout: PATIENCE_MS });
      await page.locator('.graphiql-editor').last().click();
      await page.keyboard.insertText(headers);
      await page.getByRole('button', { name: /execute query/i }).click();

      await page
        .locator('.result-window', { hasText: '"__typename": "Following"' })
        .waitFor({ timeout: PATIENCE_MS });
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
