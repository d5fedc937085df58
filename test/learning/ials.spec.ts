import { describe, expect, it } from '@jest/globals';
import { fitIals } from '../../graph-models/neural/fit-ials.js';
import { Ials } from '../../graph-models/neural/ials.js';
import { viewerOf, type SavedPart } from '../../graph-models/neural/part.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { plantedTown } from './small-town.js';

const [DIM, UNSEEN, RIDGE] = [16, 0.1, 0.01];
const graph = plantedTown({ people: 80, items: 60 });
const tastes = TasteMatrix.of(graph);
const fit = (rounds: number, steps: number): Ials =>
  fitIals(tastes, 3, { dim: DIM, unseenWeight: UNSEEN, ridge: RIDGE, rounds, steps });
const people = Array.from({ length: graph.personCount }, (_, person) => viewerOf(graph, person));

function scoresOf(part: Ials, person: number): Float32Array {
  const out = new Float32Array(graph.itemCount);
  part.score(people[person]!, out);
  return out;
}

/** The loss in plain words; people have the p_u that are best for the q_i of the fit. */
function lossOf(part: Ials): number {
  const q = part.save().tensors['vectors']!.data;
  const { length: n } = people;
  let loss = 0;
  for (let item = 0; item < graph.itemCount; item++)
    for (let d = 0; d < DIM; d++)
      loss += RIDGE * (tastes.peopleOf(item) + UNSEEN * n) * q[item * DIM + d]! ** 2;
  people.forEach((viewer, person) => {
    const scores = scoresOf(part, person);
    const wanted = new Map(Array.from(viewer.items, (item, i) => [item, viewer.strengths[i]!]));
    let own = 0;
    scores.forEach((score, item) => {
      const weight = wanted.get(item) ?? 0;
      own += weight * (1 - score) ** 2 + UNSEEN * score ** 2;
    });
    // At its best p_u has λ_u ‖p_u‖² = Σ_i x_ui (1 - s_ui) s_ui - α Σ_i s_ui².
    const pull = scores.reduce((sum, score, item) => sum + (wanted.get(item) ?? 0) * (1 - score) * score, 0);
    const unseen = UNSEEN * scores.reduce((sum, score) => sum + score ** 2, 0);
    loss += own + pull - unseen;
  });
  return loss;
}

describe('factors of people and items', () => {
  it('explain more with every round, and no more once they are solved', () => {
    const losses = [1, 2, 4, 8, 100, 200].map((rounds) => lossOf(fit(rounds, 3)));

    for (const at of [1, 2, 3, 4]) expect(losses[at]!).toBeLessThan(losses[at - 1]!);
    expect(losses[5]! / losses[4]!).toBeCloseTo(1, 3);
  });

  it('are at a point where no small change of an item’s factors lessens the loss', () => {
    const solved = fit(200, 8).save();
    const moved = (by: number): number => {
      const vectors = Float32Array.from(solved.tensors['vectors']!.data);
      vectors[5 * DIM + 2]! += by;
      const gram = Float32Array.from({ length: DIM * DIM }, (_, at) => {
        const [row, column] = [Math.floor(at / DIM), at % DIM];
        let sum = 0;
        for (let item = 0; item < graph.itemCount; item++)
          sum += vectors[item * DIM + row]! * vectors[item * DIM + column]!;
        return UNSEEN * sum;
      });
      return lossOf(
        loaded({
          ...solved,
          tensors: { ...withData(solved, 'vectors', vectors), gram: { data: gram, shape: [DIM, DIM] } },
        }),
      );
    };

    const here = moved(0);

    expect(moved(0.05)).toBeGreaterThan(here);
    expect(moved(-0.05)).toBeGreaterThan(here);
  });

  it('are the same for the same seed', () => {
    expect(scoresOf(fit(3, 2), 7)).toEqual(scoresOf(fit(3, 2), 7));
  });

  it('find planted taste: the best new item has the viewer’s colour', () => {
    const part = fit(6, 2);
    const right = people.filter((viewer, person) => {
      const scores = scoresOf(part, person);
      for (const item of viewer.items) scores[item] = -Infinity;
      return scores.indexOf(Math.max(...scores)) % 4 === person % 4;
    });

    expect(right.length / people.length).toBeGreaterThan(0.6);
  });

  it('say nothing to somebody who has nothing', () => {
    const nobody = { ...people[0]!, items: new Int32Array(0), strengths: new Float32Array(0) };
    const out = new Float32Array(graph.itemCount).fill(1);

    fit(2, 2).score(nobody, out);

    expect(out.every((score) => score === 0)).toBe(true);
  });

  it('say the same after they were kept, under other numbers of items, of items that are still there', () => {
    const part = fit(6, 2);
    const reversed = Int32Array.from({ length: graph.itemCount }, (_, item) => graph.itemCount - 1 - item);
    const viewer = { ...people[9]!, items: people[9]!.items.map((item) => reversed[item]!) };
    const out = new Float32Array(graph.itemCount + 2);

    Ials.load(part.save(), reversed, graph.itemCount + 2).score(viewer, out);

    scoresOf(part, 9).forEach((score, item) => expect(out[reversed[item]!]).toBeCloseTo(score, 5));
    expect(out[graph.itemCount]).toBe(0);
  });

  it('are refused without what everybody’s equations share', () => {
    const saved = fit(1, 1).save();
    const { vectors } = saved.tensors;

    expect(() => loaded({ ...saved, tensors: { vectors: vectors! } })).toThrow(
      /gram has to be float32 \[16, 16\]/,
    );
    expect(() => loaded({ ...saved, manifest: { dim: DIM } })).toThrow(/needs its ridge/);
  });
});

function loaded(saved: SavedPart): Ials {
  const same = Int32Array.from({ length: graph.itemCount }, (_, item) => item);
  return Ials.load(saved, same, graph.itemCount);
}

function withData(saved: SavedPart, name: string, data: Float32Array): SavedPart['tensors'] {
  return { ...saved.tensors, [name]: { data, shape: saved.tensors[name]!.shape } };
}
