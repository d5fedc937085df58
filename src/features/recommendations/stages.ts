import type { UserId } from '../../../graph-models/domain/ids.js';
import type { LiveState } from '../../live-graph/live-state.js';
import { pipeline } from '../../pipeline/pipeline.js';
import type { Candidate, Explain, Filter, Scorer, Select, Source } from '../../pipeline/stages.js';
import { EXCLUSIONS } from './exclusions.js';
import type { Explainer, Reason } from './reasons.js';
import type { Ranking } from './ranking.js';
import type { Scenario } from './request.js';
import { spread } from './spread.js';

/** How long a list can get; nobody pages further. */
export const LONGEST_LIST = 500;

/** One answer in the making. */
export interface Query {
  readonly viewerId: UserId;
  readonly scenario: Scenario;
  readonly state: LiveState;
  readonly ranking: Ranking;
  readonly explainer: Explainer;
  readonly reasons: number;
  readonly modelVersion: string | null;
  /** uint8 [itemCount], codes into EXCLUSIONS. */
  readonly excluded: Uint8Array;
  /** The next stretch of a list that was answered before, in its order. */
  readonly remembered: readonly string[];
}

export interface ItemCandidate extends Candidate {
  /** Index in the graph. */
  readonly item: number;
  /** Told, as `why` is, of what is explained. */
  readonly parts: Readonly<Record<string, number>>;
  readonly why: readonly Reason[];
}

/** The whole catalogue, less what may not be shown, by score. */
const bestOfCatalogue: Source<Query, ItemCandidate> = ({ ranking, excluded, state }) =>
  ranking.best(LONGEST_LIST, excluded).map((item) => candidate(state, item));

/** Of things nobody knows anything about, the newest: scores of 0 would else be shown by age of their numbers. */
const newest: Source<Query, ItemCandidate> = ({ excluded, state }) =>
  excluded.length <= LONGEST_LIST
    ? []
    : state.newest.indices().flatMap((item) => (excluded[item] === 0 ? candidate(state, item) : []));

const asRemembered: Source<Query, ItemCandidate> = ({ remembered, state }) =>
  remembered.flatMap((id) => {
    const item = state.graph.items.indexOf(id);
    return item < 0 ? [] : candidate(state, item);
  });

const showable: Filter<Query, ItemCandidate> = ({ excluded }, candidates) => ({
  kept: candidates.filter(({ item }) => excluded[item] === 0),
  removed: candidates
    .filter(({ item }) => excluded[item] !== 0)
    .map((candidate) => ({ candidate, reason: EXCLUSIONS[excluded[candidate.item] ?? 0] ?? 'tooNew' })),
});

const sumOfParts: Scorer<Query, ItemCandidate> = ({ ranking }, candidates) =>
  candidates.map((one) => ({ ...one, score: ranking.scoreOf(one.item) }));

/** What goes with one item is of its kind: only lists about a person are spread. */
const spreadUnlessAlike: Select<Query, ItemCandidate> = (query, ranked) =>
  query.scenario === 'ITEM' ? ranked : spread(query.state.graph, ranked);

const inRememberedOrder: Select<Query, ItemCandidate> = ({ remembered }, ranked) => {
  const place = new Map(remembered.map((id, index) => [id, index]));
  return ranked.toSorted((a, b) => place.get(a.id)! - place.get(b.id)!);
};

const strongestEvidence: Explain<Query, ItemCandidate> = ({ ranking, explainer, reasons }, one) => ({
  ...one,
  parts: ranking.partsOf(one.item),
  why: explainer.reasonsOf(one.item, reasons),
});

const tail = {
  filters: [showable],
  scorers: [sumOfParts],
  explain: strongestEvidence,
  modelOf: ({ modelVersion }: Query) => modelVersion,
};

/** A new list, best first. */
export const recommendations = pipeline<Query, ItemCandidate>({
  sources: [bestOfCatalogue, newest],
  select: spreadUnlessAlike,
  ...tail,
});

/** The next stretch of a list: its order, with scores, reasons and exclusions of now. */
export const furtherRecommendations = pipeline<Query, ItemCandidate>({
  sources: [asRemembered],
  select: inRememberedOrder,
  ...tail,
});

function candidate({ graph }: LiveState, item: number): ItemCandidate {
  return { id: graph.items.idOf(item), item, score: 0, foundBy: [], parts: {}, why: [] };
}
