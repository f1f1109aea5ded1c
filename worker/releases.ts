import { mayFollow, type PeriodCounts, type Snapshot } from '../shared/counting/index.ts';
import { KEPT_MS } from './counters.ts';

export interface PeriodOf {
  /** Hash of the question set, base64url. */
  readonly questionSet: string;
  readonly period: number;
  /** Milliseconds since the epoch. */
  readonly periodEnd: number;
}

/**
 * Everything that is said of counts is computed from these snapshots, and from nothing later: one
 * follows another on another day, and only with enough new reports on every question.
 */
export class Releases {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get #sql(): SqlStorage {
    return this.#storage.sql;
  }

  prepare(): void {
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS releases (
        question_set TEXT, period INTEGER,
        period_end INTEGER NOT NULL,
        taken INTEGER NOT NULL,
        counts TEXT NOT NULL,
        PRIMARY KEY (question_set, period)
      ) WITHOUT ROWID;
    `);
  }

  /** The snapshot that holds now, the counters' state being `counts`; null: none has been taken yet. */
  async release(of: PeriodOf, counts: PeriodCounts, now: number): Promise<Snapshot | null> {
    this.prepare();
    const released = this.#storage.transactionSync(() => {
      const before = this.#read(of);
      if (!mayFollow(before, { counts, taken: now })) return before;
      this.#sql.exec(
        `INSERT INTO releases (question_set, period, period_end, taken, counts) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET taken = excluded.taken, counts = excluded.counts`,
        of.questionSet,
        of.period,
        of.periodEnd,
        now,
        JSON.stringify(counts),
      );
      return { counts, taken: now };
    });
    if (released) await this.#wake(of.periodEnd + KEPT_MS);
    return released;
  }

  #read({ questionSet, period }: PeriodOf): Snapshot | null {
    const [row] = this.#sql
      .exec<{ taken: number; counts: string }>(
        'SELECT taken, counts FROM releases WHERE question_set = ? AND period = ?',
        questionSet,
        period,
      )
      .toArray();
    return row ? { taken: row.taken, counts: JSON.parse(row.counts) as PeriodCounts } : null;
  }

  /** Deletes what has had its time, with the counters it was taken from. */
  async expire(now: number): Promise<void> {
    const tables = this.#sql.exec(`SELECT 1 FROM sqlite_master WHERE name = 'releases'`).toArray();
    if (tables.length === 0) return;
    this.#sql.exec('DELETE FROM releases WHERE period_end <= ?', now - KEPT_MS);
    const { next } = this.#sql
      .exec<{ next: number | null }>('SELECT min(period_end) AS next FROM releases')
      .one();
    if (next !== null) await this.#wake(next + KEPT_MS);
  }

  async #wake(at: number): Promise<void> {
    const set = await this.#storage.getAlarm();
    if (set === null || set > at) await this.#storage.setAlarm(at);
  }
}
