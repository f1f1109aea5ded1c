import { mayFollow, type PeriodCounts, type Snapshot } from '../shared/counting/index.ts';
import { KEPT_MS } from './counters.ts';
import { setAlarm } from './wake.ts';

export interface PeriodOf {
  /** Hash of the question set, base64url. */
  readonly questionSet: string;
  readonly period: number;
  /** Milliseconds since the epoch. */
  readonly periodEnd: number;
}

/** The counters of a period. */
export interface Standing {
  readonly of: PeriodOf;
  readonly counts: PeriodCounts;
  /** Milliseconds since the epoch: when its last report may come. */
  readonly closes: number;
}

const dayOf = (time: number) => Math.floor(time / 86_400_000);

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

  /**
   * The snapshots that hold now, the counters standing so; null: none has been taken yet. The first leads: what is still
   * open is looked at anew only together with it, so that nothing beside it changes until it does itself. Where it is
   * another set's that leads, `isNew` says whether that was taken now.
   */
  async release(
    standing: readonly Standing[],
    now: number,
    isNew?: boolean,
  ): Promise<{ readonly snapshots: readonly (Snapshot | null)[]; readonly isNew: boolean }> {
    this.prepare();
    const snapshots: (Snapshot | null)[] = [];
    let isLeadNew = isNew;
    for (const { of, counts, closes } of standing) {
      // What closed on an earlier day stands as it will, whenever on this day it is looked at.
      const isClosed = dayOf(closes) < dayOf(now);
      const taken =
        isLeadNew === undefined || isLeadNew || isClosed ? await this.#take(of, counts, now) : null;
      snapshots.push(taken ?? this.#read(of));
      isLeadNew ??= taken !== null;
    }
    return { snapshots, isNew: isLeadNew ?? false };
  }

  /** Null: another may not be taken yet. */
  async #take(of: PeriodOf, counts: PeriodCounts, now: number): Promise<Snapshot | null> {
    const taken = this.#storage.transactionSync(() => {
      const before = this.#read(of);
      if (!mayFollow(before, { counts, taken: now })) return null;
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
    if (taken) await this.#wake(of.periodEnd + KEPT_MS);
    return taken;
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
    if (set === null || set > at) await setAlarm(this.#storage, at);
  }
}
