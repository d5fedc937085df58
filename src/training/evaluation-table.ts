import type { EvaluationReport, ModelReport, NewcomersReport } from './evaluation-report.js';

const PEOPLE = ['recall@10', 'ndcg@10', 'recall@20', 'ndcg@20', 'hit@10'] as const;

/** The report as tables for people: every model, then newcomers where there are any. */
export function tablesOf(report: EvaluationReport): string {
  const newcomers = report.newcomers === null ? '' : `\n\n${newcomersTable(report.newcomers)}`;
  return `${modelsTable(report.models)}${newcomers}`;
}

function modelsTable(models: readonly ModelReport[]): string {
  const head = [
    ...['model', 'R@10', 'N@10', 'R@20', 'N@20', 'hit@10', 'cold N@10', 'new N@10'],
    ...['coverage', 'novelty', 'Gini', 'ours beyond (p)', 'fit s', 'rank s'],
  ];
  return aligned(
    head,
    models.map((model) => [
      rowName(model),
      ...PEOPLE.map((metric) => shown(model.metrics[metric])),
      ...[model.cold, model.noHistory].map(({ users, metrics }) =>
        users === 0 ? '–' : shown(metrics['ndcg@10']),
      ),
      shown(model.metrics['coverage@10']),
      model.metrics['novelty@10'].toFixed(2),
      shown(model.metrics['exposureGini@10']),
      beyond(model),
      model.fitSeconds.toFixed(1),
      model.rankSeconds.toFixed(1),
    ]),
  );
}

function newcomersTable({ users, friendsEach, models }: NewcomersReport): string {
  const head = ['model', 'R@10', 'N@10', 'R@20', 'N@20', 'hit@10', 'R@20 / popularity'];
  const lines = models.map((model) => [
    rowName(model),
    ...PEOPLE.map((metric) => shown(model.metrics[metric])),
    model.timesPopularity === undefined ? '–' : `${model.timesPopularity.toFixed(2)} ×`,
  ]);
  return `As newcomers: ${users} people of whom nothing is known but ${friendsEach} friends\n${aligned(head, lines)}`;
}

function rowName({ name, refit }: { readonly name: string; readonly refit: boolean }): string {
  return name + (refit ? ' (refit)' : '');
}

function beyond({ oursBeyond }: ModelReport): string {
  if (oursBeyond === undefined) return '';
  return `${shown(oursBeyond.ndcg10)} (${oursBeyond.p < 0.0001 ? '<.0001' : shown(oursBeyond.p)})`;
}

/** First column to the left, all others to the right. */
function aligned(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]!.length)),
  );
  return [head, ...lines]
    .map((line) =>
      line.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  '),
    )
    .join('\n');
}

function shown(value: number): string {
  return value.toFixed(4).replace(/^(-?)0\./, '$1.');
}
