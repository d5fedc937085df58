import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteMigrations } from '../../migrations/sqlite/index.js';
import type { Changes } from '../../src/store/graph-store.js';
import { migrate } from '../../src/store/migrations.js';
import { Commits } from '../../src/store/sqlite/commits.js';
import { Connection } from '../../src/store/sqlite/connection.js';
import { SqliteLedger } from '../../src/store/sqlite/ledger.js';
import { loadNames } from '../../src/store/sqlite/names.js';
import { readEvents, readNodes } from '../../src/store/sqlite/reads.js';
import { nth, person, put } from './graph-store/town.js';

const who = (n: number) => nth('User', n);
/** A person, and the event that says so. */
const arrival = (n: number, handle = `person-${n}`): Changes => ({
  changes: [person(who(n), handle)],
  events: [{ id: `arrival-${n}`, kind: 'arrival', at: n, payload: {} }],
});

describe('commits that wait together', () => {
  const folder = mkdtempSync(join(tmpdir(), 'grapevine-commits-'));
  let db: Connection;
  let commits: Commits;
  let files = 0;
  beforeEach(async () => {
    db = Connection.open(join(folder, `${files++}.db`));
    await migrate(sqliteMigrations, new SqliteLedger(db));
    commits = new Commits(db, await loadNames(db));
  });
  afterEach(() => db.close());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const transactions = () => {
    const run = jest.spyOn(db, 'run');
    return () => run.mock.calls.filter(([sql]) => sql === 'COMMIT').length;
  };
  const there = (upTo: number) =>
    readNodes(
      db,
      'User',
      Array.from({ length: upTo }, (_, n) => who(n + 1)),
    ).map((node) => node !== null);
  const announced = () => readEvents(db, 0, 100).map(({ seq, id }) => `${seq} ${id}`);

  it('are one transaction, and one alone is one too', async () => {
    const count = transactions();

    await Promise.all([1, 2, 3].map((n) => commits.commit(arrival(n))));
    expect(count()).toBe(1);
    await commits.commit(arrival(4));

    expect(count()).toBe(2);
    expect(announced()).toEqual(['1 arrival-1', '2 arrival-2', '3 arrival-3', '4 arrival-4']);
  });

  it('are each all or none, and see those before them', async () => {
    const count = transactions();

    const answers = await Promise.all([
      commits.commit(arrival(1)),
      commits.commit({ ...arrival(2), changes: [person(who(2), 'two'), person(who(3), 'person-1')] }),
      commits.commit({ changes: [put('FOLLOWS', who(1), who(4), 5)] }),
      commits.commit({ ...arrival(4), expect: [{ kind: 'nodePresent', id: who(1) }] }),
      commits.commit({ ...arrival(5), expect: [{ kind: 'nodePresent', id: who(2) }] }),
      commits.commit(arrival(2)),
    ]);

    expect(answers).toEqual([
      { kind: 'committed', seq: 1 },
      { kind: 'conflict', conflict: { kind: 'keyTaken', label: 'User', key: 'handle', value: 'person-1' } },
      { kind: 'conflict', conflict: { kind: 'nodeMissing', id: who(4) } },
      { kind: 'committed', seq: 2 },
      {
        kind: 'conflict',
        conflict: { kind: 'expectation', expectation: { kind: 'nodePresent', id: who(2) } },
      },
      { kind: 'committed', seq: 3 },
    ]);
    expect(there(5)).toEqual([true, true, false, true, false]);
    expect(announced()).toEqual(['1 arrival-1', '2 arrival-4', '3 arrival-2']);
    expect(count()).toBe(1);
  });

  it('do not fail because one of them is wrong, before or while it is written', async () => {
    const unfit = { changes: [person(who(2), 'two', { joinedAt: Number.NaN })] };
    const broken = { ...arrival(3), events: [{ id: 'x', kind: 'x', at: 1, payload: { n: 1n } }] };

    const answers = await Promise.allSettled(
      [arrival(1), unfit, broken, arrival(4)].map((one) => commits.commit(one)),
    );

    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(there(4)).toEqual([true, false, false, true]);
    expect(announced()).toEqual(['1 arrival-1', '2 arrival-4']);
  });

  it('are all refused, and none is kept, when their transaction does not reach the disk', async () => {
    const run = db.run.bind(db);
    jest.spyOn(db, 'run').mockImplementation((sql, parameters) => {
      if (sql === 'COMMIT') throw new Error('the disk does not answer');
      return run(sql, parameters);
    });

    const answers = await Promise.allSettled([1, 2, 3].map((n) => commits.commit(arrival(n))));
    jest.restoreAllMocks();

    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(there(3)).toEqual([false, false, false]);
    expect(await commits.commit(arrival(1))).toEqual({ kind: 'committed', seq: 1 });
  });

  it('are done in their order when there are more than one transaction takes', async () => {
    const count = transactions();

    const seqs = await Promise.all(Array.from({ length: 100 }, (_, n) => commits.commit(arrival(n + 1))));

    expect(seqs).toEqual(seqs.map((_, n) => ({ kind: 'committed', seq: n + 1 })));
    expect(count()).toBe(2);
  });

  it('are waited for before the store is closed', async () => {
    const last = commits.commit(arrival(1));

    await commits.idle();

    expect(there(1)).toEqual([true]);
    expect(await last).toEqual({ kind: 'committed', seq: 1 });
  });
});
