import { expect } from '@jest/globals';
import type { Part, Viewer } from '../../graph-models/neural/part.js';
import { scoreMany } from '../../graph-models/neural/score-many.js';

/** Expects of a part that it says of many viewers at once what it says of each, whatever was in the arrays before. */
export function expectSameAtOnce(part: Part, viewers: readonly Viewer[], itemCount: number): void {
  const outs = viewers.map(() => new Float32Array(itemCount).fill(7));

  scoreMany(part, viewers, outs);

  viewers.forEach((viewer, nth) => {
    const alone = new Float32Array(itemCount);
    part.score(viewer, alone);
    alone.forEach((score, item) => expect(outs[nth]![item]).toBeCloseTo(score, 5));
  });
}
