import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes that shared memories may grow by, all together, before those that nobody holds any longer are looked for. */
const MOST_UNCOLLECTED = 2 ** 29;

let grown = 0;

/**
 * To be told before a shared memory grows. V8 does not count shared memories among what it holds, so it sees no reason to
 * collect them: a training that fits a dozen models would keep the memory of each.
 */
export function aboutToGrow(bytes: number): void {
  grown += bytes;
  if (grown < MOST_UNCOLLECTED) return;
  grown = bytes;
  collect();
}

function collect(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
}

/**
 * Lets threads that were ended go, after a stretch of work without a turn of the event loop: until one has come, a thread counts
 * as running, and its memory as held.
 */
export function letThreadsGo(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
