import { GraphQLError } from 'graphql';
import { Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import type { Id } from '../../graph-models/domain/ids.js';
import type { LiveEvent } from '../live/live-event.js';
import type { Heard, Interest, Listening } from '../live/listening.js';
import { readPosition, signPosition } from '../live/positions.js';
import type { Context } from './context.js';
import { Loaders } from './loaders.js';

export enum ResyncReason {
  TOO_LONG_AGO = 'TOO_LONG_AGO',
  TOO_SLOW = 'TOO_SLOW',
  UNKNOWN_POSITION = 'UNKNOWN_POSITION',
}
registerEnumType(ResyncReason, {
  name: 'ResyncReason',
  description: 'Why a client has to load anew.',
  valuesConfig: {
    TOO_LONG_AGO: { description: 'More happened since `after` than is replayed.' },
    TOO_SLOW: { description: 'Events came faster than this client read them.' },
    UNKNOWN_POSITION: { description: 'The shop was restored, and its history is another.' },
  },
});

/** What every payload of a subscription tells. */
@InterfaceType({ description: 'A payload of a subscription.' })
export abstract class LivePayload {
  @Field(() => String, {
    description: 'Opaque: give it back as `after` to the same subscription to hear what came after this.',
  })
  readonly position: string;

  constructor(position: string) {
    this.position = position;
  }
}

@ObjectType({
  implements: LivePayload,
  description:
    'All that happened up to here was told, and what comes next is live. Comes first, or after what was missed, and now and then on quiet subscriptions.',
})
export class Following extends LivePayload {}

@ObjectType({
  implements: LivePayload,
  description:
    'The last payload of its subscription: load anew, then subscribe with this position as `after`.',
})
export class ResyncRequired extends LivePayload {
  @Field(() => ResyncReason)
  readonly reason: ResyncReason;

  constructor(position: string, reason: ResyncReason) {
    super(position);
    this.reason = reason;
  }
}

/** What a subscription follows, and what it shows of it. */
export interface Follow extends Omit<Interest, 'after'> {
  /** The subscription and its arguments; a position of another stream is refused. */
  readonly stream: string;
  readonly after: string | null | undefined;
  /** Things to hear of besides `topics`; asked at the start and before each payload, and heard of from then on. */
  readonly around?: (context: Context) => Promise<readonly Id[]>;
  /**
   * The payload for these events (one, or with `together` all that wait), or null when the viewer is to hear nothing.
   * `context` reads as of now and is the payload's own.
   */
  readonly show: (
    events: readonly LiveEvent[],
    position: string,
    context: Context,
  ) => Promise<LivePayload | null> | LivePayload | null;
}

/** The `subscribe` of a subscription. @throws GraphQLError BAD_CURSOR when `after` is no position of this stream */
export function follow(context: Context, wanted: Follow): AsyncIterableIterator<LivePayload> {
  const { live, shop } = context;
  if (live === null) throw new Error('nothing is live here');
  const { stream, after, show, around, ...interest } = wanted;
  const named = { name: stream, viewer: context.viewer?.userId ?? null };
  const seq =
    after === null || after === undefined ? null : readPosition(shop.digest, named, after.slice(0, 100));
  if (seq === null && typeof after === 'string') throw badPosition();
  const listening = live.listen({ ...interest, ...(seq !== null && { after: seq }) });
  return new Payloads(listening, context, (at) => signPosition(shop.digest, named, at), show, around);
}

/** The context in which a payload was made, so that its fields read on in it. */
export function contextOf(payload: unknown): Context | null {
  return typeof payload === 'object' && payload !== null ? (contexts.get(payload) ?? null) : null;
}

/** Remembers the context in which a payload was made. */
export function keepContext<P extends object>(payload: P, context: Context): P {
  contexts.set(payload, context);
  return payload;
}

/** The same person's context with nothing read yet. */
export function freshContext(context: Context): Context {
  return { ...context, loaders: new Loaders(context.shop.store) };
}

/**
 * The same person's context with nothing read yet. Lists whose turns begin at the same moment read together, as what the
 * store says does not depend on who asks; one that begins later reads anew.
 */
export function contextOfNow(context: Context): Context {
  const { store } = context.shop;
  let loaders = loadersOfNow.get(store);
  if (loaders === undefined) {
    loaders = new Loaders(store);
    loadersOfNow.set(store, loaders);
    queueMicrotask(() => loadersOfNow.delete(store));
  }
  return { ...context, loaders };
}

const loadersOfNow = new WeakMap<object, Loaders>();
const contexts = new WeakMap<object, Context>();
const DONE = { done: true, value: undefined } as const;

class Payloads implements AsyncIterableIterator<LivePayload> {
  #begun = false;

  constructor(
    private readonly listening: Listening,
    private readonly context: Context,
    private readonly positionAt: (seq: number) => string,
    private readonly show: Follow['show'],
    private readonly around: Follow['around'],
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<LivePayload>> {
    if (!this.#begun) await this.#hearAround(freshContext(this.context));
    this.#begun = true;
    for (;;) {
      const heard = await this.listening.next();
      if (heard.done === true) return DONE;
      const context = freshContext(this.context);
      if (heard.value.kind === 'events') await this.#hearAround(context);
      const payload = await this.#payload(heard.value, context);
      if (payload === null) continue;
      return { done: false, value: keepContext(payload, context) };
    }
  }

  async return(): Promise<IteratorResult<LivePayload>> {
    await this.listening.return();
    return DONE;
  }

  /** Before anything else is read, so that what changes meanwhile is heard of. */
  async #hearAround(context: Context): Promise<void> {
    if (this.around !== undefined) this.listening.hearOf(await this.around(context));
  }

  #payload(heard: Heard, context: Context): Promise<LivePayload | null> | LivePayload | null {
    switch (heard.kind) {
      case 'following':
        return new Following(this.positionAt(heard.seq));
      case 'resync':
        return new ResyncRequired(this.positionAt(heard.seq), ResyncReason[heard.reason]);
      case 'events':
        return this.show(heard.events, this.positionAt(heard.events.at(-1)?.seq ?? 0), context);
      default:
        return heard satisfies never;
    }
  }
}

function badPosition(): GraphQLError {
  return new GraphQLError('`after` is not a position of this subscription of yours.', {
    extensions: { code: 'BAD_CURSOR' },
  });
}
