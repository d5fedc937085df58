import { Arg, Ctx, Field, ID, InterfaceType, Query, Resolver } from 'type-graphql';
import { labelOf, type Id } from '../../graph-models/domain/ids.js';
import type { Label } from '../../graph-models/domain/vocabulary.js';
import type { GraphNode } from '../store/graph-store.js';
import type { Context } from './context.js';
import type { NodeType } from './feature.js';
import { fromGlobalId, globalId } from './global-id.js';

/** A thing with an id, findable by `node(id)`; it wraps the stored node, whose properties its fields read. */
@InterfaceType({ description: 'A thing with a global id.' })
export abstract class Node<L extends Label = Label> {
  constructor(readonly stored: GraphNode<L>) {}

  @Field(() => ID)
  get id(): string {
    return globalId(this.stored.id);
  }
}

/** Finds any thing by its id, null when it is absent or not visible. */
export class NodeFinder {
  readonly #types: ReadonlyMap<Label, NodeType>;

  constructor(types: readonly NodeType[]) {
    this.#types = new Map(types.map((type) => [type.label, type]));
  }

  /** The id behind a client's, or null when nothing of its kind is ever found by its id. */
  idOf(globalId: string): Id | null {
    const id = fromGlobalId(globalId);
    return id !== null && this.#types.has(labelOf(id) as Label) ? id : null;
  }

  load(id: Id, context: Context): Promise<object | null> {
    const type = this.#types.get(labelOf(id) as Label);
    if (type === undefined) return Promise.resolve(null);
    return context.loaders
      .batch<Id, object | null>(
        `node ${type.label}`,
        (id) => id,
        (ids) => type.load(ids, context),
      )
      .load(id);
  }
}

/** `node` and `nodes`: any thing by its global id, null when it is absent or not visible. */
@Resolver()
export class NodeResolver {
  constructor(private readonly finder: NodeFinder) {}

  @Query(() => Node, { nullable: true, description: 'Null when it is absent or not visible to you.' })
  node(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<object | null> {
    return this.#load(id, context);
  }

  @Query(() => [Node], { nullable: 'items', description: 'In the order asked; up to 100.' })
  nodes(@Arg('ids', () => [ID]) ids: string[], @Ctx() context: Context): Promise<(object | null)[]> {
    return Promise.all(ids.slice(0, 100).map((id) => this.#load(id, context)));
  }

  #load(globalId: string, context: Context): Promise<object | null> {
    const id = this.finder.idOf(globalId);
    return id === null ? Promise.resolve(null) : this.finder.load(id, context);
  }
}
