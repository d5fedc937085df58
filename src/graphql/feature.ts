import type { Label } from '../../graph-models/domain/vocabulary.js';
import type { Id } from '../../graph-models/domain/ids.js';
import type { Context } from './context.js';

/** How `node(id)` finds the things of one label: null for what is absent or not visible to the viewer. */
export interface NodeType<L extends Label = Label> {
  readonly label: L;
  readonly load: (ids: readonly Id<L>[], context: Context) => Promise<readonly (object | null)[]>;
}

/** What a feature brings: resolver instances (their classes are the schema) and the types it can find by id. */
export interface Feature {
  readonly resolvers: readonly object[];
  readonly nodeTypes: readonly NodeType[];
}

/** Declares a node type; the label's own id type is checked where it is declared. */
export function nodeType<L extends Label>(label: L, load: NodeType<L>['load']): NodeType {
  return { label, load: load as unknown as NodeType['load'] };
}
