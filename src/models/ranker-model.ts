import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ACT_KINDS } from '../../graph-models/interactions/act-kinds.js';
import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { FriendsResidualPart } from '../../graph-models/neural/friends.js';
import { rankersOf, type FittedRanker, type Rankers } from '../../graph-models/neural/fit-ranker.js';
import { loadParts } from '../../graph-models/neural/load-parts.js';
import type { Part, SavedPart } from '../../graph-models/neural/part.js';
import { SessionGru } from '../../graph-models/neural/session-gru.js';
import type { Json, Tensor } from '../../graph-models/neural/saved-part.js';
import { ModelRefusedError, type ModelContent, type ModelRegistry } from './model-registry.js';
import { textsOf, textTensor } from './tensor-file.js';

/** Grows with every change of what a model's numbers mean. */
const FORMAT = 1;
const SCHEMA = createHash('sha256')
  .update(JSON.stringify([FORMAT, ACT_KINDS]))
  .digest('hex')
  .slice(0, 16);

/** Rankers over a graph, and the version they came from. */
export interface LoadedModel extends Rankers {
  readonly version: string;
  readonly fittedAt: number;
  /** Newer versions that were passed over, and why. */
  readonly refused: readonly ModelRefusedError[];
}

/** Publishes what was fitted on `graph`; answers the version. */
export async function saveFitted(
  registry: ModelRegistry,
  fitted: FittedRanker,
  graph: InteractionGraph,
  fittedAt: number,
): Promise<string> {
  return registry.publish(contentOf(fitted, graph, fittedAt));
}

/**
 * The current model over a live graph, people and items matched by id, whether or not the graph has grown since.
 * A model that cannot be served is passed over for the newest one that can; null when there is none.
 */
export async function loadLatest(
  registry: ModelRegistry,
  graph: InteractionGraph,
): Promise<LoadedModel | null> {
  const current = await registry.current();
  if (current === null) return null;
  const versions = await registry.versions();
  const older = versions.filter((version) => version < current || !versions.includes(current));
  const refused: ModelRefusedError[] = [];
  for (const version of [current, ...older]) {
    try {
      const content = await registry.read(version);
      return { ...bind(version, content, graph), version, fittedAt: content.manifest.fittedAt, refused };
    } catch (error) {
      if (!(error instanceof ModelRefusedError)) throw error;
      refused.push(error);
    }
  }
  if (refused[0] === undefined) return null;
  throw refused[0];
}

const weightsShape = z.record(z.string(), z.number());
const rankerShape = z.object({
  weights: z.object({
    none: weightsShape,
    cold: weightsShape,
    warm: weightsShape,
    hot: weightsShape,
    timeless: weightsShape,
  }),
  scenarios: z.object({ item: weightsShape, cart: weightsShape }),
  parts: z.record(z.string(), z.record(z.string(), z.json())),
  tastes: z.record(z.string(), z.json()).nullable(),
});

const NEED_TASTES = new Set(['itemItem', 'likeMinded', 'friendsResidual']);

function contentOf(fitted: FittedRanker, graph: InteractionGraph, fittedAt: number): ModelContent {
  const parts = partsOf(fitted);
  const saved = Object.fromEntries(parts.map((part) => [part.name, part.save()]));
  const tastes = parts.some((part) => NEED_TASTES.has(part.name)) ? fitted.tastes.save() : null;
  const { tuned } = fitted;
  const ids = (names: { idOf(index: number): string }, count: number): string[] =>
    Array.from({ length: count }, (_, index) => names.idOf(index));
  return {
    manifest: {
      schema: SCHEMA,
      fittedAt,
      seed: fitted.seed,
      engine: `typescript, node ${process.version}`,
      watermark: {
        people: graph.personCount,
        items: graph.itemCount,
        acts: graph.actCount,
        friendships: graph.friendEdgeCount,
        newestActAt: graph.newestActAt(),
      },
      metrics: { 'ndcg@20': tuned.blend.ndcg, questions: tuned.blend.questions },
      ranker: {
        weights: tuned.blend.weights,
        scenarios: tuned.scenarios,
        parts: Object.fromEntries(Object.entries(saved).map(([name, part]) => [name, part.manifest])),
        tastes: tastes?.manifest ?? null,
        basis: tuned.blend.basis,
        validation: tuned.validation,
        alone: tuned.blend.alone,
        gains: tuned.blend.gains,
      },
    },
    tensors: {
      people: textTensor(ids(graph.people, fitted.tastes.rowCount)),
      items: textTensor(ids(graph.items, fitted.tastes.columnCount)),
      ...(tastes === null ? {} : prefixed('tastes', tastes.tensors)),
      ...Object.fromEntries(
        Object.entries(saved).flatMap(([name, part]) => Object.entries(prefixed(name, part.tensors))),
      ),
    },
  };
}

/** Every part that any ranker uses, and the models that the friends' residual and the session stand on. */
function partsOf({ ranker, item, cart }: Rankers): Part[] {
  const byName = new Map<string, Part>();
  for (const part of [ranker, item, cart].flatMap(({ parts }) => parts)) {
    byName.set(part.name, part);
    if (part instanceof FriendsResidualPart) byName.set(part.likeMinded.name, part.likeMinded);
    if (part instanceof SessionGru) byName.set(part.itemGraph.name, part.itemGraph);
  }
  return [...byName.values()];
}

function bind(version: string, { manifest, tensors }: ModelContent, graph: InteractionGraph): Rankers {
  if (manifest.schema !== SCHEMA)
    throw new ModelRefusedError(version, `its schema is ${manifest.schema}, this code reads ${SCHEMA}`);
  const shape = rankerShape.safeParse(manifest.ranker);
  if (!shape.success)
    throw new ModelRefusedError(version, `its ranker is wrong: ${z.prettifyError(shape.error)}`);
  const { weights, scenarios, parts, tastes } = shape.data;
  const savedOf = (prefix: string, about: Record<string, unknown>): SavedPart => ({
    manifest: about as Record<string, Json>,
    tensors: unprefixed(prefix, tensors),
  });
  try {
    const whereabouts = {
      personOf: indicesOf(textsOf(tensors['people']), graph.people),
      itemOf: indicesOf(textsOf(tensors['items']), graph.items),
    };
    const loaded = loadParts(
      Object.fromEntries(Object.entries(parts).map(([name, about]) => [name, savedOf(name, about)])),
      tastes === null ? null : savedOf('tastes', tastes),
      whereabouts,
      graph,
    );
    return rankersOf(loaded, weights, scenarios, graph, version);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ModelRefusedError(version, error.message);
  }
}

function indicesOf(ids: readonly string[], names: { indexOf(id: string): number }): Int32Array {
  return Int32Array.from(ids, (id) => names.indexOf(id));
}

function prefixed(name: string, tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([key, tensor]) => [`${name}.${key}`, tensor]));
}

function unprefixed(name: string, tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(tensors).flatMap(([key, tensor]) =>
      key.startsWith(`${name}.`) ? [[key.slice(name.length + 1), tensor]] : [],
    ),
  );
}
