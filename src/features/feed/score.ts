import type { LiveState } from '../../live-graph/live-state.js';
import { Wishes } from '../../live-graph/wishes.js';
import type { FeedCandidate, Sources } from './entries.js';
import type { Bond } from './network.js';
import { weighed, type PartWeights } from './part-weights.js';

const HOUR = 3_600_000;
/** After so many hours what happened counts half. */
const HALF_LIFE_HOURS = 72;
const TIE: Readonly<Record<Bond | 'CIRCLE', number>> = { FRIEND: 0.5, FOLLOWED: 0.3, CIRCLE: 0.2 };
/** More than everything else together, so that what was seen comes after what was not. */
const SEEN = -10;

/** What one answer's scores depend on. */
export interface Scoring extends Sources {
  /** Recommendation scores in the order of the items; NaN where there is none. */
  readonly scoresOf: (items: readonly number[]) => readonly number[];
  /** The recommendation score that counts 1: the viewer's best one when the list was made; 0 when there is none. */
  readonly unit: number;
  readonly now: number;
  /** A ranking of the reader's own. */
  readonly weights: PartWeights;
  /** On the viewer's screen since what brought it happened, and before the list was made. */
  readonly countsAsSeen: (candidate: FeedCandidate) => boolean;
}

/**
 * The parts of the scores, in the order given. taste: the recommendation score of the item it is about · tie: how close
 * the viewer is to who brought it · company: others of the network who did the same · talk: what came back to it ·
 * recency: halves every 72 hours · trend: how hot a topic is · mutual: friends in common with a person · wish: more or less
 * like this · seen: on screen before. The weights are set by hand: docs/decisions/0042.
 */
export function partsOf(scoring: Scoring, candidates: readonly FeedCandidate[]): Record<string, number>[] {
  const taste = tastes(scoring, candidates);
  const closeness = closenessOf(scoring);
  const wishes = new Wishes(scoring.state, scoring.network.viewer);
  return candidates.map((one, i) => {
    const parts = {
      taste: taste[i]!,
      tie: tieOf(scoring, one, closeness),
      company: one.evidence.length < 2 ? 0 : 0.3 * Math.log(new Set(one.evidence.map((e) => e.person)).size),
      talk: Math.min(0.5, 0.1 * Math.log1p(talkAbout(scoring.state, one.content))),
      recency: recencyOf(one.at, scoring.now),
      trend: 0.3 * Math.log1p(scoring.topics.get(one.id)?.score ?? 0),
      mutual: 0.3 * Math.log1p(scoring.strangers.get(one.id)?.length ?? 0),
      wish: wishes.of(one),
      seen: scoring.countsAsSeen(one) ? SEEN : 0,
    };
    return weighed(parts, scoring.weights);
  });
}

/** How many reactions, shares and comments there are. */
export function talkAbout({ content }: LiveState, index: number): number {
  return index < 0 ? 0 : content.echoes.countOfItem(index) + content.thread.to(index).length;
}

/** By whole hours, so that a feed that is open does not change all the time. */
function recencyOf(at: number, now: number): number {
  if (at === 0) return 0;
  return 2 ** (-Math.max(0, Math.floor((now - at) / HOUR)) / HALF_LIFE_HOURS);
}

/** The best recommendation score of the items it is about, in units of the viewer's best, -1 to 1. */
function tastes({ scoresOf, unit }: Scoring, candidates: readonly FeedCandidate[]): number[] {
  const wanted = [...new Set(candidates.flatMap(({ items }) => items))];
  const given = wanted.length === 0 ? [] : scoresOf(wanted);
  const scores = new Map(wanted.map((item, i) => [item, given[i]!]));
  return candidates.map(({ items }) => {
    const known = items.map((item) => scores.get(item) ?? NaN).filter(Number.isFinite);
    if (known.length === 0 || unit <= 0) return 0;
    return Math.max(-1, Math.min(1, Math.max(...known) / unit));
  });
}

function tieOf(
  { network }: Scoring,
  { evidence }: FeedCandidate,
  closeness: ReadonlyMap<number, number>,
): number {
  let closest = 0;
  for (const { person } of evidence) {
    const tie = TIE[network.hears.get(person) ?? 'CIRCLE'];
    closest = Math.max(closest, tie + 0.5 * (1 - Math.exp(-(closeness.get(person) ?? 0) / 3)));
  }
  return closest;
}

/** How often the viewer lately reacted to what each person wrote, or passed it on. */
function closenessOf({ state, network }: Scoring): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  if (network.viewer < 0) return counts;
  let left = 200;
  state.content.echoes.visitOfPerson(network.viewer, (content) => {
    const author = state.content.authorOf(content);
    counts.set(author, (counts.get(author) ?? 0) + 1);
    return --left > 0;
  });
  return counts;
}
