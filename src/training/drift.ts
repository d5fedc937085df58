import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { FEWEST_QUESTIONS } from '../../graph-models/neural/blend.js';
import { holdOutSince } from '../../graph-models/neural/hold-out.js';
import { mean } from '../../graph-models/neural/statistics.js';
import { bind } from '../models/ranker-model.js';
import { scoreExam } from './scored-lists.js';
import type { ServedModel } from './served-model.js';

export interface Drift {
  readonly hasDrifted: boolean;
  readonly because: string;
}

/** Of the acts that the served model has seen, as many again are enough to learn from them; but never fewer than 100. */
const ENOUGH_NEW = { share: 0.05, acts: 100 };
/** How far below its figure at publication a model may fall, beyond two standard errors. */
const TOLERATED = 0.9;

/**
 * Whether a retrain is due: enough has happened since the served model was fitted, or it ranks what has happened clearly
 * worse than it ranked what was new when it was published.
 */
export async function driftOf(graph: InteractionGraph, served: ServedModel): Promise<Drift> {
  const { watermark, metrics } = served.content.manifest;
  const newActs = graph.actCount - watermark.acts;
  const enough = Math.max(ENOUGH_NEW.acts, Math.ceil(ENOUGH_NEW.share * watermark.acts));
  if (newActs >= enough)
    return { hasDrifted: true, because: `${newActs} acts since ${served.version}, ${enough} are enough` };
  const few = `${newActs} acts since ${served.version}, ${enough} would be enough`;
  const { graph: known, wanted } = holdOutSince(graph, watermark.newestActAt || Infinity);
  const expected = metrics['test.ndcg@20'];
  if (expected === undefined || wanted.size < FEWEST_QUESTIONS) return { hasDrifted: false, because: few };
  const { ranker } = await bind(served.version, served.content, known);
  const scored = scoreExam(ranker.scorer, { history: known, known, wanted });
  const ndcg = scored.metrics['ndcg@20'];
  const now = mean(ndcg);
  const error = Math.sqrt(mean(ndcg.map((one) => (one - now) ** 2)) / ndcg.length);
  const figures = `its ndcg@20 is ${now.toFixed(4)} on what is new, ${expected.toFixed(4)} when it was published`;
  return now + 2 * error < TOLERATED * expected
    ? { hasDrifted: true, because: `the served model has fallen: ${figures}` }
    : { hasDrifted: false, because: `${few}; ${figures}` };
}
