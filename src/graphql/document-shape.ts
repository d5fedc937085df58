import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large an operation is once its fragments are spread out. */
export interface Shape {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
}

const EMPTY: Shape = { depth: 0, fields: 0, aliases: 0 };

/**
 * The shape of each operation of a valid document. Each fragment is measured once, so fragments that
 * spread each other twice over, thirty deep, cost no more to measure than to write. Introspection is free, but for aliases,
 * by which it could be asked for over and over.
 */
export function shapesOf(document: DocumentNode): Shape[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Shape>();

  const shapeOfSet = (set: SelectionSetNode | undefined): Shape =>
    (set?.selections ?? []).map(shapeOf).reduce(together, EMPTY);

  const shapeOf = (selection: SelectionNode): Shape => {
    switch (selection.kind) {
      case Kind.FIELD: {
        const below = shapeOfSet(selection.selectionSet);
        const aliases = below.aliases + (selection.alias === undefined ? 0 : 1);
        if (selection.name.value.startsWith('__')) return { ...EMPTY, aliases };
        return { depth: below.depth + 1, fields: below.fields + 1, aliases };
      }
      case Kind.INLINE_FRAGMENT:
        return shapeOfSet(selection.selectionSet);
      case Kind.FRAGMENT_SPREAD: {
        const name = selection.name.value;
        const known = measured.get(name) ?? shapeOfSet(fragments.get(name)?.selectionSet);
        measured.set(name, known);
        return known;
      }
      default:
        return selection satisfies never;
    }
  };

  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [shapeOfSet(definition.selectionSet)] : [],
  );
}

function together(a: Shape, b: Shape): Shape {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
  };
}
