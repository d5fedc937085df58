#!/usr/bin/env node
// `npx grapevine`: the commands, compiled when stale.
import { ensureBuilt, ensureInstalled, ensureNode } from './ensure.mjs';

ensureNode();
ensureInstalled();
ensureBuilt();
await import('../dist/src/cli.js');
