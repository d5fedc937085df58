import type { Answer } from '../support/api.js';
import { operation } from '../support/operations.js';
import { patched, type PatchOf } from '../support/patched-list.js';
import { nameOf, type FeedEdge, type FeedTown } from './feed-town.js';

interface Update {
  readonly feedUpdates: { readonly position: string; readonly patches: readonly PatchOf<FeedEdge>[] };
}

/** A client that keeps a feed by patches. */
export class FeedWatcher {
  list: readonly FeedEdge[] = [];
  position: string | null = null;
  payloads = 0;
  /** Of the last payload. */
  latest: readonly PatchOf<FeedEdge>[] = [];
  #failure: Error | null = null;
  #source: AsyncIterableIterator<Answer<Update>> | null = null;

  constructor(
    private readonly town: FeedTown,
    readonly who: string,
    private readonly variables: object = {},
  ) {}

  /** Subscribes, on from the position it has; resolves when the first payload is there. */
  async watch(): Promise<void> {
    const { api } = this.town;
    const variables = { first: 12, ...this.variables, after: this.position };
    const source = await api.subscribe<Update>(operation('FeedUpdates'), variables, this.town.who(this.who));
    this.#source = source;
    const took = async (): Promise<boolean> => {
      const result = await source.next();
      if (result.done === true) return false;
      this.#take(result.value);
      return true;
    };
    await took();
    void (async () => {
      while (await took());
    })().catch((error: unknown) => (this.#failure = error as Error));
  }

  /** Resolves once it holds. @throws when it does not within 10 s, or what went wrong on the way */
  async until(holds: () => boolean): Promise<void> {
    const deadline = performance.now() + 10_000;
    while (!holds()) {
      this.seen();
      if (performance.now() > deadline) throw new Error(`${this.who} waited in vain`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** The connection is cut: whatever was on its way is lost. */
  async cut(): Promise<void> {
    await this.#source?.return?.();
  }

  /** The feed by the patches. @throws what went wrong on the way */
  seen(): readonly FeedEdge[] {
    if (this.#failure !== null) throw this.#failure;
    return this.list;
  }

  names(): string[] {
    return this.seen().map(nameOf);
  }

  /** What a query answers now. */
  async fresh(): Promise<readonly FeedEdge[]> {
    return (await this.town.feed(this.who, { first: 12, ...this.variables })).edges;
  }

  #take({ data, errors }: Answer<Update>): void {
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    const { position, patches } = data.feedUpdates;
    this.payloads++;
    this.latest = patches;
    this.list = patched(this.list, patches, ({ id }) => id);
    this.position = position;
  }
}

/** A feed to five digits: less is not told. */
export function rounded(list: readonly FeedEdge[]): unknown {
  const five = (value: number): number => Number(value.toPrecision(5));
  return list.map(({ id, kind, at, seen, node, score, parts, why }) => ({
    ...{ id, kind, at, seen, node: node.id, score: five(score) },
    parts: Object.fromEntries(parts.map(({ name, value }) => [name, five(value)])),
    why: why.map(({ __typename, deed, count, talkCount }) => [__typename, deed, count, talkCount]),
  }));
}
