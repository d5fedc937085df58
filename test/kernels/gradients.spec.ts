import { describe, expect, it } from '@jest/globals';
import { plainBprLoss } from '../../graph-models/kernels/bpr-loss.js';
import { plainBackThroughLengths, plainNormaliseRows } from '../../graph-models/kernels/row-kernels.js';
import { plainSoftmaxLoss } from '../../graph-models/kernels/softmax-loss.js';
import { numbers, triples } from './numbers.js';

/** The slope of a loss by every number of a table, by finite differences. */
function slopesOf(table: Float32Array, lossOf: (table: Float32Array) => number, step = 1e-2): number[] {
  return Array.from(table, (_, at) => {
    const moved = (by: number): number => {
      const other = table.slice();
      other[at]! += by;
      return lossOf(other);
    };
    return (moved(step) - moved(-step)) / (2 * step);
  });
}

function expectSame(gradient: Float32Array, slopes: readonly number[]): void {
  gradient.forEach((one, at) => expect(one).toBeCloseTo(slopes[at]!, 3));
}

describe('the gradients that finite differences have are those', () => {
  it('of pairwise ranking', () => {
    const of = triples(3, 4, 2);
    const { dUsers, dLiked, dOthers } = plainBprLoss(of);

    expectSame(
      dUsers,
      slopesOf(of.users, (users) => plainBprLoss({ ...of, users }).loss),
    );
    expectSame(
      dLiked,
      slopesOf(of.liked, (liked) => plainBprLoss({ ...of, liked }).loss),
    );
    expectSame(
      dOthers,
      slopesOf(of.others, (others) => plainBprLoss({ ...of, others }).loss),
    );
  });

  it('of the softmax', () => {
    const dim = 4;
    const of = {
      dim,
      ...{ rows: numbers(3 * dim, 1), columns: numbers(5 * dim, 2) },
      bias: Float32Array.of(0, 0.3, -0.2, 0, 1),
      targets: {
        start: Int32Array.of(0, 2, 3, 4),
        columns: Int32Array.of(0, 2, 4, 1),
        weights: Float32Array.of(0.4, 0.1, 0.3, 0.2),
      },
      scale: 3,
    };
    const { dRows, dColumns } = plainSoftmaxLoss(of);

    expectSame(
      dRows,
      slopesOf(of.rows, (rows) => plainSoftmaxLoss({ ...of, rows }).loss),
    );
    expectSame(
      dColumns,
      slopesOf(of.columns, (columns) => plainSoftmaxLoss({ ...of, columns }).loss),
    );
  });

  it('of rows at length 1', () => {
    const dim = 8;
    const [x, given] = [numbers(4 * dim, 1), numbers(4 * dim, 2)];
    const [unit, lengths, slopes] = [x.slice(), new Float32Array(4), given.slice()];
    plainNormaliseRows(unit, dim, lengths);

    plainBackThroughLengths(slopes, unit, dim, lengths);

    const lossOf = (table: Float32Array): number => {
      const rows = table.slice();
      plainNormaliseRows(rows, dim, new Float32Array(4));
      return rows.reduce((sum, one, at) => sum + one * given[at]!, 0);
    };
    expectSame(slopes, slopesOf(x, lossOf, 3e-3));
  });
});
