import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** What each folder may import, longest match first; packages by name, own folders by path. */
const RULES: readonly (readonly [folder: string, allowed: readonly string[]])[] = [
  ['graph-models/domain', []],
  ['graph-models/interactions', ['graph-models/domain']],
  ['graph-models/kernels', ['graph-models/domain', 'node:']],
  [
    'graph-models/neural',
    ['graph-models/domain', 'graph-models/interactions', 'graph-models/kernels', 'node:'],
  ],
  [
    'graph-models/tensorflow',
    [
      'graph-models/domain',
      'graph-models/interactions',
      'graph-models/kernels',
      'graph-models/neural',
      '@tensorflow/tfjs-core',
      'node:',
    ],
  ],
  ['src/store/graph-store.ts', ['graph-models/domain']],
  ['src/store/sqlite', ['graph-models/domain', 'src/store', 'migrations/sqlite', 'libsql', 'node:']],
  ['src/store/neo4j', ['graph-models/domain', 'src/store', 'migrations/neo4j', 'neo4j-driver', 'node:']],
  ['src/store', ['graph-models/domain', 'src/make-folder.ts', 'node:', 'ulid']],
  ['src/events/redis', ['src/events', 'node:', 'pino', 'ulid', 'ioredis', 'rate-limiter-flexible']],
  ['src/events', ['graph-models/domain', 'src/store/graph-store.ts', 'node:', 'ulid', 'pino']],
  [
    'src/use-cases',
    ['graph-models/domain', 'src/store/graph-store.ts', 'src/events', 'type-graphql', 'ulid', 'node:'],
  ],
  [
    'src/live-graph',
    ['graph-models', 'src/store/graph-store.ts', 'src/events', 'src/features/search-words', 'node:', 'pino'],
  ],
  ['src/live', ['graph-models/domain', 'src/store/graph-store.ts', 'src/events', 'node:']],
  ['src/pipeline', ['graph-models/domain', 'node:']],
  ['src/models', ['graph-models', 'src/make-folder.ts', 'node:', 'zod']],
  [
    'src/training',
    ['graph-models', 'src/store/graph-store.ts', 'src/models', 'src/live-graph', 'node:', 'zod'],
  ],
  [
    'src/copying',
    [
      'graph-models/domain',
      'src/store',
      'src/live-graph/load.ts',
      'src/failure.ts',
      'src/steps.ts',
      'node:',
      'ulid',
    ],
  ],
  [
    'src/importing',
    [
      'graph-models',
      'src/store/graph-store.ts',
      'src/events',
      'src/training',
      'src/live-graph',
      'src/features/people/user-changes.ts',
      'src/features/catalog/item-changes.ts',
      'src/graphql/currencies.ts',
      'src/make-folder.ts',
      'node:',
      'ulid',
    ],
  ],
  ['src/graphql', ['graph-models/domain', 'src/store/graph-store.ts', 'src/use-cases', 'src/live', '*']],
  [
    'src/features',
    [
      'graph-models',
      'src/store/graph-store.ts',
      'src/events',
      'src/use-cases',
      'src/graphql',
      'src/pipeline',
      'src/live-graph',
      'src/live',
      'src/models',
      'src/make-folder.ts',
      '*',
    ],
  ],
];

/** A feature may import those before it, by their index.ts: relationship → noun, never back. */
const FEATURES = [
  'visibility',
  'search-words',
  'people',
  'accounts',
  'catalog',
  'social',
  'circles',
  'acts',
  'posts',
  'share-links',
  'orders',
  'reviews',
  'talk',
  'notifications',
  'search',
  'pictures',
  'recommendations',
  'feed',
];

/** Drivers that the rest must not know. */
const ONE_FOLDER_PACKAGES: Readonly<Record<string, string>> = {
  'neo4j-driver': 'src/store/neo4j',
  libsql: 'src/store/sqlite',
  ioredis: 'src/events/redis',
  '@tensorflow/tfjs-core': 'graph-models/tensorflow',
  '@tensorflow/tfjs-node': 'graph-models/tensorflow',
  '@tensorflow/tfjs-node-gpu': 'graph-models/tensorflow',
  '@tensorflow/tfjs-backend-webgpu': 'graph-models/tensorflow',
  webgpu: 'graph-models/tensorflow',
};

interface Import {
  readonly file: string;
  /** A path from the root, or the name of a package. */
  readonly target: string;
  readonly isPackage: boolean;
}

function importsBelow(folder: string): Import[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => importsOf(join(folder, path)));
}

function importsOf(file: string): Import[] {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.')
        ? { file, target: normalize(join(dirname(file), fileName)).replace(/\.js$/, '.ts'), isPackage: false }
        : { file, target: fileName, isPackage: true },
    );
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

function isAllowed({ file, target, isPackage }: Import): boolean {
  const rule = RULES.find(([folder]) => within(file, folder));
  if (rule === undefined) return true;
  const [folder, allowed] = rule;
  if (isPackage) {
    return allowed.some(
      (name) => name === '*' || (name.endsWith(':') ? target.startsWith(name) : within(target, name)),
    );
  }
  return within(target, folder) || allowed.some((name) => within(target, name));
}

function featureOf(path: string): string | null {
  return /^src\/features\/([^/]+)\//.exec(path)?.[1] ?? null;
}

const all = [...importsBelow('graph-models'), ...importsBelow('src')];
const told = (imports: readonly Import[]): string[] =>
  imports.map(({ file, target }) => `${file} imports ${target}`);

describe('the import rule', () => {
  it('looks at the code', () => {
    expect(all.length).toBeGreaterThan(100);
  });

  it('lets a folder import only what its row names', () => {
    expect(told(all.filter((each) => !isAllowed(each)))).toEqual([]);
  });

  it('keeps each driver in one folder', () => {
    const astray = all.filter(({ file, target, isPackage }) => {
      const home = isPackage ? ONE_FOLDER_PACKAGES[target] : undefined;
      return home !== undefined && !within(file, home);
    });
    expect(told(astray)).toEqual([]);
  });

  it('lets a feature import another by its index.ts, relationship → noun', () => {
    const astray = all.filter(({ file, target, isPackage }) => {
      const from = featureOf(file);
      const to = isPackage ? null : featureOf(target);
      if (from === null || to === null || from === to) return false;
      return !target.endsWith('/index.ts') || FEATURES.indexOf(to) >= FEATURES.indexOf(from);
    });
    expect(told(astray)).toEqual([]);
  });

  it('knows every feature', () => {
    const there = new Set(all.map(({ file }) => featureOf(file)).filter((name) => name !== null));
    expect([...there].filter((name) => !FEATURES.includes(name))).toEqual([]);
  });
});
