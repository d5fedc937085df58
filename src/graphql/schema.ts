import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray } from 'type-graphql';
import type { Feature } from './feature.js';
import { NodeResolver } from './node.js';
import { ViewerResolver } from './viewer.js';

/** The executable schema of the given features. */
export async function schemaOf(features: readonly Feature[]): Promise<GraphQLSchema> {
  const node = new NodeResolver(features.flatMap((feature) => feature.nodeTypes));
  const instances = [node, new ViewerResolver(), ...features.flatMap((feature) => feature.resolvers)];
  const byClass = new Map(instances.map((instance) => [instance.constructor, instance]));
  return buildSchema({
    resolvers: [...byClass.keys()] as unknown as NonEmptyArray<new () => object>,
    container: { get: (wanted: new () => object) => byClass.get(wanted) ?? notWired(wanted.name) },
    validate: { forbidUnknownValues: false, whitelist: false },
    nullableByDefault: false,
  });
}

function notWired(name: string): never {
  throw new Error(`the resolver ${name} is in the schema and no feature brought an instance of it`);
}
