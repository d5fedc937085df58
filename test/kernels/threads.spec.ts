import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { KERNELS_WASM } from '../../graph-models/kernels/kernels-wasm.js';
import { KernelMemory } from '../../graph-models/kernels/memory.js';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { doneOf, isShared, KernelError, KernelThreads } from '../../graph-models/kernels/threads.js';
import { copied, numbers as drawn, randomMatrix } from './numbers.js';

const open: { close(): void }[] = [];
afterAll(() => open.forEach((one) => one.close()));

function numericsOf(threads: number): Numerics {
  const numerics = new Numerics({ threads });
  open.push(numerics);
  return numerics;
}

const known = new Map<string, Float32Array>();

/** Drawing them takes longer than the kernels do. */
function numbers(count: number, seed: number): Float32Array {
  const name = `${count} ${seed}`;
  const made = known.get(name) ?? drawn(count, seed);
  known.set(name, made);
  return made;
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
  const size = 9000 * dim;
  const table = copied(numerics, numbers(size, 5));
  numerics.adam(table)(copied(numerics, numbers(size, 6)), 0.1, 1e-3);
  const [near, lengths] = [numerics.float32(9000), numerics.float32(9000)];
  numerics.dots(table, u.subarray(0, dim), near);
  const unit = copied(numerics, table);
  numerics.normaliseRows(unit, dim, lengths);
  const back = copied(numerics, numbers(size, 7));
  numerics.backThroughLengths(back, unit, dim, lengths);
  const weighted = numerics.float32(size);
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
  Object.assign(made, gatesOf(numerics), triangleOf(numerics), { gains: gainsOf(numerics) });
  return Object.fromEntries(Object.entries(made).map(([name, data]) => [name, bitsOf(data)]));
}

/** A step of a recurrent unit, there and back. */
function gatesOf(numerics: Numerics): Record<string, Float32Array> {
  const [rows, hidden] = [300, 128];
  const of = (width: number, seed: number): Float32Array => copied(numerics, numbers(rows * width, seed));
  const [before, gates, after] = [of(hidden, 1), of(4 * hidden, 2), of(hidden, 3)];
  const [dInputs, dCarried, dBefore] = [of(3 * hidden, 4), of(3 * hidden, 5), of(hidden, 6)];
  const bias = copied(numerics, numbers(4 * hidden, 7));
  const inputs = of(3 * hidden, 8);
  const carried = of(3 * hidden, 9);
  const span = { rows, hidden, gates, before };
  numerics.gruForward({ ...span, inputs, carried, bias, after });
  numerics.gruBackward({ ...span, dAfter: after, dInputs, dCarried, dBefore });
  return { gates, after, dInputs, dCarried, dBefore };
}

/** What one block of an inverse takes from the rest. */
function triangleOf(numerics: Numerics): Record<string, Float32Array> {
  const [n, k] = [500, 32];
  const triangle = copied(numerics, numbers(n * n, 1));
  const [w, p] = [copied(numerics, numbers(n * k, 2)), copied(numerics, numbers(n * k, 3))];
  numerics.subtractLower(triangle, n, w, p, k);
  for (let row = 0; row < n; row++) triangle.fill(0, row * n + row + 1, (row + 1) * n);
  return { triangle };
}

function gainsOf(numerics: Numerics): Float32Array {
  const [lists, each] = [2000, 60];
  const [first, moved] = [
    copied(numerics, numbers(lists * each, 1)),
    copied(numerics, numbers(lists * each, 2)),
  ];
  const start = Int32Array.from({ length: lists + 1 }, (_, list) => list * each);
  const discounts = Float32Array.from({ length: 20 }, (_, rank) => 1 / Math.log2(rank + 2));
  const options = [0, 0.5, 1];
  const of = { columns: [first], weights: [1], moved, options, start, discounts };
  return numerics.listGains({ ...of, found: new Int32Array(lists).fill(3) });
}

describe('kernels on several threads', () => {
  const watched = jest.spyOn(KernelThreads.prototype, 'run');
  const alone = everything(1);
  const names = watched.mock.calls.flatMap(([name, , span]) => (isShared(span) ? [name] : []));
  watched.mockRestore();

  it.each([2, 3, 5])('answer the same bits for %d as for one', (threads) => {
    expect(everything(threads)).toEqual(alone);
  });

  it('share every kernel that there is', () => {
    const module = new WebAssembly.Module(Buffer.from(KERNELS_WASM, 'base64'));
    const exported = WebAssembly.Module.exports(module).filter(({ kind }) => kind === 'function');

    // It tells a thread where it may write.
    expect([...new Set([...names, 'useScratch'])].sort()).toEqual(exported.map(({ name }) => name).sort());
  });

  it('go on with the caller alone once closed', () => {
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

  it('are waited for as long as they go on, also when all of them were stopped for hours', () => {
    const board = new Int32Array(new SharedArrayBuffer(64));
    let waits = 0;
    const slow = (): void => {
      waits++;
      if (waits % 10 === 0) Atomics.add(board, 1, 1);
    };

    expect(doneOf(board, 5, slow)).toBe(5);
    expect(waits).toBe(50);
  });

  it('are given up when they do nothing for twelve waits, so that a job whose thread died is an error', () => {
    const board = new Int32Array(new SharedArrayBuffer(64));
    let waits = 0;
    const dead = (): void => {
      waits++;
      if (waits === 3) Atomics.add(board, 1, 1);
    };

    expect(doneOf(board, 5, dead)).toBe(1);
    expect(waits).toBe(3 + 12);
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
