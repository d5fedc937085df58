import { availableParallelism } from 'node:os';
import { Numerics } from '../kernels/numerics.js';
import { dotRow } from './item-vectors.js';
import { Propagation } from './light-gcn-layers.js';
import type { Viewer } from './part.js';
import { randomOf } from './random.js';
import type { TasteMatrix } from './taste-matrix.js';
import { Drawn, Triples } from './triples.js';

export interface LightGcnOptions {
  readonly dim?: number;
  readonly layers?: number;
  readonly learningRate?: number;
  /** Weight of ½‖e⁽⁰⁾‖² of the three nodes of a triple. */
  readonly l2?: number;
  /** Passes over everybody's acts, and steps that each takes; no step has more triples than acts, or fewer than 2,048. */
  readonly epochs?: number;
  readonly stepsAPass?: number;
  /** Told the mean loss of a pass, and how somebody would be ranked now. */
  readonly onEpoch?: (epoch: number, loss: number, now: () => LightGcn) => void;
}

export const LIGHT_GCN_DEFAULTS = {
  dim: 64,
  layers: 3,
  learningRate: 0.02,
  l2: 1e-5,
  epochs: 140,
  stepsAPass: 5,
};
type Settled = typeof LIGHT_GCN_DEFAULTS;

const FEWEST_TRIPLES = 2048;

/**
 * LightGCN with Bayesian personalised ranking, as published: a yardstick, not a part of ours.
 *
 *   E⁽ᵏ⁺¹⁾ = D^(-½) A D^(-½) E⁽ᵏ⁾,  e = mean(E⁽⁰⁾ … E⁽ᴷ⁾),  score(u, i) = ⟨e_u, e_i⟩        He et al. 2020, eq. 7 and 8
 *   loss = mean of -ln σ(⟨e_u, e_i⟩ - ⟨e_u, e_j⟩) + l2/2 ‖e⁽⁰⁾‖², one j a triple, drawn evenly from what u does not have
 *
 * Width, layers, l2 and the first vectors as in RecBole-GNN. Departures, for time: steps twenty times as long (Adam with .02) of
 * four times as many triples, and a fixed number of passes instead of stopping by validation, chosen on LastFM's validation.
 */
export class LightGcn {
  private constructor(
    private readonly tastes: TasteMatrix,
    /** float32 [people, dim] and [items, dim] */
    private readonly people: Float32Array,
    private readonly items: Float32Array,
    private readonly dim: number,
  ) {}

  static fit(tastes: TasteMatrix, seed: number, options: LightGcnOptions = {}): LightGcn {
    const settled = { ...LIGHT_GCN_DEFAULTS, ...options };
    const { dim, onEpoch } = settled;
    const numerics = new Numerics({ threads: availableParallelism() });
    try {
      const nodes = new Propagation(numerics, tastes, settled, randomOf(seed + 5));
      const random = randomOf(seed + 6);
      const batch = Math.max(FEWEST_TRIPLES, Math.ceil(tastes.rowItems.length / settled.stepsAPass));
      const triples = new Triples(tastes, batch, random);
      const model = (): LightGcn => {
        const { people, items } = nodes.forward();
        const share = 1 / (settled.layers + 1);
        return new LightGcn(
          tastes,
          people.map((one) => share * one),
          items.map((one) => share * one),
          dim,
        );
      };
      for (let epoch = 1; epoch <= settled.epochs; epoch++) {
        const loss = onePass(numerics, nodes, triples, settled);
        onEpoch?.(epoch, loss, model);
      }
      return model();
    } finally {
      numerics.close();
    }
  }

  /** Somebody who had done nothing has no vector: everything scores 0. */
  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    const row = this.tastes.rowOf(viewer.person);
    if (row < 0) return;
    const taste = this.people.subarray(row * this.dim, (row + 1) * this.dim);
    for (let item = 0; item < out.length; item++) out[item] = dotRow(this.items, item, taste);
  }
}

/** The mean loss. */
function onePass(numerics: Numerics, nodes: Propagation, triples: Triples, options: Settled): number {
  const { dim, layers, l2, learningRate } = options;
  const share = 1 / (layers + 1);
  let [total, steps] = [0, 0];
  for (const { people, liked, others } of triples.pass()) {
    const vectors = nodes.forward();
    const { gradients } = nodes;
    const drawn = [
      new Drawn(numerics, 'people', people, vectors.people, dim, share),
      new Drawn(numerics, 'liked', liked, vectors.items, dim, share),
      new Drawn(numerics, 'others', others, vectors.items, dim, share),
    ] as const;
    const [users, wanted, unwanted] = drawn.map(({ rows }) => rows) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const { loss, dUsers, dLiked, dOthers } = numerics.bprLoss({
      dim,
      users,
      liked: wanted,
      others: unwanted,
    });
    gradients.people.fill(0);
    gradients.items.fill(0);
    drawn[0].addTo(gradients.people, dUsers);
    drawn[1].addTo(gradients.items, dLiked);
    drawn[2].addTo(gradients.items, dOthers);
    const weight = l2 / people.length;
    const held = {
      people: new Float32Array(gradients.people.length / dim),
      items: new Float32Array(gradients.items.length / dim),
    };
    for (const person of people) held.people[person]! += weight;
    for (const items of [liked, others]) for (const item of items) held.items[item]! += weight;
    nodes.step(held, learningRate);
    total += loss;
    steps++;
  }
  return total / steps;
}
