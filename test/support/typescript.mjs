// `node --import ./test/support/typescript.mjs file.ts`: runs TypeScript as jest does, for processes that a specification starts.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
