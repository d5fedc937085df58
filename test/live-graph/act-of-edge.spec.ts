import { describe, expect, it } from '@jest/globals';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { GraphConvolution } from '../../graph-models/neural/graph-convolution.js';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { weightOfAct } from '../../src/live-graph/act-of-edge.js';
import { randomOf } from '../learning/small-town.js';

describe('what an act weighs', () => {
  it.each([
    [5, 1],
    [4, 1],
    [3, 0.3],
    [2, 0],
    [1, 0],
  ])('is by its stars for a review: %d say %d', (rating, weight) => {
    expect(weightOfAct('RATED', { rating })).toBe(weight);
  });

  it('is by its kind for others', () => {
    expect(weightOfAct('PURCHASED', {})).toBe(1);
    expect(weightOfAct('VIEWED', {})).toBe(0.2);
  });

  it('is what its edge weighs in the graph that is learnt from, and a poor review is no edge', () => {
    const shop = new InteractionGraph();
    const alice = shop.addPerson('alice');
    for (const [nth, rating] of [5, 3, 1].entries())
      shop.addAct(alice, shop.addItem(`item ${nth}`), 'RATED', nth, weightOfAct('RATED', { rating }));

    const tastes = TasteMatrix.of(shop);
    const { matrix } = new GraphConvolution(new Numerics(), tastes, { dim: 16, l2: 0 }, randomOf(1));

    // x / √(degree of the person · degree of the item), newest first.
    expect([...matrix.columns]).toEqual([1, 0]);
    expect(matrix.values[0]).toBeCloseTo(0.3 / Math.sqrt(1.3 * 0.3), 6);
    expect(matrix.values[1]).toBeCloseTo(1 / Math.sqrt(1.3 * 1), 6);
  });
});
