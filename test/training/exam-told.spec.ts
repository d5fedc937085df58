import { describe, expect, it } from '@jest/globals';
import { examTable, verdictOn } from '../../src/training/exam-told.js';
import type { ExamResult, ExamRow } from '../../src/training/shop-exam.js';

const row = (name: string, t: number, ndcg = 0.1): ExamRow => ({
  ...{ name, 'recall@10': 0.0125, 'ndcg@10': 0.2, 'recall@20': 0.3, 'ndcg@20': ndcg },
  beaten: { by: 0.11 - ndcg, t, p: 0.0123 },
});

function exam(...rows: ExamRow[]): ExamResult {
  const candidate = { ...row('candidate', 0, 0.11), beaten: null };
  return { people: 50, how: 'newest', leftOut: [], rows: [candidate, ...rows] };
}

describe('the verdict on a candidate', () => {
  it.each<[string, number, number, boolean]>([
    ['as good as both', 0, 0, true],
    ['a little below the served model, by chance as likely as not', -1.6, 5, true],
    ['below the served model beyond chance', -1.7, 5, false],
    ['below popularity beyond chance', 5, -1.7, false],
  ])('%s', (_, served, popularity, passed) => {
    expect(verdictOn(exam(row('served', served), row('popularity', popularity))).passed).toBe(passed);
  });

  it('lets other baselines be better', () => {
    const rows = [row('served', 1), row('popularity', 1), row('ease', -4)];

    expect(verdictOn(exam(...rows)).passed).toBe(true);
  });

  it.each<[number, string]>([
    [3, 'it is better than what is served, by ndcg@20 of 50 people: +0.0100, p .0123'],
    [1, 'it is as good as what is served, by ndcg@20 of 50 people: +0.0100, p .0123'],
    [-3, 'it is worse than what is served, by ndcg@20 of 50 people: +0.0100, p .0123'],
  ])('at t %p says by how much, and how sure that is', (t, sentence) => {
    expect(verdictOn(exam(row('served', t))).because).toBe(sentence);
  });
});

describe('the table of a comparison', () => {
  it('says of each what it is, its figures, and plainly whether the new model is better, and by how much', () => {
    const compared = exam(
      row('served', 0.4, 0.108),
      row('popularity', 9, 0.05),
      row('friends', -2, 0.2),
      row('ease', 0.1, 0),
    );
    const leftOut = [{ name: 'itemKnn', reason: 'it is too large' }];

    expect(examTable({ ...compared, leftOut }).split('\n')).toEqual([
      'How well each foretells, for 50 people, the newest tenth of all acts:',
      '',
      '                  recall@10  ndcg@10  recall@20  ndcg@20  the new model is',
      'the new model        0.0125   0.2000     0.3000   0.1100',
      'what is served       0.0125   0.2000     0.3000   0.1080  as good  +1.9 %  (p .0123)',
      'popularity           0.0125   0.2000     0.3000   0.0500  better   +120.0 %  (p .0123)',
      'friends only         0.0125   0.2000     0.3000   0.2000  worse    −45.0 %  (p .0123)',
      'item-item (EASE)     0.0125   0.2000     0.3000   0.0000  as good  +0.1100  (p .0123)',
      'item neighbours (kNN) was left out: it is too large',
      '',
    ]);
  });
});
