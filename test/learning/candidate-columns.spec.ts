import { describe, expect, it } from '@jest/globals';
import { CandidateColumns, type ColumnOptions } from '../../graph-models/neural/candidate-columns.js';
import { GRAPH_TASTE_DEFAULTS } from '../../graph-models/neural/fit-graph-taste.js';
import { randomOf } from './small-town.js';

/** A catalogue in which item 0 is the most popular, and so on. */
function columnsOf(items: number, options: ColumnOptions): CandidateColumns {
  const counts = Int32Array.from({ length: items }, (_, item) => items - item);
  return new CandidateColumns(counts, options, randomOf(1));
}

describe('the columns of a softmax over a catalogue', () => {
  it('are all of it up to 6,000 items, as tastes in the graph are learnt, and 5,000 above', () => {
    const whole = columnsOf(6000, GRAPH_TASTE_DEFAULTS).draw([]);
    expect(whole.items).toHaveLength(6000);
    expect(whole.bias.every((one) => one === 0)).toBe(true);

    expect(columnsOf(6001, GRAPH_TASTE_DEFAULTS).draw([]).items).toHaveLength(5000);
  });

  it('hold the most popular and what is wanted at every step, and others by chance', () => {
    const columns = columnsOf(100, { head: 10, drawn: 20 });
    const steps = [columns.draw([3, 99]), columns.draw([3, 98])].map(({ items }) => [...items]);

    for (const items of steps) {
      expect(items.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(new Set(items).size).toBe(items.length);
    }
    expect(steps[0]).toContain(99);
    expect(columns.columnOf(98)).toBe(steps[1]!.indexOf(98));
    expect(steps[0]!.slice(10, 30)).not.toEqual(steps[1]!.slice(10, 30));
  });

  it('stand for the catalogue: with the logQ correction their sum is on average the sum over all of it', () => {
    const random = randomOf(2);
    const logits = Float64Array.from({ length: 300 }, () => 4 * random() - 2);
    const all = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const columns = columnsOf(300, { head: 20, drawn: 60 });
    const steps = 500;

    let mean = 0;
    for (let step = 0; step < steps; step++) {
      const { items, bias } = columns.draw([]);
      items.forEach((item, at) => (mean += Math.exp(logits[item]! + bias[at]!) / steps));
    }

    expect(mean / all).toBeGreaterThan(0.99);
    expect(mean / all).toBeLessThan(1.01);
  });

  it('are never what nobody has', () => {
    const columns = new CandidateColumns([0, 2, 0, 1], { head: 4, drawn: 0 }, randomOf(1));

    expect([...columns.draw([]).items]).toEqual([1, 3]);
  });
});
