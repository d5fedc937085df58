import { describe, expect, it } from '@jest/globals';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { CandidateColumns } from '../../graph-models/neural/candidate-columns.js';
import { GraphConvolution } from '../../graph-models/neural/graph-convolution.js';
import { Smoothing } from '../../graph-models/neural/fit-item-graph.js';
import { ItemGraph } from '../../graph-models/neural/item-graph.js';
import { itemLikeness } from '../../graph-models/neural/item-likeness.js';
import { unitRows } from '../../graph-models/neural/item-vectors.js';
import { Propagation, type Vectors } from '../../graph-models/neural/light-gcn-layers.js';
import { sessionBatches } from '../../graph-models/neural/session-batches.js';
import { sequencesOf } from '../../graph-models/neural/session-examples.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { towerBatches } from '../../graph-models/neural/tower-batches.js';
import { SESSION_PARAMETERS, SessionTraining } from '../../graph-models/neural/train-session.js';
import { towerLoss } from '../../graph-models/neural/train-towers.js';
import { plantedTown, randomOf } from './small-town.js';

const DIM = 16;
const graph = plantedTown({ people: 40, items: 30 });
const tastes = TasteMatrix.of(graph);
const counts = tastes.itemCounts();
const numerics = new Numerics();
const DIRECTIONS = 6;

/**
 * Expects of a gradient that it tells how a loss changes along some directions by chance, in which all numbers of the table move,
 * each by as much.
 */
function expectSlopes(table: Float32Array, gradient: Float32Array, lossOf: () => number, step = 3e-3): void {
  const random = randomOf(9);
  const size = Math.hypot(...gradient);
  expect(size).toBeGreaterThan(0);
  const own = table.slice();
  for (let nth = 0; nth < DIRECTIONS; nth++) {
    const direction = Float32Array.from(table, () => (random() < 0.5 ? -1 : 1));
    const moved = (by: number): number => {
      table.forEach((_, at) => (table[at] = own[at]! + by * direction[at]!));
      return lossOf();
    };
    const slope = (moved(step) - moved(-step)) / (2 * step);
    table.set(own);
    const told = gradient.reduce((sum, one, at) => sum + one * direction[at]!, 0);
    expect(Math.abs(slope - told) / size).toBeLessThan(5e-3);
  }
}

/** Forty people by what they have, wanting half of it; most columns are drawn by chance. */
function towerBatch() {
  const eachItem = (person: number, visit: (item: number, nth: number) => void): void => {
    const first = tastes.rowStart[person]!;
    for (let at = first; at < tastes.rowStart[person + 1]!; at++) visit(tastes.rowItems[at]!, at - first);
  };
  const examples = {
    count: tastes.rowCount,
    context: (person: number, visit: (item: number, weight: number) => void) =>
      eachItem(person, (item, nth) => visit(item, 1 / (nth + 1))),
    wanted: (person: number, visit: (item: number, weight: number) => void) =>
      eachItem(person, (item, nth) => nth % 2 === 0 && visit(item, 0.5)),
  };
  const options = { dim: DIM, temperature: 0.5, learningRate: 0.02, batch: 40, steps: 1 };
  const columns = { head: 5, drawn: 8 };
  return towerBatches(examples, counts, { ...options, columns, random: randomOf(3) }).next().value!;
}

describe('the gradients that are derived by hand are what finite differences say', () => {
  it('of the graph convolution under the softmax', () => {
    const batch = towerBatch();
    const convolution = new GraphConvolution(numerics, tastes, { dim: DIM, l2: 0 }, randomOf(1));
    const lossOf = (): number => towerLoss(numerics, convolution, DIM, batch).loss;
    const { dSent, dFound } = towerLoss(numerics, convolution, DIM, batch);
    const { people, items } = convolution.gradients(dSent, dFound);

    expectSlopes(convolution.people, people.slice(), lossOf);
    expectSlopes(convolution.items, items.slice(), lossOf);
  });

  it('of the graph of items under the softmax', () => {
    const batch = towerBatch();
    const smoothing = new Smoothing(numerics, itemLikeness(graph, tastes), { dim: DIM, l2: 0 }, randomOf(2));
    const lossOf = (): number => towerLoss(numerics, smoothing, DIM, batch).loss;
    const { dSent, dFound } = towerLoss(numerics, smoothing, DIM, batch);
    const gradients = smoothing.gradients(dSent, dFound).map((one) => one.slice());

    smoothing.parameters.forEach((table, which) => expectSlopes(table, gradients[which]!, lossOf));
  });

  it('of the recurrent unit with its kinds of acts and gaps of time', () => {
    const random = randomOf(6);
    const table = (): Float32Array => Float32Array.from({ length: 30 * DIM }, () => random() - 0.5);
    const vectors = { dim: DIM, sent: table(), found: unitRows(table(), DIM) };
    const training = new SessionTraining(numerics, new ItemGraph(vectors, 0.7), random);
    for (const name of ['carried', 'bias'] as const)
      training.parameters[name].forEach((one, at, all) => (all[at] = one + 0.3 * (random() - 0.5)));
    const columns = new CandidateColumns(counts, { head: 5, drawn: 8 }, randomOf(4));
    const options = { dim: DIM, temperature: 0.5, dropout: 0.2, learningRate: 0.02, batch: 200, steps: 1 };
    const batch = sessionBatches(sequencesOf(graph), columns, { ...options, random: randomOf(5) }).next()
      .value!;
    const lossOf = (): number => training.differentiate(batch);
    // Twice, as no gradient may be left over for the next batch.
    lossOf();
    lossOf();
    const gradients = SESSION_PARAMETERS.map((name) => training.gradients[name].slice());

    SESSION_PARAMETERS.forEach((name, which) =>
      expectSlopes(training.parameters[name], gradients[which]!, lossOf),
    );
  });
});

describe('LightGCN’s layers', () => {
  it('hand gradients back through their exact transpose', () => {
    const layers = new Propagation(numerics, tastes, { dim: DIM, layers: 3 }, randomOf(1));
    const { parameters, gradients } = layers;
    const random = randomOf(2);
    for (const table of [gradients.people, gradients.items])
      table.forEach((_, at) => (table[at] = random() - 0.5));
    const inner = (a: Vectors, b: Vectors): number =>
      [...a.people, ...a.items].reduce((sum, one, at) => {
        const other = at < b.people.length ? b.people[at]! : b.items[at - b.people.length]!;
        return sum + one * other;
      }, 0);

    const there = inner(layers.forward(), gradients);
    const back = inner(parameters, layers.back());

    expect(Math.abs(there)).toBeGreaterThan(0.1);
    expect(back).toBeCloseTo(there, 3);
  });
});
