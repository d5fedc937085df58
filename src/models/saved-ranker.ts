import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ACT_KINDS } from '../../graph-models/interactions/act-kinds.js';
import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import type { Tuned } from '../../graph-models/neural/fit-ranker.js';
import type { SavedParts, Whereabouts } from '../../graph-models/neural/load-parts.js';
import type { Json, SavedPart, Tensor } from '../../graph-models/neural/saved-part.js';
import { ModelRefusedError, type ModelContent } from './model-registry.js';
import { textsOf } from './tensor-file.js';

/** Grows with every change of what a model's numbers mean. */
const FORMAT = 2;
export const SCHEMA = createHash('sha256')
  .update(JSON.stringify([FORMAT, ACT_KINDS]))
  .digest('hex')
  .slice(0, 16);

/** A model's parts as they were saved, and where its people and items are in a graph. */
export interface SavedRanker {
  readonly weights: Tuned['blend']['weights'];
  readonly scenarios: Tuned['scenarios'];
  readonly parts: SavedParts;
  readonly tastes: SavedPart | null;
  readonly whereabouts: Whereabouts;
  /** What validation chose, for a later fit; null for a model that did not keep it. */
  readonly tuned: Tuned | null;
}

const numbersShape = z.record(z.string(), z.number());
const rankerShape = z.object({
  weights: z.object({
    none: numbersShape,
    cold: numbersShape,
    warm: numbersShape,
    hot: numbersShape,
    timeless: numbersShape,
  }),
  scenarios: z.object({ item: numbersShape, cart: numbersShape }),
  parts: z.record(z.string(), z.record(z.string(), z.json())),
  tastes: z.record(z.string(), z.json()).nullable(),
  basis: z.enum(['learned', 'untuned']),
  validation: z.enum(['random', 'newestOfEach', 'globalTime', 'given']),
  alone: numbersShape,
  gains: numbersShape,
  settings: z.record(z.string(), numbersShape).optional(),
});

/** Reads the content. @throws ModelRefusedError when it is of another schema or shape, or has a number that is none */
export function savedRankerOf(
  version: string,
  { manifest, tensors }: ModelContent,
  graph: InteractionGraph,
): SavedRanker {
  if (manifest.schema !== SCHEMA)
    throw new ModelRefusedError(version, `its schema is ${manifest.schema}, this code reads ${SCHEMA}`);
  const shape = rankerShape.safeParse(manifest.ranker);
  if (!shape.success)
    throw new ModelRefusedError(version, `its ranker is wrong: ${z.prettifyError(shape.error)}`);
  for (const [name, { data }] of Object.entries(tensors))
    if (!isFinite(data)) throw new ModelRefusedError(version, `${name} has something that is no number`);
  const { weights, scenarios, parts, tastes, basis, validation, alone, gains, settings } = shape.data;
  const savedOf = (prefix: string, about: Record<string, Json>): SavedPart => ({
    manifest: about,
    tensors: unprefixed(prefix, tensors),
  });
  const blend = {
    ...{ weights, basis, alone, gains },
    ndcg: manifest.metrics['ndcg@20'] ?? 0,
    questions: manifest.metrics['questions'] ?? 0,
  };
  return refusing(version, () => ({
    weights,
    scenarios,
    parts: Object.fromEntries(Object.entries(parts).map(([name, about]) => [name, savedOf(name, about)])),
    tastes: tastes === null ? null : savedOf('tastes', tastes),
    whereabouts: {
      personOf: indicesOf(textsOf(tensors['people']), graph.people),
      itemOf: indicesOf(textsOf(tensors['items']), graph.items),
    },
    tuned:
      settings === undefined
        ? null
        : { validation, settings: settings as unknown as Tuned['settings'], blend, scenarios },
  }));
}

/** Runs what reads a model: what is not of its form is the model's fault. */
function refusing<T>(version: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw asRefusal(version, error);
  }
}

/** What to throw for `error`, met while a model was read. */
export function asRefusal(version: string, error: unknown): unknown {
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError
    ? new ModelRefusedError(version, error.message)
    : error;
}

function isFinite(data: Tensor['data']): boolean {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return true;
  for (let at = 0; at < data.length; at++) if (!Number.isFinite(data[at])) return false;
  return true;
}

function indicesOf(ids: readonly string[], names: { indexOf(id: string): number }): Int32Array {
  return Int32Array.from(ids, (id) => names.indexOf(id));
}

function unprefixed(name: string, tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(tensors).flatMap(([key, tensor]) =>
      key.startsWith(`${name}.`) ? [[key.slice(name.length + 1), tensor]] : [],
    ),
  );
}
