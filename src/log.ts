import { pino, type Logger } from 'pino';
import type { Config } from './config.js';

/** JSON lines on stdout; nothing that signs in, and no address, gets into them. */
export function logTo(config: Pick<Config, 'logLevel'>): Logger {
  return pino({
    level: config.logLevel,
    base: null,
    redact: { paths: ['req.headers.authorization', 'req.headers.cookie'], remove: true },
  });
}
