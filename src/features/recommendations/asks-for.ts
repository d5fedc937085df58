import { Kind, type GraphQLResolveInfo, type SelectionNode, type SelectionSetNode } from 'graphql';

/** Whether the client selects the field at the end of `path`, below the field being resolved. */
export function asksFor(info: GraphQLResolveInfo, path: readonly string[]): boolean {
  return info.fieldNodes.some(({ selectionSet }) => selects(info, selectionSet, path));
}

function selects(
  info: GraphQLResolveInfo,
  set: SelectionSetNode | undefined,
  path: readonly string[],
): boolean {
  const [name, ...rest] = path;
  const isIn = (selection: SelectionNode): boolean => {
    switch (selection.kind) {
      case Kind.FIELD:
        return (
          selection.name.value === name && (rest.length === 0 || selects(info, selection.selectionSet, rest))
        );
      case Kind.INLINE_FRAGMENT:
        return selects(info, selection.selectionSet, path);
      case Kind.FRAGMENT_SPREAD:
        return selects(info, info.fragments[selection.name.value]?.selectionSet, path);
      default:
        return selection satisfies never;
    }
  };
  return set?.selections.some(isIn) ?? false;
}
