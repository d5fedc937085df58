import type { Turns } from '../turns.js';
import type { Stream } from './stream.js';

export interface GroupTurnsOptions {
  /** A process that has not stirred for so long has lost its turn. */
  readonly staleMs: number;
  /** Whether Redis answers now. */
  readonly isUp: () => boolean;
  /** Told of what Redis refused or did not answer. */
  readonly doubt: (error: unknown) => void;
}

/** Turns by a consumer group of the stream. Without Redis every process may work, as it may anywhere. */
export class GroupTurns implements Turns {
  #stirring: NodeJS.Timeout | undefined;

  constructor(
    private readonly stream: Stream,
    private readonly group: string,
    private readonly options: GroupTurnsOptions,
  ) {}

  async take(seq: number): Promise<boolean> {
    const { staleMs } = this.options;
    const isMine = await this.#ask(() => this.stream.take(this.group, seq, staleMs), true);
    if (isMine) this.#stir(staleMs / 4);
    return isMine;
  }

  async done(seq: number): Promise<void> {
    clearInterval(this.#stirring);
    await this.#ask(() => this.stream.acknowledge(this.group, seq), undefined);
  }

  async leave(): Promise<void> {
    clearInterval(this.#stirring);
    await this.#ask(() => this.stream.leave(this.group), undefined);
  }

  #stir(everyMs: number): void {
    clearInterval(this.#stirring);
    this.#stirring = setInterval(
      () => void this.#ask(() => this.stream.hold(this.group), undefined),
      everyMs,
    );
    this.#stirring.unref();
  }

  async #ask<T>(question: () => Promise<T>, otherwise: T): Promise<T> {
    if (!this.options.isUp()) return otherwise;
    try {
      return await question();
    } catch (error) {
      this.options.doubt(error);
      return otherwise;
    }
  }
}
