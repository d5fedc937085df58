// Commits without end to the database at argv[2], one to five at a time, and says the number of each commit once it is acknowledged.
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/open.js';
import { numberedCommit } from './numbered-commits.js';

const store = await openStore(process.argv[2] ?? '');
try {
  const [last] = (await store.eventsAfter(0, 1_000_000)).slice(-1);
  for (let first = (last?.seq ?? 0) + 1, together = 1; ; first += together, together = 1 + (first % 5)) {
    await Promise.all(Array.from({ length: together }, (_, at) => committed(first + at)));
  }
} catch (error) {
  writeSync(1, `${(error as Error).name}: ${(error as Error).message}\n`);
}

async function committed(n: number): Promise<void> {
  const done = await store.commit(numberedCommit(n));
  if (done.kind === 'conflict') throw new Error(`commit ${n} met ${JSON.stringify(done.conflict)}`);
  writeSync(1, `${n}\n`);
}
