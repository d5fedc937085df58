/**
 * Times the kernels against C, OpenBLAS and themselves on one thread, in turn and in one run; what
 * runs on one thread by processor time, the rest by the clock on the wall:
 * `npm run bench:kernels -- [--rounds 3] [--python python3] [--side 4500]`. Rows without a yardstick say so.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { invertSymmetric } from '../../graph-models/kernels/symmetric-inverse.js';
import { sequencesASecond } from './gru.js';
import { sessionStep } from './session-step.js';
import { compiledYardstick, openBlasInverse, type Timed } from './yardsticks.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    python: { type: 'string', default: 'python3' },
    side: { type: 'string', default: '4500' },
  },
});
const ROUNDS = Number(values.rounds);
const SIDE = Number(values.side);
const TURNS = 9;
const [NODES, EDGES, ROWS, DIM, BEST] = [70_000, 2_400_000, 100_000, 64, 100];

const folder = mkdtempSync(join(tmpdir(), 'grapevine-bench-kernels-'));
const engines = [new Numerics({ threads: 1 }), new Numerics({ threads: 2 })] as const;
try {
  const inC = compiledYardstick(folder);
  console.log('| kernel | ms | yardstick | ms | ratio | bar |\n|---|---:|---|---:|---:|---:|');
  const [one, two] = engines;
  compare('SpMM, 1 thread', sparseOn(one, processorMs), 'C, 1 thread', inC && (() => inC('spmm')), 2.1);
  compare('SpMM, 2 threads', sparseOn(two), 'SpMM, 1 thread', sparseOn(one), 1 / 1.7);
  compare(
    'top 100 of 100,000, 1 thread',
    topOn(one, processorMs),
    'C, 1 thread',
    inC && (() => inC('top')),
    1.5,
  );
  compare('product 1,020 x 1,024 x 1,024, 2 threads', productOn(two), '1 thread', productOn(one), 1 / 1.7);
  compare(
    `inverse of ${SIDE}, 2 threads`,
    inverseOn(two),
    'OpenBLAS, float32, all cores',
    () => openBlasInverse(values.python, SIDE),
    3,
  );
  console.log(`\n${sequencesASecond()}\n${sessionStep()}`);
} finally {
  engines.forEach((engine) => engine.close());
  rmSync(folder, { recursive: true });
}

/** Both in turn, so that a busy moment hits both; medians over all turns. */
function compare(
  name: string,
  ours: () => Timed,
  other: string,
  yardstick: (() => Timed | null) | null,
  bar: number,
): void {
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const a = ours();
    const b = yardstick?.() ?? null;
    mine.push(...a.ms);
    if (b === null) continue;
    theirs.push(...b.ms);
    if (!(Math.abs(a.check - b.check) <= 1e-3 * Math.max(1, Math.abs(b.check))))
      throw new Error(`${name} comes to ${a.check}, ${other} to ${b.check}`);
  }
  const cells =
    theirs.length === 0
      ? [`${other}: not here`, '', '']
      : [other, median(theirs).toFixed(2), (median(mine) / median(theirs)).toFixed(2)];
  console.log(`| ${[name, median(mine).toFixed(2), ...cells, bar.toFixed(2)].join(' | ')} |`);
}

function sparseOn(engine: Numerics, clock?: () => number): () => Timed {
  const next = numbers();
  const start = Int32Array.from({ length: NODES + 1 }, (_, row) => Math.floor((row * EDGES) / NODES));
  const columns = Int32Array.from({ length: EDGES }, () => next() % NODES);
  const edges = Float32Array.from({ length: EDGES }, () => centred(next()));
  const x = engine.float32(NODES * DIM);
  for (let at = 0; at < x.length; at++) x[at] = centred(next());
  const matrix = engine.sparse({ rowCount: NODES, columnCount: NODES, start, columns, values: edges });
  const out = engine.float32(NODES * DIM);
  return () => {
    const ms = turns(TURNS, () => engine.addProduct(matrix, x, DIM, out), {
      before: () => out.fill(0),
      ...(clock && { clock }),
    });
    return { ms, check: out.reduce((sum, one) => sum + one, 0) };
  };
}

function topOn(engine: Numerics, clock: () => number): () => Timed {
  const next = numbers();
  const table = engine.float32(ROWS * DIM);
  const vector = engine.float32(DIM);
  for (const array of [table, vector]) for (let at = 0; at < array.length; at++) array[at] = centred(next());
  return () => {
    let check = 0;
    const ms = turns(
      TURNS,
      () => {
        check = engine.topRows(table, vector, BEST).rows.reduce((sum, row) => sum + row, 0);
      },
      { clock },
    );
    return { ms, check };
  };
}

function productOn(engine: Numerics): () => Timed {
  const [m, n, k] = [1020, 1024, 1024];
  const [a, b, out] = [engine.float32(m * k), engine.float32(k * n), engine.float32(m * n)];
  for (const array of [a, b]) for (let at = 0; at < array.length; at++) array[at] = Math.sin(at);
  return () => ({ ms: turns(TURNS, () => engine.gemm({ m, n, k, a, b, out })), check: out[1234]! });
}

function inverseOn(engine: Numerics): () => Timed {
  const a = engine.float32(SIDE * SIDE);
  const fill = (): void => {
    for (let i = 0; i < SIDE; i++)
      for (let j = 0; j <= i; j++) a[i * SIDE + j] = i === j ? SIDE : Math.sin(i * 7 + j * 13);
  };
  return () => {
    const ms = turns(3, () => invertSymmetric(engine, a, SIDE), { before: fill });
    let check = 0;
    for (let i = 0; i < SIDE; i++) check += a[i * SIDE + i]!;
    return { ms, check };
  };
}

/** Milliseconds of every turn, by the clock on the wall if no other is given. */
function turns(
  count: number,
  work: () => void,
  {
    before = () => undefined,
    clock = () => performance.now(),
  }: { before?: () => void; clock?: () => number } = {},
): number[] {
  return Array.from({ length: count }, () => {
    before();
    const from = clock();
    work();
    return clock() - from;
  });
}

/** What this process has used of the processor: what one thread takes, however busy the machine is. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The same numbers as in the C file: a linear congruence, 24 bits of it. */
function numbers(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8;
}

function centred(number: number): number {
  return number / 16777216 - 0.5;
}

function median(ms: readonly number[]): number {
  return [...ms].sort((a, b) => a - b)[Math.floor(ms.length / 2)]!;
}
