import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StoreTooNewError } from '../graph-store.js';
import type { Connection } from './connection.js';

/** A numbered file of statements; once released it is never edited. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly statements: readonly string[];
}

const RECORDED = 'MATCH (m:Migration) RETURN m.number AS number, m.checksum AS checksum, m.name AS name';
const RECORD = `MERGE (m:Migration {number: $number})
  SET m.name = $name, m.checksum = $checksum, m.at = $at`;

/**
 * Applies the migrations that are not recorded yet, in order. One that a crash cut short runs again from its start:
 * its schema statements are IF NOT EXISTS and its data statements MERGE.
 *
 * @throws StoreTooNewError when the store has migrations that this code does not know
 */
export async function migrate(connection: Connection, migrations: readonly Migration[]): Promise<void> {
  const recorded = new Map(
    (await connection.read(RECORDED)).map((row) => [Number(row['number']), row['checksum'] as string]),
  );
  const known = new Set(migrations.map(({ number }) => number));
  const unknown = [...recorded.keys()].filter((number) => !known.has(number));
  if (unknown.length > 0) {
    throw new StoreTooNewError(
      `This Neo4j was written by newer code: it has migration ${Math.max(...unknown)}, and this code knows ${known.size}.`,
    );
  }
  for (const migration of migrations) {
    const checksum = recorded.get(migration.number);
    if (checksum === migration.checksum) continue;
    if (checksum !== undefined) {
      throw new Error(`Migration ${migration.number} (${migration.name}) was changed after it was applied`);
    }
    await apply(connection, migration);
  }
}

/** The migrations of this adapter, in order. */
export function ownMigrations(): Migration[] {
  const folder = migrationsFolder();
  return readdirSync(folder)
    .filter((file) => /^\d{4}-.+\.cypher$/.test(file))
    .sort()
    .map((file) => parseMigration(file, readFileSync(join(folder, file), 'utf8')));
}

/** A migration from its file's name and text: statements end with a semicolon at the end of a line. */
export function parseMigration(file: string, text: string): Migration {
  const statements = text
    .replace(/^\/\/.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  return {
    number: Number(file.slice(0, 4)),
    name: file.slice(5).replace(/\.cypher$/, ''),
    checksum: createHash('sha256').update(text).digest('hex'),
    statements,
  };
}

async function apply(connection: Connection, migration: Migration): Promise<void> {
  for (const group of groupsOfOneSort(migration.statements)) {
    await connection.write(async (send) => {
      for (const statement of group) await send(statement);
    });
  }
  await connection.run('CALL db.awaitIndexes(600)');
  const { number, name, checksum } = migration;
  await connection.write((send) =>
    send(RECORD, { number: BigInt(number), name, checksum, at: BigInt(Date.now()) }),
  );
}

/** Neighbouring statements that may share a transaction: schema statements and data statements may not. */
function groupsOfOneSort(statements: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (const statement of statements) {
    const group = groups.at(-1);
    if (group && isSchema(group[0] ?? '') === isSchema(statement)) group.push(statement);
    else groups.push([statement]);
  }
  return groups;
}

const isSchema = (statement: string) => /^(CREATE|DROP) (CONSTRAINT|\w* ?INDEX)/.test(statement);

/** `migrations/neo4j` at the project's root, from the sources as well as from what was compiled. */
function migrationsFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const migrations = join(folder, 'migrations', 'neo4j');
    if (existsSync(migrations)) return migrations;
    if (folder === dirname(folder)) throw new Error('the folder migrations/neo4j is missing');
  }
}
