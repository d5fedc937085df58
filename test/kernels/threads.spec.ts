import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { KernelMemory } from '../../graph-models/kernels/memory.js';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { KernelError, KernelThreads } from '../../graph-models/kernels/threads.js';
import { copied, numbers, randomMatrix } from './numbers.js';

const open: { close(): void }[] = [];
afterAll(() => open.forEach((one) => one.close()));

function numericsOf(threads: number): Numerics {
  const numerics = new Numerics({ threads });
  open.push(numerics);
  return numerics;
}

function bitsOf({ buffer, byteOffset, byteLength }: Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');
}

/** Every kernel that threads share, large enough to be shared. */
function everything(threads: number): Record<string, string> {
  const numerics = numericsOf(threads);
  const [m, n, dim] = [301, 517, 64];
  const [u, v] = [copied(numerics, numbers(m * dim, 1)), copied(numerics, numbers(n * dim, 2))];
  const product = numerics.float32(m * n);
  numerics.gemm({ m, n, k: dim, a: u, b: v, transposeB: true, out: product });
  const matrix = randomMatrix(m, n, 40);
  const sums = numerics.float32(m * dim);
  numerics.addProduct(numerics.sparse(matrix), v, dim, sums);
  const projections = numerics.float32(m * dim);
  numerics.addProjections(numerics.sparse(randomMatrix(m, n, 40)), u, v, dim, projections);
  const { loss, dRows, dColumns } = numerics.softmaxLoss({
    dim,
    rows: u,
    columns: v,
    bias: numbers(n, 3),
    targets: { start: matrix.start, columns: matrix.columns, weights: matrix.values },
    scale: 7,
  });
  const table = copied(numerics, numbers(200_000, 5));
  numerics.adam(table)(copied(numerics, numbers(200_000, 6)), 0.1, 1e-3);
  const [near, lengths] = [numerics.float32(3125), numerics.float32(3125)];
  numerics.dots(table, u.subarray(0, dim), near);
  const unit = copied(numerics, table);
  numerics.normaliseRows(unit, dim, lengths);
  const back = copied(numerics, numbers(200_000, 7));
  numerics.backThroughLengths(back, unit, dim, lengths);
  const weighted = numerics.float32(200_000);
  numerics.weightedSum(unit, 0.3, back, -2, weighted);
  const made: Record<string, Float32Array> = {
    product,
    weighted,
    sums,
    projections,
    loss: Float32Array.of(loss),
    dRows,
    dColumns,
    table,
    near,
    unit,
    back,
  };
  const triples = {
    users: numbers(60_000 * 4, 8),
    liked: numbers(60_000 * 4, 9),
    others: numbers(60_000 * 4, 10),
  };
  const bpr = numerics.bprLoss({ ...triples, dim: 16 });
  const large = copied(numerics, numbers(40_000 * 16, 11));
  const top = numerics.topRows(large, u.subarray(0, 16), 50);
  const { loss: bprLoss, ...slopes } = bpr;
  const turned = numerics.float32(16 * 3000);
  numerics.turnedProduct(numerics.sparse(randomMatrix(3000, n, 40)), v, turned);
  const positive = numerics.bestPositive(large, 40_000, 20).flatMap((items) => [...items]);
  Object.assign(made, {
    turned,
    positive: Float32Array.from(positive),
    bpr: Float32Array.of(bprLoss),
    ...slopes,
    top: top.scores,
    topRows: Float32Array.from(top.rows),
  });
  return Object.fromEntries(Object.entries(made).map(([name, data]) => [name, bitsOf(data)]));
}

describe('kernels on several threads', () => {
  it('answer the same bits for one, two and three', () => {
    const alone = everything(1);

    expect(everything(2)).toEqual(alone);
    expect(everything(3)).toEqual(alone);
  });

  it('goes on with the caller alone once closed', () => {
    const numerics = numericsOf(2);
    const [a, out] = [copied(numerics, numbers(300 * 300, 1)), numerics.float32(300 * 300)];
    numerics.gemm({ m: 300, n: 300, k: 300, a, b: a, out });
    const before = bitsOf(out);

    numerics.close();
    numerics.gemm({ m: 300, n: 300, k: 300, a, b: a, out: out.fill(0) });

    expect(bitsOf(out)).toBe(before);
  });

  it('say which kernel failed, whichever thread it failed on, and take the next job', () => {
    const threads = new KernelThreads(new KernelMemory(), 3);
    open.push(threads);
    const beyond = 3 * 2 ** 30;
    const span = { count: 4096, grain: 16, work: 1e9 };

    for (let turn = 0; turn < 20; turn++) {
      expect(() => threads.run('normaliseRows', [beyond, beyond, 64], span)).toThrow(KernelError);
      expect(() => threads.run('normaliseRows', [beyond, beyond, 64], span)).toThrow(
        /kernel normaliseRows: .*memory access out of bounds/,
      );
    }
  });

  it('can rely on Node: a thread starts while its starter waits, and keeps no process alive', () => {
    const source = `
      const { Worker } = require('node:worker_threads');
      const board = new Int32Array(new SharedArrayBuffer(8));
      const code = "const { workerData } = require('node:worker_threads'); Atomics.store(workerData, 1, 1); Atomics.notify(workerData, 1); Atomics.wait(workerData, 0, 0);";
      new Worker(code, { eval: true, workerData: board }).unref();
      Atomics.wait(board, 1, 0, 10000);
      console.log(Atomics.load(board, 1));`;
    const { status, stdout } = spawnSync(process.execPath, ['-e', source], {
      timeout: 20_000,
      encoding: 'utf8',
    });

    expect({ status, stdout }).toEqual({ status: 0, stdout: '1\n' });
  });
});
