import { mustHold, requireWidth, type KernelCalls } from './kernel-calls.js';

/** Bayesian personalised ranking over triples, the mean of -ln σ(⟨u, p⟩ - ⟨u, n⟩), and its gradients: Rendle et al. 2009. */
export type BprLoss = (of: {
  /** A multiple of 4. */
  readonly dim: number;
  /** float32 [triples, dim], all three. */
  readonly users: Float32Array;
  readonly liked: Float32Array;
  readonly others: Float32Array;
}) => {
  readonly loss: number;
  readonly dUsers: Float32Array;
  readonly dLiked: Float32Array;
  readonly dOthers: Float32Array;
};

/** The loss in plain TypeScript. */
export const plainBprLoss: BprLoss = ({ dim, users, liked, others }) => {
  const [dUsers, dLiked, dOthers] = [users, liked, others].map(({ length }) => new Float32Array(length));
  const count = users.length / dim;
  let loss = 0;
  for (let first = 0; first < users.length; first += dim) {
    let x = 0;
    for (let at = first; at < first + dim; at++) x += users[at]! * (liked[at]! - others[at]!);
    loss += (Math.log1p(Math.exp(-Math.abs(x))) - Math.min(x, 0)) / count;
    const slope = -1 / (1 + Math.exp(x)) / count;
    for (let at = first; at < first + dim; at++) {
      dUsers![at] = slope * (liked[at]! - others[at]!);
      dLiked![at] = slope * users[at]!;
      dOthers![at] = -slope * users[at]!;
    }
  }
  return { loss, dUsers: dUsers!, dLiked: dLiked!, dOthers: dOthers! };
};

/** The loss by kernels; what it answers is overwritten by the next call. */
export const bprLossOn =
  (calls: KernelCalls): BprLoss =>
  ({ dim, users, liked, others }) => {
    requireWidth(dim, 4);
    mustHold('triples', users.length, [liked, 1], [others, 1]);
    const memory = calls.memory;
    const [count, size] = [users.length / dim, users.length];
    const [dUsers, dLiked] = [memory.scratch('bpr.dUsers', size), memory.scratch('bpr.dLiked', size)];
    const [dOthers, losses] = [memory.scratch('bpr.dOthers', size), memory.scratch('bpr.losses', count)];
    const inputs = calls.at(
      memory.filled('bpr.users', size, users),
      memory.filled('bpr.liked', size, liked),
      memory.filled('bpr.others', size, others),
    );
    const outputs = calls.at(losses, dUsers, dLiked, dOthers);
    const span = { count, grain: 256, work: 4 * size };
    calls.run('bprRows', [...inputs, ...outputs, dim, 1 / count], span);
    return { loss: losses.reduce((sum, one) => sum + one, 0), dUsers, dLiked, dOthers };
  };
