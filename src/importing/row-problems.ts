import { BundleLineError, type BundleRow } from '../training/bundle.js';

const LONGEST = 500;

/** Why a row that can be read cannot be kept, or null when it can. */
export function problemOf(row: BundleRow): BundleLineError | null {
  const problem = problemOfTexts(row) ?? problemOfTime(row);
  return problem === null ? null : new BundleLineError(row.file, row.line, problem);
}

function problemOfTexts(row: BundleRow): string | null {
  switch (row.kind) {
    case 'act':
      return problemOfText('user', row.user) ?? problemOfText('item', row.item) ?? problemOfExtra(row.extra);
    case 'friend':
      return problemOfText('user', row.user) ?? problemOfText('friend', row.friend);
    case 'item':
      return (
        problemOfText('item', row.item) ??
        problemOfText('title', row.title ?? '') ??
        problemOfExtra(row.extra)
      );
    case 'attributes':
      return problemOfText('item', row.item) ?? firstProblem(row.attributes, () => 'attribute');
    default:
      return row satisfies never;
  }
}

function problemOfExtra(extra: Readonly<Record<string, string>>): string | null {
  const columns = Object.keys(extra);
  return firstProblem(Object.values(extra), (at) => columns[at] ?? '');
}

function firstProblem(texts: readonly string[], columnOf: (at: number) => string): string | null {
  for (const [at, text] of texts.entries()) {
    const problem = problemOfText(columnOf(at), text);
    if (problem !== null) return problem;
  }
  return null;
}

/** Short text of these characters has no problem, and hardly any other is met. */
const PLAIN = /^[ -~]{0,100}$/;

function problemOfText(column: string, text: string): string | null {
  if (PLAIN.test(text)) return null;
  if (/\p{Cc}/u.test(text)) return `${column} has a control character`;
  if (/\p{Cs}|\uFFFD/u.test(text)) return `${column} is not valid UTF-8`;
  const most = column === 'description' ? 20_000 : LONGEST;
  return text.length > most ? `${column} has ${text.length} characters, more than ${most}` : null;
}

/** The latest moment that a JavaScript date can be. */
const END_OF_TIME = 8.64e15;

function problemOfTime(row: BundleRow): string | null {
  if (row.kind !== 'act' || row.at === null || Math.abs(row.at) <= END_OF_TIME) return null;
  return `timestamp ${row.at} is no moment`;
}
