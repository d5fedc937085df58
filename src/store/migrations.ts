import { createHash } from 'node:crypto';
import { StoreTooNewError } from './graph-store.js';

/** A numbered step of a store's schema; never edited after release. */
export interface Migration {
  /** Sorts by its number, for example `0001-graph`. */
  readonly name: string;
  readonly statements: readonly string[];
}

/** What a store remembers of a migration. */
export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  /** How many of its statements are done. */
  readonly done: number;
}

/** A store's own record of its migrations. */
export interface MigrationLedger {
  /** In order of name. */
  applied(): Promise<readonly AppliedMigration[]>;
  /**
   * Runs the statement at `index` and records `index + 1` as done, in one transaction where the store can. Where it
   * cannot, a crash between the two runs the statement again, so it has to be one that may. Does nothing when
   * another process has run it meanwhile.
   */
  apply(migration: Migration, checksum: string, index: number): Promise<void>;
}

/** An applied migration reads differently now than when it was applied. */
export class MigrationChangedError extends Error {
  override readonly name = 'MigrationChangedError';
}

/**
 * Brings a store up to date, going on where a crash left it. Answers how many statements ran.
 *
 * @throws StoreTooNewError when the store knows migrations that this code does not
 * @throws MigrationChangedError when an applied migration was edited
 */
export async function migrate(migrations: readonly Migration[], ledger: MigrationLedger): Promise<number> {
  const applied = new Map((await ledger.applied()).map((entry) => [entry.name, entry]));
  checkKnown(migrations, [...applied.keys()]);
  let ran = 0;
  for (const migration of migrations) {
    const checksum = checksumOf(migration);
    const before = applied.get(migration.name);
    if (before !== undefined && before.checksum !== checksum) {
      throw new MigrationChangedError(`Migration ${migration.name} was edited after it was applied`);
    }
    for (let index = before?.done ?? 0; index < migration.statements.length; index++) {
      await ledger.apply(migration, checksum, index);
      ran += 1;
    }
  }
  return ran;
}

export function checksumOf(migration: Migration): string {
  return createHash('sha256').update(JSON.stringify(migration.statements)).digest('hex');
}

function checkKnown(migrations: readonly Migration[], names: readonly string[]): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new StoreTooNewError(
      `This store was written by a newer Grapevine (its migration ${unknown} is unknown here); update Grapevine or choose another DATABASE_URL.`,
    );
  }
}
