import type { TakenBackup } from '../shared/wire/index.ts';

/** When a site was last backed up, and how large that was: so that its age, and its bound, are noticed. In no backup itself. */
export class LastBackup {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  note({ taken, bytes }: TakenBackup): void {
    this.#storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS last_backup (id INTEGER PRIMARY KEY, taken TEXT NOT NULL, bytes INTEGER NOT NULL)',
    );
    this.#storage.sql.exec(
      'INSERT OR REPLACE INTO last_backup (id, taken, bytes) VALUES (0, ?, ?)',
      taken,
      bytes,
    );
  }

  /** Null: none was taken yet. */
  read(): TakenBackup | null {
    const { sql } = this.#storage;
    const tables = sql.exec(`SELECT 1 FROM sqlite_master WHERE name = 'last_backup'`).toArray();
    if (tables.length === 0) return null;
    const [row] = sql
      .exec<{ taken: string; bytes: number }>('SELECT taken, bytes FROM last_backup')
      .toArray();
    return row ?? null;
  }
}
