import type { Changes, CommitResult } from '../graph-store.js';
import { checkChanges } from '../values.js';
import { written } from './commit.js';
import type { Connection, Kept } from './connection.js';
import type { Names } from './names.js';

interface Waiting {
  readonly wanted: Changes;
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

type Answer =
  | { readonly kind: 'answered'; readonly result: CommitResult }
  | { readonly kind: 'failed'; readonly error: unknown };

/** More that wait come into the next transaction, so that reading has its turn. */
const MOST_TOGETHER = 64;

/**
 * Commits that wait at the same time share one transaction, and with it one wait for the disk. Each is all or none by
 * a savepoint of its own, sees those before it, and is answered once all of them are on the disk.
 */
export class Commits {
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(
    private readonly db: Connection,
    private readonly names: Names,
  ) {}

  async commit(wanted: Changes): Promise<CommitResult> {
    checkChanges(wanted);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ wanted, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Whatever the sockets bring in this round of the loop is there before the lock is taken.
      await new Promise((resolve) => setImmediate(resolve));
      await this.#together();
    }
    this.#running = null;
  }

  async #together(): Promise<void> {
    let group: Waiting[] = [];
    try {
      const answers = await this.db.write(() => {
        group = this.#waiting.splice(0, MOST_TOGETHER);
        return this.#write(group);
      });
      answers.forEach((answer, at) => {
        if (answer.kind === 'answered') group[at]?.resolve(answer.result);
        else group[at]?.reject(answer.error);
      });
    } catch (error) {
      // Nothing of them was kept; or the lock was not to be had, and nobody's turn came.
      if (group.length === 0) group = this.#waiting.splice(0);
      for (const { reject } of group) reject(error);
    }
  }

  #write(group: readonly Waiting[]): Kept<Answer[]> {
    const [first] = group;
    if (first !== undefined && group.length === 1) {
      const { keep, value } = written(this.db, this.names, first.wanted);
      return { keep, value: [{ kind: 'answered', result: value }] };
    }
    const value = group.map(({ wanted }) => this.#writePart(wanted));
    return {
      keep: value.some((answer) => answer.kind === 'answered' && answer.result.kind === 'committed'),
      value,
    };
  }

  /** @throws when the failure took the transaction along, and with it what the others wrote */
  #writePart(wanted: Changes): Answer {
    try {
      return { kind: 'answered', result: this.db.part(() => written(this.db, this.names, wanted)) };
    } catch (error) {
      if (!this.db.isWriting) throw error;
      return { kind: 'failed', error };
    }
  }
}
