import { setImmediate as nextTurn } from 'node:timers/promises';
import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { FriendsResidualPart } from '../../graph-models/neural/friends.js';
import { FriendsTastePart } from '../../graph-models/neural/friends-taste.js';
import { rankersOf, type FittedRanker, type Rankers } from '../../graph-models/neural/fit-ranker.js';
import { loadParts } from '../../graph-models/neural/load-parts.js';
import { viewerOf, type Part } from '../../graph-models/neural/part.js';
import { SessionGru } from '../../graph-models/neural/session-gru.js';
import { saveTastes } from '../../graph-models/neural/saved-tastes.js';
import type { Json, Tensor } from '../../graph-models/neural/saved-part.js';
import {
  ModelRefusedError,
  type ModelContent,
  type ModelRegistry,
  type Publication,
} from './model-registry.js';
import { asRefusal, savedRankerOf, SCHEMA } from './saved-ranker.js';
import { textTensor } from './tensor-file.js';

/** People on whom a model is tried before it is served. */
const TRIED = 5;

/** Rankers over a graph, and the version they came from. */
export interface LoadedModel extends Rankers {
  readonly version: string;
  readonly fittedAt: number;
  /** Newer versions that were passed over, and why. */
  readonly refused: readonly ModelRefusedError[];
}

/** What a publisher knows of a model beyond its numbers. */
export interface About {
  readonly engine?: string;
  readonly publication?: Publication;
  /** The version that it was compared with and is to take the place of; left out: whichever is current. */
  readonly over?: string | null;
  /** Figures of the held-out newest slice, beside those of validation. */
  readonly metrics?: Readonly<Record<string, number>>;
}

/**
 * Publishes what was fitted on `graph`; answers the version.
 * @throws ModelRefusedError when it would be refused by whoever is to serve it, ModelMovedError when it was compared with
 * another than the one that is current by then; then nothing is published
 */
export async function saveFitted(
  registry: ModelRegistry,
  fitted: FittedRanker,
  graph: InteractionGraph,
  fittedAt: number,
  about: About = {},
): Promise<string> {
  const content = contentOf(fitted, graph, fittedAt, about);
  await bind('that was just fitted', content, graph);
  return registry.publish(content, about.over);
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
      return {
        ...(await bind(version, content, graph)),
        version,
        fittedAt: content.manifest.fittedAt,
        refused,
      };
    } catch (error) {
      if (!(error instanceof ModelRefusedError)) throw error;
      refused.push(error);
    }
  }
  if (refused[0] === undefined) return null;
  throw refused[0];
}

const NEED_TASTES = new Set(['itemItem', 'likeMinded', 'friendsResidual']);

function contentOf(
  fitted: FittedRanker,
  graph: InteractionGraph,
  fittedAt: number,
  { engine = 'cpu', publication, metrics }: About,
): ModelContent {
  const parts = partsOf(fitted);
  const saved = Object.fromEntries(parts.map((part) => [part.name, part.save()]));
  const tastes = parts.some((part) => NEED_TASTES.has(part.name)) ? saveTastes(fitted.tastes) : null;
  const { tuned } = fitted;
  const ids = (names: { idOf(index: number): string }, count: number): string[] =>
    Array.from({ length: count }, (_, index) => names.idOf(index));
  return {
    manifest: {
      schema: SCHEMA,
      fittedAt,
      seed: fitted.seed,
      engine: `${engine}, node ${process.version}`,
      watermark: {
        people: graph.personCount,
        items: graph.itemCount,
        acts: graph.actCount,
        friendships: graph.friendEdgeCount,
        newestActAt: graph.newestActAt(),
      },
      metrics: { 'ndcg@20': tuned.blend.ndcg, questions: tuned.blend.questions, ...metrics },
      publication,
      ranker: {
        weights: tuned.blend.weights,
        scenarios: tuned.scenarios,
        parts: Object.fromEntries(Object.entries(saved).map(([name, part]) => [name, part.manifest])),
        tastes: tastes?.manifest ?? null,
        basis: tuned.blend.basis,
        validation: tuned.validation,
        alone: tuned.blend.alone,
        gains: tuned.blend.gains,
        settings: tuned.settings as unknown as Json,
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

/** Every part that any ranker uses, the session that tells intents, and the models that friends' parts and the session stand on. */
export function partsOf({ ranker, item, cart, session }: Rankers): Part[] {
  const byName = new Map<string, Part>();
  const used: Part[] = [ranker, item, cart].flatMap(({ parts }) => parts);
  for (const part of session === null ? used : [...used, session]) {
    byName.set(part.name, part);
    if (part instanceof FriendsResidualPart) byName.set(part.likeMinded.name, part.likeMinded);
    if (part instanceof FriendsTastePart) byName.set(part.taste.name, part.taste);
    if (part instanceof SessionGru) byName.set(part.itemGraph.name, part.itemGraph);
  }
  return [...byName.values()];
}

/**
 * The content over a graph. It is done in pieces, so that whoever serves meanwhile never waits for long; the graph may change
 * in between as it may afterwards.
 *
 * @throws ModelRefusedError when the content is no ranker, or ranks with what is no number
 */
export async function bind(
  version: string,
  content: ModelContent,
  graph: InteractionGraph,
): Promise<Rankers> {
  await nextTurn();
  const { weights, scenarios, parts, tastes, whereabouts } = savedRankerOf(version, content, graph);
  await nextTurn();
  try {
    const loaded = await loadParts(parts, tastes, whereabouts, graph);
    const rankers = rankersOf(loaded, weights, scenarios, graph, version);
    await mustRank(rankers, graph);
    return rankers;
  } catch (error) {
    throw asRefusal(version, error);
  }
}

/** @throws TypeError when the model has no finite score for somebody who is in the shop */
async function mustRank({ ranker }: Rankers, graph: InteractionGraph): Promise<void> {
  if (graph.itemCount === 0) return;
  const step = Math.max(1, Math.floor(graph.personCount / TRIED));
  for (let person = 0; person < graph.personCount; person += step) {
    await nextTurn();
    const scores = new Float32Array(graph.itemCount);
    ranker.scoreAll(viewerOf(graph, person), scores);
    if (!scores.every(Number.isFinite))
      throw new TypeError(`its scores for ${graph.people.idOf(person)} are not numbers`);
  }
}

function prefixed(name: string, tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([key, tensor]) => [`${name}.${key}`, tensor]));
}
