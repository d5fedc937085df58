import { createHash } from 'node:crypto';
import { outboxEnd } from '../live-graph/load.js';
import type { OnProgress } from '../steps.js';
import type { GraphStore } from '../store/graph-store.js';
import { PARTS, readPart, type Part, type Rows } from './parts.js';

/** What a part holds; the checksum is SHA-256 in hex over its rows in their order. */
export interface PartSum {
  readonly count: number;
  readonly checksum: string;
}

/** What a store holds, part by part, and where its outbox ended before the first part was read. */
export interface Survey {
  readonly sums: ReadonlyMap<Part, PartSum>;
  readonly seq: number;
  /** Rows of all parts. */
  readonly rows: number;
  /** SHA-256 in hex over all of it. */
  readonly digest: string;
}

/**
 * Reads a whole store. Everything that the port shows is in the checksums but versions, which say only whether a node
 * changed since it was read.
 *
 * @param leftOut the id of a node that does not count
 * @param expected how many rows there should be; progress is told in parts when it is not known
 */
export async function surveyOf(
  store: GraphStore,
  onProgress: OnProgress,
  { leftOut, expected }: { readonly leftOut?: string; readonly expected?: number } = {},
): Promise<Survey> {
  const seq = await outboxEnd(store);
  const sums = new Map<Part, PartSum>();
  const digest = createHash('sha256');
  let rows = 0;
  for (const [at, part] of PARTS.entries()) {
    const hash = createHash('sha256');
    let count = 0;
    for await (const batch of readPart(store, part)) {
      const lines = linesOf(batch, leftOut);
      for (const line of lines) hash.update(line);
      count += lines.length;
      if (expected !== undefined) onProgress(rows + count, expected);
    }
    const sum = { count, checksum: hash.digest('hex') };
    sums.set(part, sum);
    digest.update(`${part.name} ${count} ${sum.checksum}\n`);
    rows += count;
    if (expected === undefined) onProgress(at + 1, PARTS.length);
  }
  return { sums, seq, rows, digest: digest.digest('hex') };
}

/** A line per row; two rows have the same line when they are the same, in whatever order properties come. */
function linesOf(batch: Rows, leftOut: string | undefined): string[] {
  switch (batch.kind) {
    case 'nodes':
      return batch.rows
        .filter(({ id }) => id !== leftOut)
        .map(({ id, props }) => `${id} ${textOfProps(props)}\n`);
    case 'edges':
      return batch.rows.map(({ from, to, at, props }) => `${from} ${to} ${at} ${textOfProps(props)}\n`);
    case 'events':
      return batch.rows.map(
        ({ seq, id, kind, at, payload }) => `${seq} ${JSON.stringify([id, kind, at, payload])}\n`,
      );
    default:
      return batch satisfies never;
  }
}

function textOfProps(props: object): string {
  const entries = Object.entries(props) as [string, unknown][];
  return entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`)
    .join();
}

/** Tells apart what JSON does not: 2⁵³ + 1 from its neighbours, and −0 from 0. */
function textOf(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  return JSON.stringify(value);
}
