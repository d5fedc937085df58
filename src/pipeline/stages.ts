import type { Trace } from './trace.js';

/** A thing that can be ranked; `id` tells two sightings of the same thing from two things. */
export interface Candidate {
  readonly id: string;
  /** Set by the scorers. */
  readonly score: number;
  /** Names of the sources that found it, in the order in which the pipeline lists them. */
  readonly foundBy: readonly string[];
}

type Awaitable<T> = T | Promise<T>;

/** Finds candidates; throwing costs its candidates, not the answer. */
export type Source<Q, C> = (query: Q) => Awaitable<readonly C[]>;
/** Adds facts: same length, same order. May touch the world; throwing fails the answer. */
export type Hydrator<Q, C> = (query: Q, candidates: readonly C[]) => Awaitable<readonly C[]>;
/** Decides who may stay; everybody is either kept or removed with the reason. Throwing fails the answer. */
export type Filter<Q, C> = (query: Q, candidates: readonly C[]) => Awaitable<Filtered<C>>;
/** Sets scores: same length, same order, synchronous. Throwing fails the answer. */
export type Scorer<Q, C> = (query: Q, candidates: readonly C[]) => readonly C[];
/** Orders and thins out; given the best first. */
export type Select<Q, C> = (query: Q, ranked: readonly C[]) => readonly C[];
/** Says why, of the evidence that travelled with the candidate. */
export type Explain<Q, C> = (query: Q, candidate: C) => C;

export interface Filtered<C> {
  readonly kept: readonly C[];
  readonly removed: readonly { readonly candidate: C; readonly reason: string }[];
}

export interface Stages<Q, C extends Candidate> {
  readonly sources: readonly Source<Q, C>[];
  readonly hydrators?: readonly Hydrator<Q, C>[];
  /** Cheapest first. */
  readonly filters?: readonly Filter<Q, C>[];
  readonly scorers?: readonly Scorer<Q, C>[];
  readonly select?: Select<Q, C>;
  readonly explain?: Explain<Q, C>;
  /** Names the model behind the scores, for the trace. */
  readonly modelOf?: (query: Q) => string | null;
}

export interface Outcome<C> {
  /** In the order of `select`; the first `explained` of them say why. */
  readonly selected: readonly C[];
  readonly trace: Trace;
}
