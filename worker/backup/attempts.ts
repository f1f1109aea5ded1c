/** Which restore or registration goes on: the one that began last. Only while the site is not registered. */
export class RestoreAttempts {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /**
   * In the site's object: the number of a new attempt, which ends those before. By the clock: shards keep the number of
   * the last one, and the site's object may have been lost without them.
   */
  begin(): number {
    const attempt = Math.max(this.newest() + 1, Date.now());
    this.#write(attempt);
    return attempt;
  }

  /** In a shard: false for an attempt that a later one has overtaken. */
  follow(attempt: number): boolean {
    if (attempt < this.newest()) return false;
    this.#write(attempt);
    return true;
  }

  newest(): number {
    const { sql } = this.#storage;
    const tables = sql.exec(`SELECT 1 FROM sqlite_master WHERE name = 'restoring'`).toArray();
    if (tables.length === 0) return 0;
    const [row] = sql.exec<{ attempt: number }>('SELECT attempt FROM restoring').toArray();
    return row?.attempt ?? 0;
  }

  #write(attempt: number): void {
    const { sql } = this.#storage;
    sql.exec(
      'CREATE TABLE IF NOT EXISTS restoring (id INTEGER PRIMARY KEY, attempt INTEGER NOT NULL)',
    );
    sql.exec(
      'INSERT INTO restoring (id, attempt) VALUES (0, ?) ON CONFLICT DO UPDATE SET attempt = excluded.attempt',
      attempt,
    );
  }
}
