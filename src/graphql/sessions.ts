import type { Logger } from 'pino';
import type { SignedIn } from './context.js';

/** Which of these people may go on, in the order asked. */
export type StillSignedIn = (people: readonly SignedIn[]) => Promise<readonly boolean[]>;

const LOOK_EVERY_MS = 2000;
/** Then requests have their turn: thousands at once hold them up for a tenth of a second. */
const AT_ONCE = 250;

/** The connections that stay open; one whose token expired or was revoked ends within a few seconds. */
export class Sessions {
  readonly #open = new Map<() => void, SignedIn>();
  readonly #looking: NodeJS.Timeout;

  constructor(
    private readonly stillSignedIn: StillSignedIn,
    private readonly log: Logger,
    everyMs = LOOK_EVERY_MS,
  ) {
    this.#looking = setInterval(() => void this.#lookOrSay(), everyMs);
    this.#looking.unref();
  }

  /** Calls `end` when the person is not signed in any more; the result forgets them. A visitor may stay. */
  watch(viewer: SignedIn | null, end: () => void): () => void {
    const ending = (): void => end();
    if (viewer !== null) this.#open.set(ending, viewer);
    return () => void this.#open.delete(ending);
  }

  /** May this person go on now? */
  async mayGoOn(viewer: SignedIn | null): Promise<boolean> {
    return viewer === null || (await this.stillSignedIn([viewer]))[0] === true;
  }

  /** Ends those that have to end. */
  async look(): Promise<void> {
    const open = [...this.#open];
    for (let from = 0; from < open.length; from += AT_ONCE) {
      const some = open.slice(from, from + AT_ONCE);
      const may = await this.stillSignedIn(some.map(([, viewer]) => viewer));
      for (const [i, [end]] of some.entries()) {
        if (may[i] !== true && this.#open.delete(end)) end();
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  close(): void {
    clearInterval(this.#looking);
    this.#open.clear();
  }

  async #lookOrSay(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      this.log.warn({ err: error }, 'who is still signed in could not be seen');
    }
  }
}
