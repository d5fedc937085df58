/** The requests that are being answered now; what can wait asks whether there are any. */
export class UnderWay {
  #count = 0;

  get any(): boolean {
    return this.#count > 0;
  }

  async during<T>(answer: () => T | Promise<T>): Promise<T> {
    this.#count++;
    try {
      return await answer();
    } finally {
      this.#count--;
    }
  }
}
