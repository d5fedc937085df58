import 'reflect-metadata';
import { createServer } from 'node:net';
import { openApp, type App } from './app.js';
import { readConfig, type Config } from './config.js';
import { exitWith, sentenceFor } from './failure.js';
import { logTo } from './log.js';
import { stepsOn } from './steps.js';
import { welcome } from './welcome.js';

/** Starts a shop, says where it answers, and drains it when asked to stop. */
async function main(): Promise<void> {
  const config = readConfig();
  await mustBeFree(config);
  const log = logTo(config);
  const app = await openApp(config, stepsOn(process.stderr), log);
  drainOnSignal(app);
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'a promise was left alone');
    exitWith(error);
  });
  const { port } = await app.listen();
  process.stderr.write(welcome(config, port));
}

/** Finds out before the long steps whether the port can be had. */
async function mustBeFree({ host, port }: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen({ host, port }, resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}

function drainOnSignal(app: App): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(130);
      stopping = true;
      app.close().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${sentenceFor(error) ?? String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

main().catch(exitWith);
