import { type AuditEntry, MAX_AUDITED } from '../shared/wire/index.ts';

/** What decides who may sign. A flood of other lines must not hide it: it is shown, and kept, by a count of its own. */
const OF_KEYS = `action IN ('registered', 'replaced', 'restored')`;
/** So many lines of each kind are kept. */
const MOST_KEPT = 10_000;

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
    for (const kind of [OF_KEYS, `NOT ${OF_KEYS}`])
      this.#sql.exec(
        `DELETE FROM audit WHERE ${kind} AND rowid <= (SELECT rowid FROM audit WHERE ${kind} ORDER BY rowid DESC LIMIT 1 OFFSET ?)`,
        MOST_KEPT,
      );
  }

  /** The newest, and the newest of those about keys, oldest first. */
  entries(): readonly AuditEntry[] {
    return this.#sql
      .exec<{
        time: number;
        action: string;
        keys: string;
        reason: string | null;
        done_by: string | null;
        subject: string | null;
      }>(
        `SELECT * FROM audit
         WHERE rowid IN (SELECT rowid FROM audit ORDER BY rowid DESC LIMIT ?1)
            OR rowid IN (SELECT rowid FROM audit WHERE ${OF_KEYS} ORDER BY rowid DESC LIMIT ?1)
         ORDER BY rowid`,
        MAX_AUDITED,
      )
      .toArray()
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
