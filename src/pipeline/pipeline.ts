import type { Candidate, Filtered, Outcome, Source, Stages } from './stages.js';
import { Trace, UnreliableStageError, type StageName } from './trace.js';

/** Ranks for one query; only the first `explained` of the answer say why, all of them when it is left out. */
export interface Pipeline<Q, C extends Candidate> {
  (query: Q, explained?: number): Promise<Outcome<C>>;
}

/**
 * Builds a ranked list out of its stages. Each stage looks forward only: sources find, hydrators add facts, filters
 * remove, scorers score, `select` orders, `explain` says why. From the scorers on everything happens in one tick,
 * so scores and reasons are of one state of the world.
 */
export function pipeline<Q, C extends Candidate>(stages: Stages<Q, C>): Pipeline<Q, C> {
  const { sources, hydrators = [], filters = [], scorers = [] } = stages;
  const select = stages.select ?? ((_query, ranked) => ranked);

  return async (query, explained = Infinity) => {
    const trace = new Trace(stages.modelOf?.(query) ?? null);
    let candidates: readonly C[] = await trace.timed('sources', () => gathered(sources, query, trace));
    await trace.timed('hydrators', async () => {
      for (const hydrate of hydrators)
        candidates = sameOrder(hydrate.name, candidates, await hydrate(query, candidates));
    });
    await trace.timed('filters', async () => {
      for (const filter of filters)
        candidates = sifted(filter.name, candidates, await filter(query, candidates), trace);
    });
    return trace.timedNow('ranking', () => {
      for (const score of scorers) candidates = sameOrder(score.name, candidates, score(query, candidates));
      const ranked = candidates.filter((one) => isNumber(one, trace)).sort(bestFirst);
      const selected = select(query, ranked);
      trace.selected = selected.length;
      const { explain } = stages;
      if (explain === undefined) return { selected, trace };
      return {
        selected: selected.map((one, rank) => (rank < explained ? explain(query, one) : one)),
        trace,
      };
    });
  };
}

/** Highest score first; equal scores: the higher id, which for our ids is the newer thing. */
export function bestFirst(a: Pick<Candidate, 'id' | 'score'>, b: Pick<Candidate, 'id' | 'score'>): number {
  return b.score - a.score || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

async function gathered<Q, C extends Candidate>(
  sources: readonly Source<Q, C>[],
  query: Q,
  trace: Trace,
): Promise<C[]> {
  const found = await Promise.allSettled(sources.map(async (source) => source(query)));
  const byId = new Map<string, C>();
  found.forEach((outcome, index) => {
    const name = sources[index]?.name ?? '';
    if (outcome.status === 'rejected') {
      trace.failed(name, outcome.reason);
      return;
    }
    trace.found[name] = outcome.value.length;
    const byThis = [name];
    for (const one of outcome.value) {
      const known = byId.get(one.id);
      if (known === undefined) byId.set(one.id, { ...one, foundBy: byThis });
      else if (!known.foundBy.includes(name))
        byId.set(one.id, { ...known, foundBy: [...known.foundBy, name] });
    }
  });
  if (sources.length > 0 && trace.failures.length === sources.length)
    throw new UnreliableStageError(`all ${sources.length} sources failed`, {
      cause: trace.failures[0]?.error,
    });
  return [...byId.values()];
}

function sameOrder<C extends Candidate>(
  stage: StageName,
  given: readonly C[],
  back: readonly C[],
): readonly C[] {
  if (back.length !== given.length)
    throw new UnreliableStageError(
      `${stage} was given ${given.length} candidates and returned ${back.length}`,
    );
  const moved = given.findIndex((one, index) => one.id !== back[index]?.id);
  if (moved >= 0)
    throw new UnreliableStageError(
      `${stage} was given ${given[moved]?.id} at ${moved} and returned ${back[moved]?.id}`,
    );
  return back;
}

function sifted<C extends Candidate>(
  stage: StageName,
  given: readonly C[],
  { kept, removed }: Filtered<C>,
  trace: Trace,
): readonly C[] {
  if (kept.length + removed.length !== given.length)
    throw new UnreliableStageError(
      `${stage} was given ${given.length} candidates, kept ${kept.length} and removed ${removed.length}`,
    );
  for (const { reason } of removed) trace.remove(reason);
  return kept;
}

function isNumber(candidate: Candidate, trace: Trace): boolean {
  if (Number.isFinite(candidate.score)) return true;
  trace.remove('notANumber');
  return false;
}
