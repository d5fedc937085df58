import { Worker } from 'node:worker_threads';
import { KERNELS_WASM } from './kernels-wasm.js';
import type { KernelMemory } from './memory.js';
import { takeParts, type Kernel } from './take-parts.js';

const BOARD = {
  ticket: 0,
  done: 1,
  parts: 2,
  kernel: 3,
  grain: 4,
  count: 5,
  given: 6,
  ending: 7,
  failure: 8,
};
const CLOSED = 255;
const MOST_PARTS = 254;
const MOST_ARGUMENTS = 24;
const MESSAGE_BYTES = 2000;
/** A part takes milliseconds; a thread that is waited for so often in vain is dead. Being stopped uses up one wait, however long. */
const MOST_WAITS = 12;
const WAIT_MS = 10_000;

/** Multiply-adds below which waking a thread costs more than it saves. */
const WORTH_SHARING = 500_000;

/** Thrown when a kernel failed, in whichever thread; names the kernel and what it said. */
export class KernelError extends Error {
  override readonly name = 'KernelError';
}

/** A range of work: `count` lines cut into parts of `grain`, whoever takes them. */
export interface Span {
  readonly count: number;
  readonly grain: number;
  /** Multiply-adds, or as many bytes moved. */
  readonly work: number;
}

/** Whether threads share it, where there are several. */
export function isShared({ count, grain, work }: Span): boolean {
  return count > grain && work >= WORTH_SHARING;
}

/**
 * The kernels, on the calling thread and on others over the same memory. Parts are cut the same way however many threads
 * there are, so the bits are the same; the caller takes parts too, and never waits for a thread that has not started.
 * Other threads start with the first job worth sharing, end with `close()`, and never keep the process alive.
 */
export class KernelThreads {
  readonly #module = new WebAssembly.Module(Buffer.from(KERNELS_WASM, 'base64'));
  readonly #names: readonly string[];
  readonly #kernels: readonly Kernel[];
  readonly #scratchBytes: number;
  readonly #board = new Int32Array(new SharedArrayBuffer(64));
  readonly #given = new Float64Array(new SharedArrayBuffer(MOST_ARGUMENTS * 8));
  readonly #message = new Uint8Array(new SharedArrayBuffer(MESSAGE_BYTES));
  #workers: readonly Worker[] | null = null;
  #job = 0;

  constructor(
    private readonly memory: KernelMemory,
    /** Threads with the caller's. */
    readonly threads: number,
  ) {
    if (!Number.isInteger(threads) || threads < 1) throw new RangeError(`there cannot be ${threads} threads`);
    const { exports } = new WebAssembly.Instance(this.#module, { env: { memory: memory.shared } });
    this.#names = Object.keys(exports).filter((name) => typeof exports[name] === 'function');
    this.#kernels = this.#names.map((name) => exports[name] as Kernel);
    this.#scratchBytes = Number((exports['scratchBytes'] as WebAssembly.Global).value);
    this.#call('useScratch', [memory.reserve(this.#scratchBytes)]);
    this.#board[BOARD.ticket] = CLOSED;
  }

  /** Calls a kernel with these arguments on every part of the span. */
  run(name: string, args: readonly number[], span: Span): void {
    const { count, grain } = span;
    if (this.threads === 1 || !isShared(span)) {
      this.#call(name, [...args, 0, count]);
      return;
    }
    const size = Math.max(grain, Math.ceil(count / MOST_PARTS / grain) * grain);
    const parts = Math.ceil(count / size);
    this.#workers ??= this.#start();
    this.#publish(this.#names.indexOf(name), args, parts, size, count);
    takeParts(this.#board, this.#given, this.#kernels, (error) => this.#failed(error));
    this.#finish(name, parts);
  }

  /** Ends the other threads; the caller's goes on alone. */
  close(): void {
    Atomics.store(this.#board, BOARD.ending, 1);
    this.#closeTicket();
    Atomics.notify(this.#board, BOARD.ticket);
    for (const worker of this.#workers ?? []) void worker.terminate();
    this.#workers = [];
  }

  #call(name: string, args: readonly number[]): void {
    const kernel = this.#kernels[this.#names.indexOf(name)];
    if (kernel === undefined) throw new TypeError(`there is no kernel ${name}`);
    try {
      kernel(...args);
    } catch (error) {
      throw new KernelError(`kernel ${name}: ${String(error)}`);
    }
  }

  #start(): Worker[] {
    return Array.from({ length: this.threads - 1 }, () => {
      const worker = new Worker(WORKER, {
        eval: true,
        workerData: {
          module: this.#module,
          memory: this.memory.shared,
          scratch: this.memory.reserve(this.#scratchBytes),
          names: this.#names,
          board: this.#board,
          given: this.#given,
          message: this.#message,
        },
      });
      // Whoever cannot start takes no part: the work is done without them.
      worker.on('error', (error) => process.emitWarning(`a kernel thread ended: ${String(error)}`));
      worker.unref();
      return worker;
    });
  }

  #publish(kernel: number, args: readonly number[], parts: number, grain: number, count: number): void {
    if (kernel < 0 || args.length > MOST_ARGUMENTS)
      throw new TypeError(`no kernel ${kernel} takes ${args.length} arguments`);
    const board = this.#board;
    this.#closeTicket();
    this.#given.set(args);
    board[BOARD.parts] = parts;
    board[BOARD.kernel] = kernel;
    board[BOARD.grain] = grain;
    board[BOARD.count] = count;
    board[BOARD.given] = args.length;
    board[BOARD.failure] = 0;
    Atomics.store(board, BOARD.done, 0);
    Atomics.store(board, BOARD.ticket, this.#job << 8);
    Atomics.notify(board, BOARD.ticket);
  }

  #closeTicket(): void {
    this.#job = (this.#job + 1) % 2 ** 23;
    Atomics.store(this.#board, BOARD.ticket, (this.#job << 8) | CLOSED);
  }

  #finish(name: string, parts: number): void {
    const board = this.#board;
    const missing = parts - doneOf(board, parts);
    if (missing > 0)
      throw new KernelError(`kernel ${name}: ${missing} of ${parts} parts were taken and never done`);
    const length = board[BOARD.failure]!;
    if (length > 0) {
      const text = new TextDecoder().decode(this.#message.slice(0, length));
      throw new KernelError(`kernel ${name}: ${text}`);
    }
  }

  #failed(error: unknown): void {
    noteFailure(this.#board, this.#message, error);
  }
}

/**
 * Waits until all parts of a job are done, or the threads that took the rest are dead; answers how many are done.
 *
 * @param wait until more than `done` are done, or for a while
 */
export function doneOf(
  board: Int32Array,
  parts: number,
  wait = (done: number): unknown => Atomics.wait(board, BOARD.done, done, WAIT_MS),
): number {
  let [done, inVain] = [Atomics.load(board, BOARD.done), 0];
  while (done < parts && inVain < MOST_WAITS) {
    wait(done);
    const now = Atomics.load(board, BOARD.done);
    inVain = now > done ? 0 : inVain + 1;
    done = now;
  }
  return done;
}

/** Keeps the first failure of a job for whoever asked; it names nothing outside itself, as `takeParts`. */
function noteFailure(board: Int32Array, message: Uint8Array, error: unknown): void {
  const text = new TextEncoder().encode(String(error)).subarray(0, message.length);
  if (board[8] !== 0) return;
  message.set(text);
  Atomics.store(board, 8, text.length);
}

const WORKER = `
const { workerData } = require('node:worker_threads');
const { module, memory, scratch, names, board, given, message } = workerData;
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
exports.useScratch(scratch);
const kernels = names.map((name) => exports[name]);
const takeParts = ${takeParts.toString()};
const noteFailure = ${noteFailure.toString()};
for (;;) {
  const ticket = takeParts(board, given, kernels, (error) => noteFailure(board, message, error));
  if (Atomics.load(board, 7) === 1) break;
  let turns = 0;
  while (turns < 2000 && Atomics.load(board, 0) === ticket) turns++;
  Atomics.wait(board, 0, ticket);
}
`;
