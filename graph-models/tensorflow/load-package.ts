import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where `scripts/tfjs-node/install` puts engines: outside of node_modules, which `npm ci` empties. */
export function enginesFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['GRAPEVINE_ENGINES'] ?? join(homedir(), '.cache', 'grapevine', 'engines');
}

/** Something of a package, or why there is none. */
export type Loaded<T> =
  { readonly kind: 'loaded'; readonly value: T } | { readonly kind: 'absent'; readonly reason: string };

/** Where a package is: the project's own first, then that of an engine's folder; null for nowhere. */
export function findPackage(name: string, folder: string): string | null {
  return (
    [import.meta.url, pathToFileURL(join(folder, 'package.json')).href]
      .map((from) => resolved(name, from))
      .find((path) => path !== null) ?? null
  );
}

/** Loads a package that may or may not be there. */
export async function loadPackage<T>(name: string, folder: string): Promise<Loaded<T>> {
  const path = findPackage(name, folder);
  if (path === null) return { kind: 'absent', reason: `${name} is not installed` };
  try {
    return { kind: 'loaded', value: await importFile<T>(path) };
  } catch (error) {
    // Whatever a native package throws: no driver, no library, another Node. It is told, and there are other engines.
    return { kind: 'absent', reason: `${name} does not load: ${firstLine(error)}` };
  }
}

/** What a file exports, of CommonJS or not; the caller says what that is. */
export async function importFile<T>(path: string): Promise<T> {
  const module = (await import(pathToFileURL(path).href)) as { readonly default?: T };
  return module.default ?? (module as T);
}

/** Where a package is that another file would import under this name. */
export function resolved(name: string, from: string): string | null {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return null;
  }
}

export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]!.trim();
}
