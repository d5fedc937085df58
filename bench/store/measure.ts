import { deepStrictEqual } from 'node:assert';
import { randomOf } from '../../graph-models/neural/random.js';
import type { Answer, Verbs } from './verbs.js';

/** One row of the table. */
export interface Task<A = unknown> {
  readonly verb: string;
  readonly batch: string;
  /** Arguments, drawn outside the time taken. */
  next(): A;
  run(verbs: Verbs, argument: A): Answer<unknown>;
  /** Writes get arguments of their own on each side, reads the same. */
  readonly writes: boolean;
}

export interface Sides {
  readonly raw: Verbs;
  readonly ours: Verbs;
}

/** Milliseconds of one call, the median over rounds. */
export interface Timed {
  readonly raw: number;
  readonly ours: number;
  /** Median of each round's ours / raw. */
  readonly ratio: number;
}

/** Now and then a commit copies the log into the file, or merges what is searched: each round holds its share of both. */
const SAMPLE_MS = { reads: 10, writes: 400 };
const MOST_CALLS = 256;
const WARM_UP_MS = 600;
const MOST_MS = 25_000;
const FEWEST_ROUNDS = 9;

/**
 * Times both sides in turns, each round with as many calls as take some milliseconds; who begins is drawn, so
 * that nothing that recurs meets only one. Reads are first compared: both sides must answer with equal objects.
 */
export async function measure<A>(task: Task<A>, sides: Sides, rounds: number): Promise<Timed> {
  if (!task.writes) await expectEqual(task, sides);
  const calls = await callsPerRound(task, sides);
  const times = { raw: [] as number[], ours: [] as number[] };
  const random = randomOf(3);
  const until = performance.now() + MOST_MS;
  for (let round = 0; round < rounds; round++) {
    if (round >= FEWEST_ROUNDS && performance.now() > until) break;
    const shared = draw(task, calls);
    for (const side of random() < 0.5 ? (['raw', 'ours'] as const) : (['ours', 'raw'] as const)) {
      // The other side's commit made this connection forget what it had cached, so one call goes before.
      if (task.writes) await task.run(sides[side], task.next());
      const given = task.writes ? draw(task, calls) : shared;
      times[side].push((await timed(task, sides[side], given)) / calls);
    }
  }
  const ratios = times.ours.map((ours, round) => ours / times.raw[round]!);
  return { raw: median(times.raw), ours: median(times.ours), ratio: median(ratios) };
}

async function expectEqual<A>(task: Task<A>, { raw, ours }: Sides): Promise<void> {
  for (const argument of draw(task, 3)) {
    deepStrictEqual(await task.run(ours, argument), await task.run(raw, argument), `${task.verb} differs`);
  }
}

/** Both sides are warmed up in turns, so that neither finds what only the other has read from disk. */
async function callsPerRound<A>(task: Task<A>, sides: Sides): Promise<number> {
  const until = performance.now() + WARM_UP_MS;
  let slower = 0;
  do {
    const shared = draw(task, 5);
    slower = 0;
    for (const side of [sides.raw, sides.ours]) {
      const given = task.writes ? draw(task, 5) : shared;
      slower = Math.max(slower, (await timed(task, side, given)) / given.length);
    }
  } while (performance.now() < until);
  return Math.min(MOST_CALLS, Math.max(1, Math.ceil(SAMPLE_MS[task.writes ? 'writes' : 'reads'] / slower)));
}

async function timed<A>(task: Task<A>, verbs: Verbs, given: readonly A[]): Promise<number> {
  const started = performance.now();
  for (const argument of given) {
    const answer = task.run(verbs, argument);
    if (answer instanceof Promise) await answer;
  }
  return performance.now() - started;
}

const draw = <A>(task: Task<A>, count: number): A[] => Array.from({ length: count }, () => task.next());

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
