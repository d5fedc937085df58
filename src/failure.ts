import { NumericsMemoryError } from '../graph-models/kernels/memory.js';
import { ConfigError } from './config.js';
import { StoreInputError, StoreTooNewError, StoreUnavailableError } from './store/graph-store.js';
import { BundleError } from './training/bundle.js';

/** Something that the operator can put right; the message is one sentence that says how. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

const OF_THE_SYSTEM: Readonly<Record<string, (error: NodeJS.ErrnoException) => string | null>> = {
  EACCES: (error) =>
    `Grapevine may not write ${error.path ?? 'there'}; make the folder writable or set DATA_DIR.`,
  EPERM: (error) =>
    `Grapevine may not write ${error.path ?? 'there'}; make the folder writable or set DATA_DIR.`,
  EROFS: (error) =>
    `${error.path ?? 'The data folder'} is on a read-only file system; set DATA_DIR to another folder.`,
  ENOENT: ({ syscall, path }) =>
    syscall === 'mkdir' ? `The folder ${path ?? ''} cannot be made; set DATA_DIR to another one.` : null,
  ENOSPC: () => 'The disk is full; nothing more can be written.',
  EADDRINUSE: (error) =>
    `Port ${(error as { port?: number }).port ?? ''} is in use; set PORT to another one.`,
  EADDRNOTAVAIL: () => 'This machine has no such address; set HOST to one of its own.',
  ENOTFOUND: () => 'The name in HOST cannot be resolved.',
};

/** One sentence for a failure that was to be expected, or null for one that was not. */
export function sentenceFor(error: unknown): string | null {
  if (
    error instanceof ConfigError ||
    error instanceof OperatorError ||
    error instanceof StoreUnavailableError ||
    error instanceof StoreTooNewError ||
    error instanceof StoreInputError
  ) {
    return error.message;
  }
  if (error instanceof BundleError)
    return `${error.message[0]?.toUpperCase() ?? ''}${error.message.slice(1)}.`;
  if (error instanceof NumericsMemoryError)
    return `There is too little memory to learn from the shop: ${error.message} (docs/performance/kernels.md says how large a shop fits).`;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === undefined ? null : (OF_THE_SYSTEM[code]?.(error as NodeJS.ErrnoException) ?? null);
}

/** Ends the process: a sentence for what was to be expected, everything for what was not. */
export function exitWith(error: unknown): never {
  const sentence = sentenceFor(error);
  process.stderr.write(
    sentence === null ? `Unexpected: ${String((error as Error).stack ?? error)}\n` : `${sentence}\n`,
  );
  process.exit(1);
}
