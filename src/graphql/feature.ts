import type { Label } from '../../graph-models/domain/vocabulary.js';
import type { Id } from '../../graph-models/domain/ids.js';
import type { Shop } from '../use-cases/shop.js';
import type { Context } from './context.js';

/** How `node(id)` finds the things of one label: null for what is absent or not visible to the viewer. */
export interface NodeType<L extends Label = Label> {
  readonly label: L;
  readonly load: (ids: readonly Id<L>[], context: Context) => Promise<readonly (object | null)[]>;
}

/** Erases some of what a person left in a feature; true while there is more. Safe to run again after a crash. */
export type Eraser = (shop: Shop, userId: Id<'User'>) => Promise<boolean>;

/** What a feature brings: resolver instances (their classes are the schema) and the types it can find by id. */
export interface Feature {
  readonly resolvers: readonly object[];
  readonly nodeTypes: readonly NodeType[];
  /** Called when an account is deleted. */
  readonly erase?: Eraser;
}

/** Declares a node type; the label's own id type is checked where it is declared. */
export function nodeType<L extends Label>(label: L, load: NodeType<L>['load']): NodeType {
  return { label, load: load as unknown as NodeType['load'] };
}
