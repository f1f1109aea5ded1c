import { type AuditEntry, MAX_AUDITED } from '../shared/wire/index.ts';

export type Audited = Omit<AuditEntry, 'time'>;

/** What was done with which token, and when. It names tokens and keys, and nobody who held them. */
export class AuditLog {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get #sql(): SqlStorage {
    return this.#storage.sql;
  }

  /** Makes the table, or gives that of an earlier release what it lacks. */
  prepare(): void {
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS audit (time INTEGER NOT NULL, action TEXT NOT NULL, keys TEXT NOT NULL, reason TEXT, done_by TEXT, subject TEXT)
    `);
    const columns = this.#sql
      .exec<{ name: string }>(`SELECT name FROM pragma_table_info('audit')`)
      .toArray()
      .map(({ name }) => name);
    for (const name of ['done_by', 'subject'])
      if (!columns.includes(name)) this.#sql.exec(`ALTER TABLE audit ADD COLUMN ${name} TEXT`);
  }

  /** `time`: milliseconds since the epoch. */
  add({ action, by, keys, reason, subject }: Audited, time: number): void {
    this.#sql.exec(
      'INSERT INTO audit (time, action, keys, reason, done_by, subject) VALUES (?, ?, ?, ?, ?, ?)',
      time,
      action,
      JSON.stringify(keys),
      reason,
      by,
      subject,
    );
  }

  /** The newest, oldest first. */
  entries(): readonly AuditEntry[] {
    return this.#sql
      .exec<{
        time: number;
        action: string;
        keys: string;
        reason: string | null;
        done_by: string | null;
        subject: string | null;
      }>('SELECT * FROM audit ORDER BY rowid DESC LIMIT ?', MAX_AUDITED)
      .toArray()
      .toReversed()
      .map(({ time, action, keys, reason, done_by: by, subject }) => ({
        time: new Date(time).toISOString(),
        action: action as AuditEntry['action'],
        by,
        keys: JSON.parse(keys) as string[],
        reason,
        subject,
      }));
  }
}
