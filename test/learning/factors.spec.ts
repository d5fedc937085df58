import { describe, expect, it } from '@jest/globals';
import { Factors } from '../../graph-models/neural/factors.js';
import { fitFactors, type FactorsOptions } from '../../graph-models/neural/fit-factors.js';
import { viewerOf, type SavedPart, type Viewer } from '../../graph-models/neural/part.js';
import { solvePositive } from '../../graph-models/neural/solve-positive.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { plantedTown } from './small-town.js';

const OPTIONS = { dim: 16, alpha: 0.1, ridge: 0.01 };
const { dim: DIM, alpha: ALPHA, ridge: RIDGE } = OPTIONS;
const graph = townOfStrengths();
const tastes = TasteMatrix.of(graph);
const people = Array.from({ length: graph.personCount }, (_, person) => viewerOf(graph, person));
const x = people.map((viewer) => rowOf(viewer, graph.itemCount));
const fit = (options: FactorsOptions): Factors => fitFactors(tastes, 3, { ...OPTIONS, ...options });
const factors = fit({ rounds: 8, steps: 3 });
const solved = fit({ rounds: 300, steps: 8 });

/** Planted taste, in which acts say more or less. */
function townOfStrengths() {
  const town = plantedTown({ people: 50, items: 40 });
  for (let person = 0; person < town.personCount; person += 3)
    for (const item of [person % 40, (person + 4) % 40]) town.addAct(person, item, 'PURCHASED', 1, 2.5);
  return town;
}

function rowOf({ items, strengths }: Viewer, itemCount: number): number[] {
  const row = new Array<number>(itemCount).fill(0);
  items.forEach((item, i) => (row[item] = strengths[i]!));
  return row;
}

function scoresOf(part: Factors, viewer: Viewer, itemCount = graph.itemCount): Float32Array {
  const out = new Float32Array(itemCount).fill(7);
  part.score(viewer, out);
  return out;
}

/** v of every item, as numbers in rows. */
function vectorsOf(part: Factors): number[][] {
  const { data } = part.save().tensors['vectors']!;
  return Array.from({ length: graph.itemCount }, (_, item) => [...data.slice(item * DIM, (item + 1) * DIM)]);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const dot = (a: readonly number[], b: readonly number[]): number => sum(a.map((one, d) => one * b[d]!));

/** The equations in plain words: (Σ_k (α + x_k) v_k v_kᵀ + λ (Σ x + α n) 1) u = Σ_k x_k v_k, over all n of the other side. */
function equationsOf(row: readonly number[], others: readonly number[][]) {
  const ridge = RIDGE * (sum([...row]) + ALPHA * others.length);
  const matrix = Array.from({ length: DIM }, (_, a) =>
    Array.from({ length: DIM }, (_, b) => {
      const products = others.map((v, k) => (ALPHA + row[k]!) * v[a]! * v[b]!);
      return sum(products) + (a === b ? ridge : 0);
    }),
  );
  return { matrix, right: Array.from({ length: DIM }, (_, a) => sum(others.map((v, k) => row[k]! * v[a]!))) };
}

function solution(row: readonly number[], others: readonly number[][]): number[] {
  const { matrix, right } = equationsOf(row, others);
  const u = Float64Array.from(right);
  solvePositive(Float64Array.from(matrix.flat()), DIM, u);
  return [...u];
}

/** What is to be least, with the u that are best for these v. */
function lossOf(part: Factors): number {
  const v = vectorsOf(part);
  const ofPeople = x.map((row) => {
    const u = solution(row, v);
    const ridge = RIDGE * (sum(row) + ALPHA * v.length);
    const misses = row.map((value, item) => {
      const score = dot(u, v[item]!);
      return value * (1 - score) ** 2 + ALPHA * score ** 2;
    });
    return sum(misses) + ridge * dot(u, u);
  });
  const ofItems = v.map((one, item) => {
    const count = sum(x.map((row) => row[item]!));
    return RIDGE * (count + ALPHA * x.length) * dot(one, one);
  });
  return sum(ofPeople) + sum(ofItems);
}

describe('factors of people and items', () => {
  it('explain the acts better with every round', () => {
    const losses = [1, 2, 4, 8].map((rounds) => lossOf(fit({ rounds })));

    for (const at of [1, 2, 3]) expect(losses[at]).toBeLessThan(losses[at - 1]!);
    expect(lossOf(solved)).toBeLessThanOrEqual(losses[3]!);
  });

  it('end where every item’s vector satisfies its equations by the people', () => {
    const v = vectorsOf(solved);
    const u = x.map((row) => solution(row, v));

    v.forEach((one, item) => {
      const { matrix, right } = equationsOf(
        x.map((row) => row[item]!),
        u,
      );
      const off = matrix.map((row, d) => dot(row, one) - right[d]!);
      expect(Math.sqrt(dot(off, off))).toBeLessThan(1e-4 * Math.sqrt(dot(right, right)));
    });
  });

  it('solve for a person exactly, from the acts of this moment', () => {
    const v = vectorsOf(factors);

    people.forEach((viewer, person) => {
      const u = solution(x[person]!, v);
      scoresOf(factors, viewer).forEach((score, item) => expect(score).toBeCloseTo(dot(u, v[item]!), 5));
    });
  });

  it('score at once by an act since the fit, as if the viewer were new with all of their acts', () => {
    const town = townOfStrengths();
    const before = scoresOf(factors, viewerOf(town, 7));

    town.addAct(7, 2, 'PURCHASED', 2);
    const now = viewerOf(town, 7);

    const u = solution(rowOf(now, town.itemCount), vectorsOf(factors));
    expect(scoresOf(factors, now)[6]).not.toBeCloseTo(before[6]!, 3);
    expect(scoresOf(factors, now)[6]).toBeCloseTo(dot(u, vectorsOf(factors)[6]!), 5);
    expect(scoresOf(factors, { ...now, person: -1 })).toEqual(scoresOf(factors, now));
  });

  it('give reasons that add up to the score, to a hundred-thousandth of it', () => {
    for (const viewer of people.slice(0, 10))
      scoresOf(factors, viewer).forEach((score, item) => {
        const evidence = factors.evidence(viewer, item);
        const total = sum(evidence.map(({ contribution }) => contribution));

        expect(Math.abs(total - score)).toBeLessThan(1e-5 * Math.max(0.1, Math.abs(score)));
        expect(evidence.every(({ kind, index }) => kind === 'item' && viewer.items.includes(index))).toBe(
          true,
        );
      });
  });

  it('find planted taste: most often the best new item has the viewer’s colour', () => {
    const right = people.filter((viewer, person) => {
      const scores = scoresOf(factors, viewer);
      for (const item of viewer.items) scores[item] = -Infinity;
      return scores.indexOf(Math.max(...scores)) % 4 === person % 4;
    });

    expect(right.length / people.length).toBeGreaterThan(0.6);
  });

  it('are the same, to the bit, for the same seed and any number of threads, and others for another seed', () => {
    const large = TasteMatrix.of(plantedTown({ people: 700, items: 500 }));
    const vectors = (seed: number, threads: number) =>
      fitFactors(large, seed, { rounds: 2, threads }).save().tensors['vectors']!.data;
    const alone = vectors(1, 1);

    expect(vectors(1, 2)).toEqual(alone);
    expect(vectors(2, 1)).not.toEqual(alone);
  });

  it('say nothing to somebody who has nothing, and nothing of an item that came after the fit', () => {
    const town = townOfStrengths();
    const item = town.addItem('came later');
    const nobody = viewerOf(town, town.addPerson('nobody'));
    const before = viewerOf(town, 7);
    town.addAct(7, item, 'USED', 3);
    const now = viewerOf(town, 7);

    expect(scoresOf(factors, nobody, town.itemCount).every((score) => score === 0)).toBe(true);
    expect(factors.evidence(nobody, 3)).toEqual([]);
    expect(now.items).toContain(item);
    expect(scoresOf(factors, now, town.itemCount)).toEqual(scoresOf(factors, before, town.itemCount));
    expect(scoresOf(factors, now, town.itemCount)[item]).toBe(0);
    expect(factors.evidence(now, item)).toEqual([]);
  });

  it('say the same once they are kept and read back beside other numbers of items', () => {
    const [count, gone] = [graph.itemCount, 5];
    const itemOf = Int32Array.from({ length: count }, (_, item) => (item === gone ? -1 : count - item));
    const read = Factors.load(factors.save(), itemOf, count + 1);
    const without = (viewer: Viewer): Viewer => {
      const kept = [...viewer.items.keys()].filter((i) => viewer.items[i] !== gone);
      return {
        ...viewer,
        items: Int32Array.from(kept, (i) => viewer.items[i]!),
        strengths: Float32Array.from(kept, (i) => viewer.strengths[i]!),
      };
    };
    const viewer = without(people[9]!);

    const there = scoresOf(read, { ...viewer, items: viewer.items.map((item) => itemOf[item]!) }, count + 1);

    scoresOf(factors, viewer).forEach((score, item) =>
      expect(item === gone ? 0 : there[itemOf[item]!]).toBeCloseTo(item === gone ? 0 : score, 5),
    );
    expect(there[0]).toBe(0);
  });
});

describe('saved factors', () => {
  const saved = factors.save();
  const load = (of: SavedPart): Factors =>
    Factors.load(
      of,
      Int32Array.from({ length: 40 }, (_, item) => item),
      40,
    );
  const { vectors, gram } = saved.tensors;

  it.each<[string, SavedPart, RegExp]>([
    ['vectors', { ...saved, tensors: { gram: gram! } }, /vectors has to be float32 \[40, 16\]/],
    [
      'a vector for every item',
      { ...saved, tensors: { gram: gram!, vectors: { data: vectors!.data.slice(DIM), shape: [39, DIM] } } },
      /vectors has to be float32 \[40, 16\]/,
    ],
    [
      'what the equations of all share',
      { ...saved, tensors: { vectors: vectors! } },
      /gram of factors has to be float32 \[16, 16\]/,
    ],
    ['a width', { ...saved, manifest: { ...saved.manifest, dim: 24 } }, /need their dim, a multiple of 16/],
    ...['alpha', 'ridge', 'itemCount'].map((name): [string, SavedPart, RegExp] => [
      name,
      { ...saved, manifest: { ...saved.manifest, [name]: 0 } },
      new RegExp(`${name} of factors has to be above 0`),
    ]),
  ])('are refused without %s', (_, of, reason) => {
    expect(() => load(of)).toThrow(reason);
    expect(() => load(of)).toThrow(TypeError);
  });
});
