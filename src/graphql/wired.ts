import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';

type Class<T> = abstract new (...given: never[]) => T;

const instances = new WeakMap<GraphQLSchema, ReadonlyMap<unknown, object>>();

/** Remembers the resolvers that a schema was made of. */
export function wire(schema: GraphQLSchema, byClass: ReadonlyMap<unknown, object>): void {
  instances.set(schema, byClass);
}

/** The resolver of a class in the schema that runs: the `subscribe` of a decorator has no `this`. */
export function wired<T extends object>(info: GraphQLResolveInfo, wanted: Class<T>): T {
  const found = instances.get(info.schema)?.get(wanted);
  if (found === undefined) throw new Error(`${wanted.name} is not in this schema`);
  return found as T;
}
