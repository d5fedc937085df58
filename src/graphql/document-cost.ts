import { createRequire } from 'node:module';
import {
  getOperationAST,
  getVariableValues,
  Kind,
  type DocumentNode,
  type GraphQLSchema,
  type TypeNode,
} from 'graphql';
import type * as Complexity from 'graphql-query-complexity';

// Its ESM build brings a second copy of graphql; the CommonJS build shares ours.
const { getComplexity, fieldExtensionsEstimator, simpleEstimator } = createRequire(import.meta.url)(
  'graphql-query-complexity',
) as typeof Complexity;

/** What a cost depends on. */
export interface Costed {
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** Costs of one document that are kept; a client pages by one or two sizes. */
const KEPT = 32;

/**
 * The costs of documents, each counted once for the variables that it depends on: `first` and what includes or skips a
 * field, so integers and booleans. They are kept as long as the parsed document is.
 */
export class DocumentCosts {
  readonly #costs = new WeakMap<DocumentNode, Map<string, number>>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** @throws GraphQLError when the variables are not what the operation declares */
  of(costed: Costed): number {
    const key = keyOf(this.schema, costed);
    if (key === null) return costOf(this.schema, costed);
    const costs = this.#costs.get(costed.document) ?? new Map<string, number>();
    this.#costs.set(costed.document, costs);
    const known = costs.get(key);
    if (known !== undefined) return known;
    const cost = costOf(this.schema, costed);
    const [oldest] = costs.keys();
    if (costs.size >= KEPT && oldest !== undefined) costs.delete(oldest);
    costs.set(key, cost);
    return cost;
  }
}

/** A field costs 1 plus what is below it; a connection costs that for each of the `first` rows asked for. */
export function costOf(schema: GraphQLSchema, { document, operationName, variables }: Costed): number {
  return getComplexity({
    schema,
    query: document,
    ...(operationName !== undefined && { operationName }),
    variables: { ...variables },
    estimators: [fieldExtensionsEstimator(), connectionEstimator, simpleEstimator({ defaultComplexity: 1 })],
  });
}

const connectionEstimator: Complexity.ComplexityEstimator = ({ field, args, childComplexity }) => {
  if (!/Connection!?$/.test(String(field.type))) return undefined;
  const { first } = args as { first?: unknown };
  const rows = typeof first === 'number' ? Math.max(1, Math.min(first, 100)) : 20;
  return 1 + rows * childComplexity;
};

/** The operation with the variables that its cost depends on; null when it cannot be run. */
function keyOf(schema: GraphQLSchema, { document, operationName, variables }: Costed): string | null {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  const declared = operation.variableDefinitions ?? [];
  const { coerced } = getVariableValues(schema, declared, { ...variables });
  if (coerced === undefined) return null;
  const counting = declared.flatMap(({ variable: { name }, type }) =>
    COUNTING.has(nameOf(type)) ? [coerced[name.value] ?? null] : [],
  );
  return `${operationName ?? ''} ${JSON.stringify(counting)}`;
}

const COUNTING: ReadonlySet<string> = new Set(['Int', 'Boolean']);

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
