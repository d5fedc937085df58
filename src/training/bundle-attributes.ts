import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleLineError, type BundleRow, type Report } from './bundle.js';

type Attributes = Extract<BundleRow, { kind: 'attributes' }>;

/** The rows of `{ item: [attribute, …] }`, each with the line where its item stands; attributes are texts or numbers. */
export async function attributeRows(
  folder: string,
  file: Attributes['file'],
  report: Report,
): Promise<Attributes[]> {
  const text = await readFile(join(folder, file), 'utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const reason = (error as SyntaxError).message;
    report(new BundleLineError(file, lineOfProblem(text, reason), `is not JSON: ${reason}`));
    return [];
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    report(new BundleLineError(file, 1, 'is not an object of item: [attribute, …]'));
    return [];
  }
  const rows: Attributes[] = [];
  const lines = linesOfKeys(text);
  for (const [item, attributes] of Object.entries(parsed as Record<string, unknown>)) {
    const line = lines.get(item) ?? 1;
    const bad = (reason: string): void => report(new BundleLineError(file, line, reason));
    if (!Array.isArray(attributes)) bad(`the attributes of ${item} are not a list`);
    else if (!attributes.every(isAttribute)) bad(`an attribute of ${item} is neither text nor number`);
    else rows.push({ kind: 'attributes', file, line, item, attributes: attributes.map(String) });
  }
  return rows;
}

function isAttribute(one: unknown): one is string | number {
  return typeof one === 'string' || typeof one === 'number';
}

/** V8 says at which character it gave up, except where the text ends too early. */
function lineOfProblem(text: string, reason: string): number {
  const [, position] = /at position (\d+)/.exec(reason) ?? [];
  return text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length;
}

/** Where each key stands, by a walk over all strings of the text; a string before a colon is a key. */
function linesOfKeys(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let [at, line] = [0, 1];
  for (const { 0: whole, 1: key, 2: colon, index } of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?/g)) {
    for (; at < index; at++) if (text[at] === '\n') line++;
    if (colon !== undefined) lines.set(String(JSON.parse(key ?? whole)), line);
  }
  return lines;
}
