import { setAlarm } from './wake.ts';

/** Counters are kept for 25 months after their period. */
export const KEPT_MS = 25 * (365.25 / 12) * 86_400_000;
/** How often a shard looks at the size of its database. */
const MEASURE_AGAIN_MS = 10_000;

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

/** What becomes of a report. A repeated one was counted before. */
export type Outcome = 'counted' | 'repeated' | 'refused' | 'full';

/** How many new reports may still be counted. */
export interface Budget {
  isSpent(): boolean;
  spend(): void;
}

/**
 * One shard's counters in SQLite. Whoever reads them all learns how many gave which randomised answer, and nothing else.
 * The hashes of one period's reports stand in a table of their own, without an index and without a date: a report writes
 * two rows, its hash and its counter, and what a period leaves is dropped whole.
 */
export class Counters {
  readonly #storage: DurableObjectStorage;
  readonly #maxBytes: number;
  /** When the periods close whose tables of hashes are there. */
  readonly #open = new Set<number>();
  /** Releases before this one kept all hashes in one table, which stays until the last of them is due. */
  #hasOldHashes = false;
  #ready = false;
  #alarm = Infinity;
  #isFull = false;
  #measuredAt = -Infinity;

  constructor(storage: DurableObjectStorage, maxBytes: number) {
    this.#storage = storage;
    this.#maxBytes = maxBytes;
  }

  get #sql(): SqlStorage {
    return this.#storage.sql;
  }

  /** Counts each report once; all of them are written, or none. Reports that were counted before spend nothing. */
  async add(counts: readonly Count[], budget: Budget, now: number): Promise<readonly Outcome[]> {
    this.#prepare();
    this.#measure(now);
    for (const closes of new Set(counts.map((count) => count.closes))) this.#openTable(closes);
    const outcomes = this.#storage.transactionSync(() => {
      const sums = new Map<string, { readonly count: Count; reports: number }>();
      const each = counts.map((count): Outcome => {
        const { closes, idHash, questionSet, period, question, bucket, answer } = count;
        if (this.#isFull || budget.isSpent())
          return this.#knows(closes, idHash) ? 'repeated' : this.#isFull ? 'full' : 'refused';
        if (!this.#remember(closes, idHash)) return 'repeated';
        budget.spend();
        const counter = [questionSet, period, question, bucket, answer].join();
        const sum = sums.get(counter);
        if (sum) sum.reports += 1;
        else sums.set(counter, { count, reports: 1 });
        return 'counted';
      });
      for (const { count, reports } of sums.values()) this.#increase(count, reports);
      return each;
    });
    await this.#wake(Math.min(...counts.map(({ closes }) => closes)));
    return outcomes;
  }

  /** All of one period. */
  read(questionSet: string, period: number): readonly Tally[] {
    if (!this.#exists('counts')) return [];
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
    if (this.#exists('counts')) this.#sql.exec('DELETE FROM counts');
  }

  /** Makes the table for the rows of a backup. */
  prepare(): void {
    this.#ready = false;
    this.#prepare();
  }

  /** What was prepared was taken back. */
  forget(): void {
    this.#ready = false;
  }

  /** Deletes what has had its time, and sets the alarm for what has it next. */
  async expire(now: number): Promise<void> {
    if (!this.#exists('counts')) return;
    this.prepare();
    for (const closes of this.#open) if (closes <= now) this.#dropTable(closes);
    if (this.#hasOldHashes) this.#expireOldHashes(now);
    this.#sql.exec('DELETE FROM counts WHERE period_end <= ?', now - KEPT_MS);
    const { next } = this.#sql
      .exec<{ next: number | null }>('SELECT min(period_end) + ? AS next FROM counts', KEPT_MS)
      .one();
    const due = Math.min(next ?? Infinity, this.#oldHashesDue(), ...this.#open);
    this.#alarm = due;
    if (due < Infinity) await setAlarm(this.#storage, due);
  }

  async #wake(at: number): Promise<void> {
    if (this.#alarm <= at) return;
    this.#alarm = Math.min(at, (await this.#storage.getAlarm()) ?? Infinity);
    await setAlarm(this.#storage, this.#alarm);
  }

  #remember(closes: number, idHash: Uint8Array): boolean {
    if (this.#hasOldHashes && this.#isIn('seen', idHash)) return false;
    const added = this.#sql.exec(
      `INSERT INTO ${tableOf(closes)} (id_hash) VALUES (?) ON CONFLICT DO NOTHING RETURNING 1`,
      idHash,
    );
    return added.toArray().length > 0;
  }

  #knows(closes: number, idHash: Uint8Array): boolean {
    return (
      this.#isIn(tableOf(closes), idHash) || (this.#hasOldHashes && this.#isIn('seen', idHash))
    );
  }

  #isIn(table: string, idHash: Uint8Array): boolean {
    return this.#sql.exec(`SELECT 1 FROM ${table} WHERE id_hash = ?`, idHash).toArray().length > 0;
  }

  #increase({ questionSet, period, question, bucket, answer, periodEnd }: Count, by: number): void {
    this.#sql.exec(
      `INSERT INTO counts (question_set, period, question, bucket, answer, period_end, reports)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET reports = reports + excluded.reports`,
      questionSet,
      period,
      question,
      bucket,
      answer,
      periodEnd,
      by,
    );
  }

  #measure(now: number): void {
    if (now >= this.#measuredAt && now - this.#measuredAt < MEASURE_AGAIN_MS) return;
    this.#measuredAt = now;
    this.#isFull = this.#sql.databaseSize >= this.#maxBytes;
  }

  #openTable(closes: number): void {
    if (this.#open.has(closes)) return;
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS ${tableOf(closes)} (id_hash BLOB PRIMARY KEY) WITHOUT ROWID`,
    );
    this.#open.add(closes);
  }

  #dropTable(closes: number): void {
    this.#sql.exec(`DROP TABLE ${tableOf(closes)}`);
    this.#open.delete(closes);
  }

  #expireOldHashes(now: number): void {
    this.#sql.exec('DELETE FROM seen WHERE closes <= ?', now);
    if (this.#oldHashesDue() < Infinity) return;
    this.#sql.exec('DROP TABLE seen');
    this.#hasOldHashes = false;
  }

  #oldHashesDue(): number {
    if (!this.#hasOldHashes) return Infinity;
    const due = this.#sql.exec<{ due: number | null }>('SELECT min(closes) AS due FROM seen');
    return due.one().due ?? Infinity;
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
    `);
    this.#open.clear();
    const tables = this.#sql.exec<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'seen_[0-9]*'`,
    );
    for (const { name } of tables) this.#open.add(Number(name.slice('seen_'.length)));
    this.#hasOldHashes = this.#exists('seen');
    this.#ready = true;
  }

  #exists(table: string): boolean {
    const found = this.#sql.exec('SELECT 1 FROM sqlite_master WHERE name = ?', table);
    return found.toArray().length > 0;
  }
}

/** `closes` is a number of this code, never of a request. */
const tableOf = (closes: number): string => `seen_${closes}`;
