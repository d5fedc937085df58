import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, '../../../bench/kernels/yardstick.c');

/** Milliseconds of each turn, and a number that the same work has to come to. */
export interface Timed {
  readonly ms: readonly number[];
  readonly check: number;
}

/** Compiles the C file into a folder; a function that runs one of its tasks, or `null` where there is no gcc. */
export function compiledYardstick(folder: string): ((task: string) => Timed) | null {
  if (spawnSync('gcc', ['--version']).status !== 0) return null;
  const program = join(folder, 'yardstick');
  execFileSync('gcc', ['-O3', '-march=native', '-o', program, SOURCE], { stdio: 'inherit' });
  return (task) => {
    const lines = execFileSync(program, [task], { encoding: 'utf8' }).trim().split('\n');
    return { ms: lines.slice(0, -1).map(Number), check: Number(lines.at(-1)!.replace('check ', '')) };
  };
}

const OPENBLAS = `
import sys, time
try:
    import numpy
except ImportError:
    sys.exit(3)
n = int(sys.argv[1])
i = numpy.arange(n, dtype=numpy.float64)
a = numpy.sin(i[:, None] * 7 + i[None, :] * 13)
a = numpy.tril(a, -1).astype(numpy.float32)
a = a + a.T + numpy.eye(n, dtype=numpy.float32) * n
for _ in range(3):
    start = time.perf_counter()
    b = numpy.linalg.inv(a)
    print((time.perf_counter() - start) * 1e3)
print(float(numpy.trace(b)))
`;

/** numpy's inverse in float32, on every core; `null` where `python` has no numpy. */
export function openBlasInverse(python: string, n: number): Timed | null {
  const { status, stdout } = spawnSync(python, ['-c', OPENBLAS, String(n)], { encoding: 'utf8' });
  if (status !== 0) return null;
  const lines = stdout.trim().split('\n').map(Number);
  return { ms: lines.slice(0, -1), check: lines.at(-1)! };
}
