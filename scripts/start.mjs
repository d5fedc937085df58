// `npm start`: from a fresh clone to a shop that answers.
import { ensureBuilt, ensureInstalled, ensureNode } from './ensure.mjs';

ensureNode();
ensureInstalled();
ensureBuilt();
await import('../dist/src/main.js');
