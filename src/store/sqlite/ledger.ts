import type { Migration, MigrationLedger } from '../migrations.js';
import type { Connection } from './connection.js';

const CREATE = `CREATE TABLE IF NOT EXISTS migrations (
  name TEXT PRIMARY KEY, checksum TEXT NOT NULL, done INTEGER NOT NULL, changed_at TEXT NOT NULL
) WITHOUT ROWID`;

/** The table in which a database remembers its migrations; a statement and its record are one transaction. */
export class SqliteLedger implements MigrationLedger {
  constructor(private readonly db: Connection) {}

  async applied() {
    const [there] = this.db.all("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'");
    if (there === undefined) return [];
    return this.db
      .all('SELECT name, checksum, done FROM migrations ORDER BY name')
      .map((row) => ({ name: String(row[0]), checksum: String(row[1]), done: Number(row[2]) }));
  }

  async apply(migration: Migration, checksum: string, index: number): Promise<void> {
    await this.db.write(() => {
      this.db.exec(CREATE);
      const [done = 0] = this.db.first('SELECT done FROM migrations WHERE name = ?', [migration.name]) ?? [];
      if (Number(done) !== index) return { keep: false, value: undefined };
      this.db.exec(migration.statements[index] ?? '');
      this.db.run(
        `INSERT INTO migrations VALUES (?1, ?2, ?3, datetime('now'))
         ON CONFLICT (name) DO UPDATE SET done = excluded.done, changed_at = excluded.changed_at`,
        [migration.name, checksum, index + 1],
      );
      return { keep: true, value: undefined };
    });
  }
}
