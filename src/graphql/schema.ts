import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray } from 'type-graphql';
import type { Feature } from './feature.js';
import { NodeChangesResolver } from './node-changes.js';
import { NodeFinder, NodeResolver } from './node.js';
import { wire } from './wired.js';
import { ViewerResolver } from './viewer.js';

/** The executable schema of the given features. */
export async function schemaOf(features: readonly Feature[]): Promise<GraphQLSchema> {
  const finder = new NodeFinder(features.flatMap((feature) => feature.nodeTypes));
  const nodes = [new NodeResolver(finder), new NodeChangesResolver(finder)];
  const instances = [...nodes, new ViewerResolver(), ...features.flatMap((feature) => feature.resolvers)];
  const byClass = new Map(instances.map((instance) => [instance.constructor, instance]));
  const schema = await buildSchema({
    resolvers: [...byClass.keys()] as unknown as NonEmptyArray<new () => object>,
    container: { get: (wanted: new () => object) => byClass.get(wanted) ?? notWired(wanted.name) },
    validate: { forbidUnknownValues: false, whitelist: false },
    nullableByDefault: false,
    pubSub: NO_TOPICS,
  });
  wire(schema, byClass);
  return schema;
}

/** Subscriptions bring their own source (`follow`); the builder wants one for those that do not. */
const NO_TOPICS = {
  publish: (topic: string): never => notFollowed(topic),
  subscribe: (topic: string): never => notFollowed(topic),
};

function notFollowed(topic: string): never {
  throw new Error(`${topic} has no source: give the subscription a \`subscribe\``);
}

function notWired(name: string): never {
  throw new Error(`the resolver ${name} is in the schema and no feature brought an instance of it`);
}
