import { PARTS } from './parts.js';
import type { PartSum, Survey } from './survey.js';

/** A label, a type or the outbox in both stores. */
export interface Compared {
  readonly name: string;
  readonly source: PartSum;
  readonly copy: PartSum;
  readonly same: boolean;
}

/** What is in either store, part by part. */
export function compared(source: Survey, copy: Survey): readonly Compared[] {
  return PARTS.map((part) => {
    const [here, there] = [sumOf(source, part), sumOf(copy, part)];
    const same = here.count === there.count && here.checksum === there.checksum;
    return { name: part.name, source: here, copy: there, same };
  }).filter(({ source, copy }) => source.count > 0 || copy.count > 0);
}

/** The comparison for people: a line each, numbers to the right. */
export function tableOf(rows: readonly Compared[]): string {
  const cells = [
    ['', 'source', 'copy', 'SHA-256 of the source', ''],
    ...rows.map(({ name, source, copy, same }) => [
      name,
      String(source.count),
      String(copy.count),
      source.checksum.slice(0, 21),
      same ? 'same' : 'DIFFERS',
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => (at === 1 || at === 2 ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Names what differs, or null when all is the same. */
export function differenceOf(rows: readonly Compared[]): string | null {
  const differing = rows.filter(({ same }) => !same);
  if (differing.length === 0) return null;
  return differing
    .map(({ name, source, copy }) =>
      source.count === copy.count
        ? `${name} (${source.count} in both, of other content)`
        : `${name} (${source.count} in the source, ${copy.count} in the copy)`,
    )
    .join(', ');
}

function sumOf({ sums }: Survey, part: (typeof PARTS)[number]): PartSum {
  const sum = sums.get(part);
  if (sum === undefined) throw new Error(`${part.name} was not read`);
  return sum;
}
