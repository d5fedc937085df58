import { GraphQLError } from 'graphql';
import type { Id } from '../../graph-models/domain/ids.js';
import { registerEnumType } from 'type-graphql';
import { patchesBetween, type Patch, type Shown } from '../live/list-patches.js';
import type { Beginning, OpenList } from '../live/open-list.js';
import type { Context } from './context.js';
import { contextOfNow, keepContext } from './subscription.js';

export enum PatchOp {
  INSERT = 'INSERT',
  MOVE = 'MOVE',
  REMOVE = 'REMOVE',
  UPDATE = 'UPDATE',
}
registerEnumType(PatchOp, {
  name: 'PatchOp',
  valuesConfig: {
    INSERT: { description: 'Put it in at `index`.' },
    MOVE: { description: 'Take it out, then put it in at `index`, as it is now.' },
    REMOVE: { description: 'Take it out; it is at `index`.' },
    UPDATE: { description: 'It stays at `index`, and looks otherwise now.' },
  },
});

/** A ranked list that a client keeps by patches. */
export interface FollowedList<L, S extends Shown, P extends object> {
  readonly open: OpenList;
  /** What the client has when it begins. */
  readonly shown: readonly S[];
  /** The list as it is now, for a client that has `shown`; with `news`, only these need to be put in. */
  readonly rank: (context: Context, shown: readonly S[], news: readonly Id[]) => Promise<L>;
  readonly look: (list: L) => { readonly shown: readonly S[]; readonly beginning: Beginning };
  readonly payload: (list: L, patches: readonly Patch[], shown: readonly S[]) => P;
}

const DONE = { done: true, value: undefined } as const;

/** Ranks when it is the list's turn and its reader is ready, so nothing ever waits for a slow reader. */
export class ListFollower<L, S extends Shown, P extends object> implements AsyncIterableIterator<P> {
  #shown: readonly S[];
  #begun = false;

  constructor(
    private readonly context: Context,
    private readonly list: FollowedList<L, S, P>,
  ) {
    this.#shown = list.shown;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<P>> {
    const { open, rank } = this.list;
    for (;;) {
      const turn = await open.rank(async (news) => {
        const context = contextOfNow(this.context);
        return { context, ranked: await rank(context, this.#shown, news) };
      });
      if (turn === null) return DONE;
      const payload = this.#payload(turn.ranked);
      if (payload === null) continue;
      return { done: false, value: keepContext(payload, turn.context) };
    }
  }

  return(): Promise<IteratorResult<P>> {
    this.list.open.close();
    return Promise.resolve(DONE);
  }

  /** What the client has to hear, or null when it has the list already; the first time it hears in any case. */
  #payload(ranked: L): P | null {
    const { open, look, payload } = this.list;
    const { shown, beginning } = look(ranked);
    open.shows(beginning);
    const patches = patchesBetween(this.#shown, shown);
    if (patches.length === 0 && this.#begun) return null;
    this.#begun = true;
    this.#shown = shown;
    return payload(ranked, patches, shown);
  }
}

/** The answer to an `after` that is no position of the list. */
export function badListPosition(): GraphQLError {
  return new GraphQLError('`after` is not a position of this list of yours.', {
    extensions: { code: 'BAD_CURSOR' },
  });
}
