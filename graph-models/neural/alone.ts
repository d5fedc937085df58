import type { Question } from './blend-cases.js';
import { ndcgAt, topK } from './metrics.js';
import type { Part } from './part.js';
import { inTurns, scoreMany } from './score-many.js';
import { mean } from './statistics.js';

/** Validation ndcg@20 of one part on its own, over every item; ties count against it. */
export function ndcgAlone(part: Part, questions: readonly Question[], itemCount: number): number {
  const excluded = new Uint8Array(itemCount);
  const turns = inTurns(questions, 1, itemCount);
  const outs = (turns[0] ?? []).map(() => new Float32Array(itemCount));
  const ndcgs = turns.flatMap((turn) => {
    scoreMany(
      part,
      turn.map(({ viewer }) => viewer),
      outs,
    );
    return turn.map(({ known, wanted }, q) => {
      for (const item of known) excluded[item] = 1;
      const { items } = topK(outs[q]!, 20, excluded, wanted);
      for (const item of known) excluded[item] = 0;
      return ndcgAt(20, items, wanted);
    });
  });
  return mean(ndcgs);
}
