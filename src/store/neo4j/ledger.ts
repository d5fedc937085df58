import type { AppliedMigration, Migration, MigrationLedger } from '../migrations.js';
import type { Connection } from './connection.js';

const APPLIED =
  'MATCH (m:Migration) RETURN m.name AS name, m.checksum AS checksum, m.done AS done ORDER BY m.name';

const RECORD = `MERGE (m:Migration {name: $name})
  SET m.checksum = $checksum, m.changedAt = datetime(),
      m.done = CASE WHEN coalesce(m.done, 0) < $done THEN $done ELSE m.done END`;

/** The `Migration` nodes. Schema and data cannot share a transaction, so a step may run again after a crash. */
export class Neo4jLedger implements MigrationLedger {
  constructor(private readonly connection: Connection) {}

  async applied(): Promise<AppliedMigration[]> {
    const rows = await this.connection.read(APPLIED);
    return rows.map((row) => ({
      name: row['name'] as string,
      checksum: row['checksum'] as string,
      done: Number(row['done']),
    }));
  }

  async apply({ name, statements }: Migration, checksum: string, index: number): Promise<void> {
    await this.connection.write(async (send) => {
      for (const statement of (statements[index] ?? '').split(';\n')) await send(statement);
    });
    await this.connection.run('CALL db.awaitIndexes(600)');
    await this.connection.write((send) => send(RECORD, { name, checksum, done: BigInt(index + 1) }));
  }
}
