import type { Question } from './blend-cases.js';
import { ndcgAt, topK } from './metrics.js';
import type { Part } from './part.js';
import { mean } from './statistics.js';

/** Validation ndcg@20 of one part on its own, over every item; ties count against it. */
export function ndcgAlone(part: Part, questions: readonly Question[], itemCount: number): number {
  const scores = new Float32Array(itemCount);
  const excluded = new Uint8Array(itemCount);
  return mean(
    questions.map(({ viewer, known, wanted }) => {
      part.score(viewer, scores);
      for (const item of known) excluded[item] = 1;
      const { items } = topK(scores, 20, excluded, wanted);
      for (const item of known) excluded[item] = 0;
      return ndcgAt(20, items, wanted);
    }),
  );
}
