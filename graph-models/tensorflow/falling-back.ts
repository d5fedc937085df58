import { CPU_ENGINE, type Engine } from '../neural/engine.js';
import { firstLine } from './load-package.js';

/** An engine that nobody asked for by name: when it fails, it says so, and our kernels train from the same parameters. */
export class FallingBack implements Engine {
  #current: Engine;

  constructor(
    first: Engine,
    private readonly note: (text: string) => void,
  ) {
    this.#current = first;
  }

  get name(): string {
    return this.#current.name;
  }

  get device(): string {
    return this.#current.device;
  }

  readonly trainTowers: Engine['trainTowers'] = (...given) =>
    this.#tried((engine) => engine.trainTowers(...given));

  readonly trainSession: Engine['trainSession'] = (...given) =>
    this.#tried((engine) => engine.trainSession(...given));

  async #tried(train: (engine: Engine) => Promise<void>): Promise<void> {
    try {
      await train(this.#current);
    } catch (error) {
      if (this.#current === CPU_ENGINE) throw error;
      this.note(`${this.name} failed, and our own kernels take its place: ${firstLine(error)}`);
      this.#current = CPU_ENGINE;
      await train(CPU_ENGINE);
    }
  }
}
