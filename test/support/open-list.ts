import type { Ear } from './live-client.js';
import { patched, type PatchOf } from './patched-list.js';

/** A list that a client keeps by patches, over a connection that may be cut. */
export class OpenList<E extends { readonly node: { readonly id: string } }> {
  list: readonly E[] = [];
  position: string | undefined;
  #ear: Ear | null = null;

  constructor(
    private readonly connect: (after?: string) => Ear,
    private readonly idOf: (edge: E) => string,
  ) {}

  /** Subscribes, on from the position it has, and takes the first payload. */
  async open(): Promise<void> {
    this.#ear = this.connect(this.position);
    await this.next();
  }

  async next(): Promise<void> {
    const { position, patches } = await this.#ear!.next();
    this.list = patched(this.list, patches as readonly PatchOf<E>[], this.idOf);
    this.position = position;
  }

  async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await isSo())) await this.next();
  }

  ids(): string[] {
    return this.list.map((edge) => this.idOf(edge));
  }

  has(nodeId: string): boolean {
    return this.list.some(({ node }) => node.id === nodeId);
  }

  cut(): void {
    this.#ear?.close();
  }
}
