// Asks for the memory of kernels where hardly any more addresses are granted, and prints what comes of it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { sentenceFor } from '../../src/failure.js';

const [, usedKib] = /VmSize:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))!;
const granted = 1024 * Number(usedKib) + 2 ** 31;
execFileSync('prlimit', [`--pid=${process.pid}`, `--as=${granted}`]);
try {
  new Numerics();
  console.log('had');
} catch (error) {
  console.log(sentenceFor(error));
}
