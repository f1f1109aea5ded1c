/** Counters are kept for 25 months after their period. */
export const KEPT_MS = 25 * (365.25 / 12) * 86_400_000;

/** One report, as far as it is kept: a number in a counter, and a hash that refuses its repetition. */
export interface Count {
  /** Hash of the question set, base64url. */
  readonly questionSet: string;
  readonly period: number;
  readonly question: number;
  readonly answer: number;
  /** One of `BUCKETS`, drawn by the Worker. */
  readonly bucket: number;
  /** SHA-256 of the report's id. */
  readonly idHash: Uint8Array;
  /** Milliseconds since the epoch: the period's end, and when its last report may come. */
  readonly periodEnd: number;
  readonly closes: number;
}

/** `[question, bucket, answer, reports]`. */
export type Tally = readonly [number, number, number, number];

/** One shard's counters in SQLite. Whoever reads them all learns how many gave which randomised answer, and nothing else. */
export class Counters {
  readonly #storage: DurableObjectStorage;
  #ready = false;
  #alarm = Infinity;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get #sql(): SqlStorage {
    return this.#storage.sql;
  }

  /** Counts a report once: both rows are written, or neither. */
  async add(count: Count): Promise<void> {
    this.#prepare();
    const { questionSet, period, question, bucket, answer, idHash, periodEnd, closes } = count;
    this.#storage.transactionSync(() => {
      const added = this.#sql.exec(
        'INSERT INTO seen (id_hash, closes) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING 1',
        idHash,
        closes,
      );
      if (added.toArray().length === 0) return;
      this.#sql.exec(
        `INSERT INTO counts (question_set, period, question, bucket, answer, period_end, reports)
         VALUES (?, ?, ?, ?, ?, ?, 1)
         ON CONFLICT DO UPDATE SET reports = reports + 1`,
        questionSet,
        period,
        question,
        bucket,
        answer,
        periodEnd,
      );
    });
    if (this.#alarm <= closes) return;
    this.#alarm = Math.min(closes, (await this.#storage.getAlarm()) ?? Infinity);
    await this.#storage.setAlarm(this.#alarm);
  }

  /** All of one period. */
  read(questionSet: string, period: number): readonly Tally[] {
    if (!this.#exists()) return [];
    return this.#sql
      .exec<{ question: number; bucket: number; answer: number; reports: number }>(
        'SELECT question, bucket, answer, reports FROM counts WHERE question_set = ? AND period = ?',
        questionSet,
        period,
      )
      .toArray()
      .map(({ question, bucket, answer, reports }) => [question, bucket, answer, reports]);
  }

  /** No report was counted. The hashes of reports stay: none of them counts again. */
  clear(): void {
    if (this.#exists()) this.#sql.exec('DELETE FROM counts');
  }

  /** Makes the tables for the rows of a backup. */
  prepare(): void {
    this.#ready = false;
    this.#prepare();
  }

  /** Deletes what has had its time, and sets the alarm for what has it next. */
  async expire(now: number): Promise<void> {
    if (!this.#exists()) return;
    this.#sql.exec('DELETE FROM seen WHERE closes <= ?', now);
    this.#sql.exec('DELETE FROM counts WHERE period_end <= ?', now - KEPT_MS);
    const { next } = this.#sql
      .exec<{ next: number | null }>(
        `SELECT min(due) AS next FROM (
           SELECT min(closes) AS due FROM seen UNION ALL SELECT min(period_end) + ? FROM counts
         )`,
        KEPT_MS,
      )
      .one();
    this.#alarm = next ?? Infinity;
    if (next !== null) await this.#storage.setAlarm(next);
  }

  #prepare(): void {
    if (this.#ready) return;
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS counts (
        question_set TEXT, period INTEGER, question INTEGER, bucket INTEGER, answer INTEGER,
        period_end INTEGER NOT NULL,
        reports INTEGER NOT NULL,
        PRIMARY KEY (question_set, period, question, bucket, answer)
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS seen (
        id_hash BLOB PRIMARY KEY,
        closes INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS seen_closes ON seen (closes);
    `);
    this.#ready = true;
  }

  #exists(): boolean {
    return this.#sql.exec(`SELECT 1 FROM sqlite_master WHERE name = 'counts'`).toArray().length > 0;
  }
}
