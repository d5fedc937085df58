import { readFileSync } from 'node:fs';

/** A document of schema/operations, as the clients send it. */
export function operation(name: string): string {
  return readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');
}
