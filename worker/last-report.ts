const DAY_MS = 86_400_000;

/** The day on which a shard last counted a report: so that silence is noticed. No more of its time is kept. */
export class LastReport {
  readonly #storage: DurableObjectStorage;
  #day: number | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Writes on the first report of a day, and never again on it. `now`: milliseconds since the epoch. */
  note(now: number): void {
    const today = Math.floor(now / DAY_MS);
    if (this.day() === today) return;
    this.prepare();
    this.#storage.sql.exec(
      'INSERT INTO last_report (id, day) VALUES (0, ?) ON CONFLICT DO UPDATE SET day = excluded.day',
      today,
    );
    this.#day = today;
  }

  /** No report was counted. */
  clear(): void {
    this.#day = null;
    if (this.day() !== null) this.#storage.sql.exec('DELETE FROM last_report');
    this.#day = null;
  }

  /** Makes the table for the row of a backup, too. */
  prepare(): void {
    this.#storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS last_report (id INTEGER PRIMARY KEY, day INTEGER NOT NULL)',
    );
  }

  /** Days since the epoch; null: none yet. */
  day(): number | null {
    if (this.#day !== null) return this.#day;
    const { sql } = this.#storage;
    const tables = sql.exec(`SELECT 1 FROM sqlite_master WHERE name = 'last_report'`).toArray();
    if (tables.length === 0) return null;
    const [row] = sql.exec<{ day: number }>('SELECT day FROM last_report').toArray();
    return (this.#day = row?.day ?? null);
  }
}
