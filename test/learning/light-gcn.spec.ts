import { describe, expect, it } from '@jest/globals';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { LightGcn } from '../../graph-models/neural/light-gcn.js';
import { viewerOf } from '../../graph-models/neural/part.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { plantedTown } from './small-town.js';

const graph = plantedTown();
const tastes = TasteMatrix.of(graph);

function scoresFor(model: LightGcn, person: number): Float32Array {
  const out = new Float32Array(graph.itemCount);
  model.score({ ...viewerOf(graph, Math.max(0, person)), person }, out);
  return out;
}

describe('LightGCN', () => {
  it('finds planted taste: the best new item has the viewer’s colour', () => {
    const model = LightGcn.fit(tastes, 1);
    let right = 0;
    for (let person = 0; person < graph.personCount; person++) {
      const scores = scoresFor(model, person);
      for (const item of viewerOf(graph, person).items) scores[item] = -Infinity;
      if (scores.indexOf(Math.max(...scores)) % 4 === person % 4) right++;
    }

    expect(right / graph.personCount).toBeGreaterThan(0.6);
  });

  it('brings the loss of its pairs down from ln 2', () => {
    const losses: number[] = [];
    LightGcn.fit(tastes, 1, { onEpoch: (_, loss) => losses.push(loss) });

    expect(losses[0]).toBeCloseTo(Math.LN2, 1);
    expect(losses.at(-1)).toBeLessThan(0.4);
  });

  it('scores by the mean of all layers, worked out by hand for one person with one item', () => {
    const one = new InteractionGraph();
    one.addAct(one.addPerson('alice'), one.addItem('kettle'), 'USED', 0);
    const scoreWith = (layers: number): number => {
      const out = new Float32Array(1);
      LightGcn.fit(TasteMatrix.of(one), 1, { layers, epochs: 0 }).score(viewerOf(one, 0), out);
      return out[0]!;
    };
    const norms = [0, 1].map((layers) => scoreWith(layers));

    // Â exchanges both vectors: with one layer both ends are (a + b) / 2, with three too; with none they are a and b.
    expect(scoreWith(3)).toBeCloseTo(norms[1]!, 7);
    expect(norms[1]).toBeGreaterThanOrEqual(norms[0]!);
    expect(norms[1]).toBeGreaterThan(0);
  });

  it('is the same for the same seed, and another for another', () => {
    const [one, same, other] = [3, 3, 4].map((seed) =>
      scoresFor(LightGcn.fit(tastes, seed, { epochs: 2 }), 5),
    );

    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('has nothing to say to somebody it has never seen', () => {
    expect(scoresFor(LightGcn.fit(tastes, 1, { epochs: 1 }), -1).every((score) => score === 0)).toBe(true);
  });
});
