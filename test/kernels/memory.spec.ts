import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { KernelMemory } from '../../graph-models/kernels/memory.js';
import { Numerics, NumericsMemoryError } from '../../graph-models/kernels/numerics.js';
import { sentenceFor } from '../../src/failure.js';

const MIB = 2 ** 20;

describe('the memory of kernels', () => {
  it('is given back when nobody holds it, also while nothing else calls for it', async () => {
    const before = process.memoryUsage.rss();

    let most = 0;
    for (let fit = 0; fit < 20; fit++) {
      new Numerics().float32(24 * MIB).fill(1);
      await new Promise(setImmediate);
      most = Math.max(most, process.memoryUsage.rss() - before);
    }

    // Twenty of 96 MiB would be 1,920; up to 512 wait to be collected.
    expect(most / MIB).toBeLessThan(900);
  });
});

describe('memory that cannot be had', () => {
  it('is named by its size where it is more than one memory holds', () => {
    expect(() => new Numerics().float32(1.2e9)).toThrow(
      new NumericsMemoryError('a fit needs 4.5 GiB or more, and 4 GiB can be had'),
    );
  });

  it('is named by its size where the machine has no more, and what was there stays', () => {
    const memory = new KernelMemory(new WebAssembly.Memory({ initial: 16, maximum: 32, shared: true }));
    const kept = memory.float32(1000).fill(7);

    expect(() => memory.float32(MIB)).toThrow(new NumericsMemoryError('the machine has no 4 MiB for a fit'));

    expect(memory.float32(1000).byteOffset).toBe(kept.byteOffset + 4032);
    expect(kept.every((one) => one === 7)).toBe(true);
  });

  it('is told, as a sentence, where not even addresses are granted', () => {
    const file = join(import.meta.dirname, 'limited-process.ts');
    const hooks = join(import.meta.dirname, '../support/typescript.mjs');
    const words = ['--no-warnings', '--import', hooks, file];

    expect(execFileSync(process.execPath, words, { encoding: 'utf8', timeout: 30_000 })).toMatch(
      /^There is too little memory to learn from the shop: the machine grants no 4 GiB of addresses/,
    );
  });

  it('ends a command with a sentence, not with a stack', () => {
    expect(sentenceFor(new NumericsMemoryError('a fit needs 9 GiB'))).toMatch(
      /^There is too little memory to learn from the shop: a fit needs 9 GiB/,
    );
  });
});

describe('an array that kernels are given', () => {
  const numerics = new Numerics();
  const own = (count: number): Float32Array => numerics.float32(count);

  it('has to be of their own memory', () => {
    for (const other of [new Float32Array(16), new Numerics().float32(16)])
      expect(() => numerics.dots(own(32), other, own(2))).toThrow('arrays of their own memory only');
  });

  it('may be from before the memory has grown', () => {
    const [table, vector] = [own(32).fill(1), own(16).fill(2)];
    own(4 * MIB);

    numerics.dots(table, vector, table);

    expect(Array.from(table.subarray(0, 2))).toEqual([32, 32]);
  });

  it.each<[string, () => void]>([
    ['a product', () => numerics.addProduct(identity(3), own(47), 16, own(48))],
    ['a product', () => numerics.addProduct(identity(3), own(48), 16, own(47))],
    ['projections', () => numerics.addProjections(identity(3), own(48), own(47), 16, own(48))],
    ['a turned product', () => numerics.turnedProduct(identity(3), own(48), own(47))],
    ['a dense product', () => numerics.gemm({ m: 2, n: 2, k: 3, a: own(6), b: own(5), out: own(4) })],
    ['a symmetric matrix', () => numerics.subtractLower(own(9), 3, own(6), own(5), 2)],
    ['dot products', () => numerics.dots(own(48), own(16), own(2))],
    ['a sum', () => numerics.weightedSum(own(3), 1, own(4), 1, own(4))],
    ['rows', () => numerics.normaliseRows(own(11), 4, own(3))],
    ['rows with a length', () => numerics.backThroughLengths(own(12), own(11), 4, own(3))],
    ['gradients', () => numerics.adam(own(5))(own(4), 0.1, 0)],
    ['triples', () => numerics.bprLoss({ dim: 4, users: own(8), liked: own(8), others: own(4) })],
  ])('has to be as long as %s needs', (_, call) => {
    expect(call).toThrow(/were given|was given/);
  });

  it.each<[number, () => void]>([
    [24, () => numerics.addProduct(identity(1), own(24), 24, own(24))],
    [24, () => numerics.dots(own(48), own(24), own(2))],
    [6, () => numerics.normaliseRows(own(6), 6, own(1))],
    [6, () => numerics.bprLoss({ dim: 6, users: own(6), liked: own(6), others: own(6) })],
    [0, () => numerics.dots(own(48), own(0), own(2))],
  ])('has to have rows of a width that kernels take: %d is none', (width, call) => {
    expect(call).toThrow(`a width of ${width} is no multiple of`);
  });

  function identity(n: number) {
    const start = Int32Array.from({ length: n + 1 }, (_, row) => row);
    return numerics.sparse({
      ...{ rowCount: n, columnCount: n, start, columns: start.subarray(0, n) },
      values: new Float32Array(n).fill(1),
    });
  }
});
