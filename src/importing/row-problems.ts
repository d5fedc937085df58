import { BundleLineError, type BundleRow } from '../training/bundle.js';

const LONGEST = 500;

/** Why a row that can be read cannot be kept, or null when it can. */
export function problemOf(row: BundleRow): BundleLineError | null {
  const problem =
    textsOf(row)
      .map(problemOfText)
      .find((found) => found !== null) ?? problemOfTime(row);
  return problem === null ? null : new BundleLineError(row.file, row.line, problem);
}

function textsOf(row: BundleRow): [column: string, text: string][] {
  switch (row.kind) {
    case 'act':
      return [['user', row.user], ['item', row.item], ...Object.entries(row.extra)];
    case 'friend':
      return [
        ['user', row.user],
        ['friend', row.friend],
      ];
    case 'item':
      return [['item', row.item], ['title', row.title ?? ''], ...Object.entries(row.extra)];
    case 'attributes':
      return [['item', row.item], ...row.attributes.map((text): [string, string] => ['attribute', text])];
    default:
      return row satisfies never;
  }
}

function problemOfText([column, text]: [string, string]): string | null {
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
