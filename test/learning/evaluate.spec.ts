import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerEvaluate } from '../../src/commands/evaluate.js';
import { CPU_ENGINE, type Engine } from '../../graph-models/neural/engine.js';
import type { ModelName } from '../../src/training/contenders.js';
import { loadDataset } from '../../src/training/dataset.js';
import { evaluate } from '../../src/training/evaluate.js';
import { reportOf, type EvaluationReport, type ModelReport } from '../../src/training/evaluation-report.js';
import { bootstrap95 } from '../../src/training/scored-lists.js';
import { influencedTown, plantedTown } from './small-town.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Every fifth act of the town goes to the test, the rest to train. */
async function townBundle(
  name: string,
  town = influencedTown({ influence: 0.6, people: 150 }),
): Promise<string> {
  const bundle = mkdtempSync(join(folder, `${name}-`));
  const lines = { train: ['user\titem'], test: ['user\titem'], social: ['user\tfriend'] };
  let nth = 0;
  town.forEachAct((person, item) => lines[nth++ % 5 === 4 ? 'test' : 'train'].push(`p${person}\ti${item}`));
  for (let person = 0; person < town.personCount; person++)
    for (const friend of town.friendsOf(person)) lines.social.push(`p${person}\tp${friend}`);
  for (const [file, content] of Object.entries(lines))
    writeFileSync(join(bundle, `${file}.tsv`), `${content.join('\n')}\n`);
  return bundle;
}

async function reportFor(
  bundle: string,
  models?: readonly ModelName[],
  engine: Engine = CPU_ENGINE,
): Promise<EvaluationReport> {
  const dataset = await loadDataset(bundle);
  const options = { protocol: 'shippedSplit', seed: 1, engine, ...(models ? { models } : {}) } as const;
  return reportOf(dataset, [await evaluate(dataset, options)], [1]);
}

function modelOf(report: EvaluationReport, name: string): ModelReport {
  return report.models.find((model) => model.name === name)!;
}

describe('an evaluation', () => {
  let report: EvaluationReport;

  beforeAll(async () => {
    report = await reportFor(await townBundle('influenced'));
  });

  it('ranks for everybody who has test items, by every model that the bundle can feed', () => {
    expect(report.models.map(({ name }) => name)).toEqual([
      'popularity',
      'friends',
      'itemKnn',
      'ease',
      'ours',
      'oursNoFriends',
      'oursShuffledFriends',
    ]);
    expect(report).toMatchObject({ protocol: 'shippedSplit', seed: 1, items: 198 });
    expect(report.models.every(({ refit }) => refit)).toBe(true);
  });

  it('finds that friends pass things on, and that shuffled ones do not', () => {
    const ndcg = (name: string): number => modelOf(report, name).metrics['ndcg@20'];

    expect(ndcg('ours')).toBeGreaterThan(1.1 * ndcg('oursNoFriends'));
    expect(ndcg('ours')).toBeGreaterThan(1.1 * ndcg('oursShuffledFriends'));
    expect(modelOf(report, 'oursNoFriends').oursBeyond!.p).toBeLessThan(0.05);
  });

  it('reports every figure in its range, with an interval around it', () => {
    for (const { metrics, interval95 } of report.models) {
      for (const [metric, value] of Object.entries(metrics)) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(metric === 'novelty@10' ? Math.log2(150) : 1);
      }
      for (const [metric, [low, high]] of Object.entries(interval95)) {
        expect(low).toBeLessThanOrEqual(metrics[metric as 'ndcg@10']);
        expect(high).toBeGreaterThanOrEqual(metrics[metric as 'ndcg@10']);
      }
    }
  });

  it('shows popular things to everybody by popularity, and less of them by taste', () => {
    const [popular, near] = ['popularity', 'itemKnn'].map((name) => modelOf(report, name).metrics);

    expect(near!['coverage@10']).toBeGreaterThan(2 * popular!['coverage@10']);
    expect(near!['novelty@10']).toBeGreaterThan(popular!['novelty@10']);
    expect(near!['exposureGini@10']).toBeLessThan(popular!['exposureGini@10']);
  });

  it('asks about people with friends as if they had just come with three of them', () => {
    const { newcomers } = report;
    const recall = (name: string): number =>
      newcomers!.models.find((model) => model.name === name)!.metrics['recall@20'];

    expect(newcomers).toMatchObject({ friendsEach: 3 });
    expect(newcomers!.models.map(({ name }) => name)).toEqual(['popularity', 'friends', 'ours']);
    expect(newcomers!.users).toBeGreaterThan(50);
    expect(newcomers!.users).toBeLessThan(report.users);
    expect(recall('ours')).toBeGreaterThan(1.5 * recall('popularity'));
    for (const model of newcomers!.models)
      expect(model.timesPopularity).toBeCloseTo(model.metrics['recall@20'] / recall('popularity'), 12);
  });

  it('computes with the engine that it is given', async () => {
    let told = 0;
    const trainTowers: Engine['trainTowers'] = (...args) => {
      told++;
      return CPU_ENGINE.trainTowers(...args);
    };

    await reportFor(report.bundle, ['ours'], { ...CPU_ENGINE, trainTowers });

    expect(told).toBeGreaterThan(0);
  });

  it('comes to the same figures with the same seed', async () => {
    const again = await reportFor(report.bundle, ['itemKnn', 'ours']);

    for (const { name, metrics } of again.models) expect(metrics).toEqual(modelOf(report, name).metrics);
  });

  it('does not look at the test set: what was chosen stays when the test items are exchanged', async () => {
    const other = await townBundle('exchanged');
    const test = readFileSync(join(other, 'test.tsv'), 'utf8').trim().split('\n');
    const [header, ...rows] = test;
    const users = rows.map((row) => row.split('\t')[0]);
    const items = rows.map((row) => row.split('\t')[1]).reverse();
    const exchanged = users.map((user, i) => `${user}\t${items[i]}`);
    writeFileSync(join(other, 'test.tsv'), `${[header, ...exchanged].join('\n')}\n`);

    const { tuned } = await reportFor(other, ['ours']);

    expect(tuned.ours!.blend.weights).toEqual(report.tuned.ours!.blend.weights);
    expect(tuned.ours!.blend.ndcg).toBe(report.tuned.ours!.blend.ndcg);
  });

  it('counts nobody without test items', () => {
    const tested = new Set(
      readFileSync(join(report.bundle, 'test.tsv'), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => row.split('\t')[0]),
    );

    expect(report.users).toBe(tested.size);
  });
});

describe('an evaluation by leaving one out', () => {
  it('prints what was learnt strictly and what was refitted, and knows the order of things', async () => {
    const bundle = mkdtempSync(join(folder, 'sequences-'));
    const lines = Array.from({ length: 120 }, (_, person) => {
      const start = (person * 7) % 40;
      return [`p${person}`, ...Array.from({ length: 6 }, (_, nth) => `i${(start + nth) % 40}`)].join(' ');
    });
    writeFileSync(join(bundle, 'sequences.txt'), `${lines.join('\n')}\n`);
    const dataset = await loadDataset(bundle);

    const { models } = reportOf(
      dataset,
      [await evaluate(dataset, { protocol: 'leaveOneOut', seed: 1 })],
      [1],
    );

    expect(models.map(({ name, refit }) => `${name} ${refit}`)).toEqual(
      [false, true].flatMap((refit) =>
        ['popularity', 'itemKnn', 'ease', 'markov', 'sequenceKnn', 'gru', 'ours'].map(
          (name) => `${name} ${refit}`,
        ),
      ),
    );
    for (const model of models.filter(({ name }) => name === 'markov' || name === 'ours'))
      expect(model.metrics['hit@10']).toBe(1);
  });
});

describe('the 95 % interval of a mean', () => {
  it('shrinks with the number of people', () => {
    const few = Float64Array.from({ length: 20 }, (_, i) => i % 2);
    const many = Float64Array.from({ length: 2000 }, (_, i) => i % 2);

    const width = ([low, high]: [number, number]): number => high - low;

    expect(width(bootstrap95(many, 1))).toBeLessThan(width(bootstrap95(few, 1)) / 5);
    expect(bootstrap95(many, 1)[0]).toBeGreaterThan(0.45);
  });
});

describe('grapevine evaluate', () => {
  it('writes the report, and goes on over lines that cannot be used', async () => {
    const bundle = await townBundle('broken', plantedTown({ people: 40 }));
    writeFileSync(join(bundle, 'train.tsv'), 'p1\n\ti3\np2\ti4\textra\n', { flag: 'a' });
    const json = join(folder, 'report.json');
    const program = new Command().exitOverride();
    registerEvaluate(program);

    await program.parseAsync(
      ['evaluate', '--bundle', bundle, '--json', json, '--models', 'popularity,ours', '--engine', 'cpu'],
      {
        from: 'user',
      },
    );

    const report = JSON.parse(readFileSync(json, 'utf8')) as EvaluationReport;
    expect(report.badLines.count).toBe(3);
    expect(report.badLines.examples[0]).toContain('1 cells, the header has 2');
    expect(report.models.map(({ name }) => name)).toEqual(['popularity', 'ours']);
    expect(report.engine).toBe('cpu');
    expect(report.totalSeconds).toBeGreaterThan(0);
    expect(report.peakRssMiB).toBeGreaterThan(10);
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining([
        ...['bundle', 'protocol', 'users', 'items', 'seed', 'tuned', 'models', 'totalSeconds', 'peakRssMiB'],
      ]),
    );
    const at = (k: number): string[] => ['recall', 'ndcg', 'hit'].map((metric) => `${metric}@${k}`);
    for (const model of report.models) {
      expect(model).toMatchObject({ fitSeconds: expect.any(Number), rankSeconds: expect.any(Number) });
      expect(Object.keys(model.metrics)).toEqual(
        expect.arrayContaining([...at(10), ...at(20), 'coverage@10']),
      );
      expect(Object.keys(model.cold)).toEqual(['users', 'metrics']);
      expect(Object.keys(model.interval95)).toEqual(['recall@10', 'ndcg@10', 'recall@20', 'ndcg@20']);
    }
  });
});
