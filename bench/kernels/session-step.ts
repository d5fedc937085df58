import { ACT_KINDS } from '../../graph-models/interactions/act-kinds.js';
import { ItemGraph } from '../../graph-models/neural/item-graph.js';
import { topK } from '../../graph-models/neural/metrics.js';
import { fillGaussian, randomOf } from '../../graph-models/neural/random.js';
import { SessionGru } from '../../graph-models/neural/session-gru.js';
import { GAPS, type Steps } from '../../graph-models/neural/session-steps.js';

const [ITEMS, DIM, PEOPLE, ACTS] = [20_000, 64, 200, 50];

/**
 * What one act of somebody costs until their session model answers for it: the state moved by a step, and the 20 best of
 * 20,000 items by it; by the clock, medians. The bar is 5 ms.
 */
export function sessionStep(): string {
  const random = randomOf(1);
  const table = (count: number, deviation = 0.1): Float32Array => {
    const filled = new Float32Array(count);
    fillGaussian(filled, deviation, random);
    return filled;
  };
  const itemGraph = new ItemGraph({ dim: DIM, sent: table(ITEMS * DIM), found: table(ITEMS * DIM) }, 0.7);
  const session = new SessionGru(
    {
      scale: 1,
      input: table(3 * DIM * DIM),
      carried: table(3 * DIM * DIM),
      bias: table(4 * DIM),
      kinds: table(ACT_KINDS.length * DIM),
      gaps: table(GAPS * DIM),
    },
    itemGraph,
  );
  const [steps, answers]: [number[], number[]] = [[], []];
  const scores = new Float32Array(ITEMS);
  const nobody = new Uint8Array(ITEMS);
  for (let person = 0; person < PEOPLE; person++) {
    const all = Int32Array.from({ length: ACTS }, () => Math.floor(random() * ITEMS));
    for (let acts = 1; acts <= ACTS; acts++) {
      const begun = performance.now();
      const state = session.states.stateOf(person, upTo(all, acts));
      const moved = performance.now();
      scores.fill(0);
      itemGraph.places.near(state, scores);
      topK(scores, 20, nobody);
      const answered = performance.now();
      // What is not compiled yet is nobody's answer.
      if (person < PEOPLE / 4) continue;
      steps.push(moved - begun);
      answers.push(answered - begun);
    }
  }
  return `an act moves a session's state in ${told(steps)}, and the best 20 of ${ITEMS.toLocaleString('en')} items follow after ${told(answers)} (bar: 5 ms): H ${DIM}`;
}

function upTo(items: Int32Array, count: number): Steps {
  return { items: items.subarray(0, count), kinds: new Uint8Array(count), gaps: new Uint8Array(count) };
}

function told(ms: readonly number[]): string {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number): string => `${sorted[Math.floor(share * sorted.length)]!.toFixed(3)} ms`;
  return `${at(0.5)} (p99 ${at(0.99)})`;
}
