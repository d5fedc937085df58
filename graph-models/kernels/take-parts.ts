/** A kernel over a range: all arguments are numbers, the last two where its range starts and ends. */
export type Kernel = (...args: number[]) => unknown;

/**
 * Takes parts of the job on the board until there are none, together with whoever else does; answers the ticket then. It
 * names nothing outside itself, because workers are started from its source.
 *
 * The board, int32: 0 ticket = job · 256 + next part, 1 parts done, 2 parts, 3 kernel, 4 size of a part, 5 size of all,
 * 6 number of arguments, 7 1 when the threads are to end, 8 length of the failure's message. A job is written while the
 * ticket has part 255, and only after every part of the last is done: who read half of it cannot take a part.
 */
export function takeParts(
  board: Int32Array,
  given: Float64Array,
  kernels: readonly Kernel[],
  failed: (error: unknown) => void,
): number {
  for (;;) {
    const ticket = Atomics.load(board, 0);
    const part = ticket & 255;
    const parts = board[2]!;
    if (part === 255 || part >= parts) return ticket;
    const kernel = kernels[board[3]!];
    const from = part * board[4]!;
    const to = Math.min(from + board[4]!, board[5]!);
    const args = Array.from(given.subarray(0, board[6]));
    if (Atomics.compareExchange(board, 0, ticket, ticket + 1) !== ticket) continue;
    try {
      kernel!(...args, from, to);
    } catch (error) {
      failed(error);
    }
    if (Atomics.add(board, 1, 1) + 1 === parts) Atomics.notify(board, 1);
  }
}
