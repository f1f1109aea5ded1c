import { DurableObject } from 'cloudflare:workers';
import { MAX_TOKENS } from '../shared/wire/index.ts';
import type {
  Audit,
  BackupRow,
  CountersRoom,
  Published,
  PublishedDocument,
  Registration,
  CreatedToken,
  NewToken,
  TakenBackup,
  TokenEntry,
  TokenScope,
} from '../shared/wire/index.ts';
import { RestoreAttempts } from './backup/attempts.ts';
import { dump, insert } from './backup/tables.ts';
import { Counters, type Outcome, type Tally } from './counters.ts';
import { failure, type Failure } from './failure.ts';
import { drawBucket, type Received, type SortedReport, sortReport } from './intake.ts';
import { LastBackup } from './last-backup.ts';
import { LastReport } from './last-report.ts';
import { limitOf } from './limit-of.ts';
import type { Series } from './metrics/series.ts';
import { MetricsStore } from './metrics/store.ts';
import { MinuteLimit } from './minute-limit.ts';
import { publish } from './publish.ts';
import { register, type Registering } from './register.ts';
import { type AskedSet, Registry, type Served } from './registry.ts';
import { Releases, type Standing } from './releases.ts';
import { type Authorized, WRONG_TOKEN } from './tokens.ts';
import { SHARDS, shardStubs, type Sites, siteStub } from './shards.ts';

/** What a site's memory needs of the Worker's bindings: of its own kind, a shard asks its site. */
interface SiteEnv extends Sites<Rpc.DurableObjectBranded & AskedSite> {
  readonly COVEY_REPORTS_PER_MINUTE?: string;
  readonly COVEY_MEGABYTES_PER_SITE?: string;
}
interface AskedSite {
  asked(): readonly AskedSet[];
  shardState(): ShardState;
  clearCounters(attempt: number): void;
}

export interface Health {
  readonly document: PublishedDocument;
  /** Reports are wanted: something is counted, and nothing forbids it. */
  readonly isCounted: boolean;
  /** Of the last report, days since the epoch; null: none yet. */
  readonly lastDay: number | null;
  readonly counters: CountersRoom;
  /** The last that was taken. */
  readonly backup: TakenBackup | null;
}

/** What a shard tells of itself. */
export interface ShardState {
  readonly lastDay: number | null;
  /** Bytes in its database. */
  readonly bytes: number;
}

const REPORTS_PER_MINUTE = 60_000;
const MEGABYTES_PER_SITE = 1024;
/** How long a shard goes by the question sets it knows, and how often it asks after one it does not know. */
const ASKED_FOR_MS = 60_000;
const ASK_AGAIN_MS = 1000;

const REFUSALS: { readonly [outcome in Outcome]: Failure | null } = {
  counted: null,
  repeated: null,
  refused: failure('rate-limited', 'Too many reports in this minute. This one was not counted.'),
  full: failure(
    'full',
    "The site's counters have all the room that they may have (COVEY_MEGABYTES_PER_SITE). This report was not counted; there is room again when a period closes.",
  ),
};

/**
 * The Worker's memory, in SQLite. Under a site's name it holds keys, documents and what is released of
 * the counts; under a shard's
 * name (`shards.ts`) it holds a part of the counters. No method is ever given an address, a cookie
 * or a user agent.
 */
export class SiteObject extends DurableObject<SiteEnv> {
  readonly #registry = new Registry(this.ctx.storage);
  readonly #maxBytes = limitOf(this.env.COVEY_MEGABYTES_PER_SITE, MEGABYTES_PER_SITE) * 1024 * 1024;
  readonly #counters = new Counters(this.ctx.storage, this.#maxBytes / SHARDS);
  readonly #lastBackup = new LastBackup(this.ctx.storage);
  readonly #releases = new Releases(this.ctx.storage);
  readonly #lastReport = new LastReport(this.ctx.storage);
  readonly #attempts = new RestoreAttempts(this.ctx.storage);
  readonly #metrics = new MetricsStore(this.ctx.storage);
  readonly #limit = new MinuteLimit(
    Math.ceil(limitOf(this.env.COVEY_REPORTS_PER_MINUTE, REPORTS_PER_MINUTE) / SHARDS),
  );
  #asked: Promise<readonly AskedSet[]> = Promise.resolve([]);
  #askedAt = -Infinity;
  #lastDay = -Infinity;
  #shardsAskedAt = -Infinity;
  #room: CountersRoom = { bytes: 0, maxBytes: this.#maxBytes, fullest: 0 };
  #registering: Promise<unknown> = Promise.resolve();

  /** One registration at a time. */
  register(site: string, wanted: Registration, by: string): Promise<Registering | Failure> {
    const registering = this.#registering.then(() => this.#register(site, wanted, by));
    this.#registering = registering.catch(() => {});
    return registering;
  }

  /** A new site begins with empty counters, whatever a restore or an earlier life of the site left in its shards. */
  async #register(site: string, wanted: Registration, by: string): Promise<Registering | Failure> {
    if (this.#registry.state()) return register(this.#registry, site, wanted, Date.now(), by);
    const attempt = this.#attempts.begin();
    await this.#clearShards(site, attempt);
    if (attempt !== this.#attempts.newest())
      return failure(
        'conflict',
        `A restore of ${site} began at the same moment. Look at it, then register again.`,
      );
    return register(this.#registry, site, wanted, Date.now(), by);
  }

  async #clearShards(site: string, attempt: number): Promise<void> {
    await Promise.all(shardStubs(this.env, site).map((shard) => shard.clearCounters(attempt)));
  }

  /** Null: never registered. */
  audit(site: string): Audit | null {
    const state = this.#registry.state();
    if (!state) return null;
    const listed = state.trust?.keys ?? null;
    return { site, registered: state.keys, listed, entries: this.#registry.audit.entries() };
  }

  publish(
    site: string,
    envelope: Uint8Array,
    by: string,
  ): Promise<({ readonly ok: true } & Published) | Failure> {
    return publish(this.#registry, site, envelope, Date.now(), by);
  }

  /** Lets in a token of this site, by the hash of it, if it may do this; null: whatever it may do. */
  authorize(hash: Uint8Array, scope: TokenScope | null): Authorized | Failure {
    if (!this.#registry.state()) return WRONG_TOKEN;
    const token = this.#registry.tokens.find(hash, Date.now());
    if (!token.ok) return token;
    if (scope !== null && token.scope !== scope && token.scope !== 'admin')
      return failure(
        'forbidden',
        `This token has the scope "${token.scope}", and here "${scope}" is needed.`,
      );
    return token;
  }

  /** Null: never registered. */
  tokens(): readonly TokenEntry[] | null {
    return this.#registry.state() && this.#registry.tokens.list(Date.now());
  }

  async createToken(site: string, wanted: NewToken, by: string): Promise<CreatedToken | Failure> {
    if (!this.#registry.state())
      return failure('not-found', `${site} is not registered: PUT /v1/sites/${site}.`);
    const now = Date.now();
    const created = await this.#registry.tokens.create(wanted, now);
    if (!created)
      return failure('conflict', `${site} has ${MAX_TOKENS} tokens, which is all. Revoke one.`);
    this.#auditToken('token-created', by, created, now);
    return created;
  }

  /** Null: there is no such token. */
  async rotateToken(
    id: string,
    overlapHours: number,
    by: string,
  ): Promise<CreatedToken | Failure | null> {
    const now = Date.now();
    const rotated =
      this.#registry.state() && (await this.#registry.tokens.rotate(id, overlapHours, now));
    if (rotated === 'ended')
      return failure(
        'conflict',
        `Token ${id} has ended, and no new secret revives it. Make another.`,
      );
    if (rotated) this.#auditToken('token-rotated', by, rotated, now);
    return rotated;
  }

  /** Whether there was such a token. */
  revokeToken(id: string, by: string): boolean {
    const label = this.#registry.state() && this.#registry.tokens.revoke(id);
    if (label !== null) this.#auditToken('token-revoked', by, { id, label }, Date.now());
    return label !== null;
  }

  #auditToken(
    action: 'token-created' | 'token-rotated' | 'token-revoked',
    by: string,
    { id, label }: { readonly id: string; readonly label: string },
    now: number,
  ): void {
    this.#registry.audit.add({ action, by, keys: [], reason: label || null, subject: id }, now);
  }

  /** The newest document, or one version; without its bytes for a client that holds them. */
  serve(version: number | null, ifNoneMatch: string | null): Served | null {
    return this.#registry.serve(version, ifNoneMatch);
  }

  /** The first document of a key set. */
  serveKeySet(keySet: number, ifNoneMatch: string | null): Served | null {
    return this.#registry.serveKeySet(keySet, ifNoneMatch);
  }

  /** What was published, newest first. */
  published(most?: number): readonly PublishedDocument[] {
    return this.#registry.published(most);
  }

  /** The question sets whose reports count now. */
  asked(): readonly AskedSet[] {
    return this.#registry.asked(Date.now());
  }

  /**
   * Counts reports, each once, and all of them before it answers; null: counted. Only what is new and fits is taken from
   * the minute's budget, so that nothing else keeps honest reports out.
   */
  async reports(site: string, received: readonly Received[]): Promise<readonly (Failure | null)[]> {
    const now = Date.now();
    const known = await this.#sort(received, now);
    const isKnown = known.every(({ ok }) => ok);
    // In either direction: a clock may be set back.
    const since = Math.abs(now - this.#askedAt);
    if (since >= (isKnown ? ASKED_FOR_MS : ASK_AGAIN_MS)) this.#ask(site, now);
    const sorted = await this.#sort(received, now);
    const fitting = sorted.flatMap((each) => (each.ok ? [{ ...each, bucket: drawBucket() }] : []));
    if (fitting.length === 0) return sorted as readonly Failure[];
    const budget = {
      isSpent: () => this.#limit.isReached(now),
      spend: () => this.#limit.count(),
    };
    const outcomes = await this.#counters.add(fitting, budget, now);
    if (outcomes.includes('counted')) this.#lastReport.note(now);
    let next = 0;
    return sorted.map((each) => (each.ok ? REFUSALS[outcomes[next++] ?? 'refused'] : each));
  }

  async #sort(received: readonly Received[], now: number): Promise<readonly SortedReport[]> {
    const asked = await this.#asked;
    return received.map((each) => sortReport(each, asked, now));
  }

  /** When this shard counted last, days since the epoch (null: never), and how much it stores. */
  shardState(): ShardState {
    return { lastDay: this.#lastReport.day(), bytes: this.ctx.storage.sql.databaseSize };
  }

  /** Null: nothing is published. Its shards are asked once in a minute, however often this is. */
  async health(site: string): Promise<Health | null> {
    const [document] = this.#registry.published(1);
    if (!document) return null;
    const now = Date.now();
    if (now - this.#shardsAskedAt >= ASKED_FOR_MS || now < this.#shardsAskedAt) {
      const states = await Promise.all(
        shardStubs(this.env, site).map((shard) => shard.shardState()),
      );
      this.#lastDay = Math.max(...states.map(({ lastDay }) => lastDay ?? -Infinity));
      const sizes = states.map(({ bytes }) => bytes);
      this.#room = {
        bytes: sizes.reduce((all, each) => all + each, 0),
        maxBytes: this.#maxBytes,
        fullest: Math.min(1, Math.max(...sizes) / (this.#maxBytes / SHARDS)),
      };
      this.#shardsAskedAt = now;
    }
    const isCounted = this.#registry.asked(now).some(({ answers }) => answers.length > 0);
    return {
      document,
      isCounted,
      lastDay: Number.isFinite(this.#lastDay) ? this.#lastDay : null,
      counters: this.#room,
      backup: this.#lastBackup.read(),
    };
  }

  /** That a backup was handed out. `time`: milliseconds since the epoch. */
  noteBackup(time: number, bytes: number, by: string): void {
    const taken = new Date(time).toISOString();
    this.ctx.storage.transactionSync(() => {
      this.#lastBackup.note({ taken, bytes });
      this.#registry.audit.add(
        { action: 'backed-up', by, keys: [], reason: null, subject: taken },
        time,
      );
    });
  }

  /** Rows for a backup. Tables of an earlier release are first given what they lack. */
  dump(tables: readonly string[]): BackupRow[] | null {
    this.#registry.state();
    return dump(this.ctx.storage.sql, tables);
  }

  /** Begins a restore of this site, which ends those begun before. */
  beginRestore(site: string): { readonly ok: true; readonly attempt: number } | Failure {
    if (this.#registry.state())
      return failure(
        'exists',
        `${site} is registered, and a backup is restored only where nothing is. To go back in time there is Cloudflare's point-in-time recovery of Durable Objects, 30 days back.`,
      );
    return { ok: true, attempt: this.#attempts.begin() };
  }

  /**
   * Of a restore that failed: what it laid out in the shards is cleared. Not where its site is there, or another
   * attempt began: what stands in the shards is theirs. A number of its own shuts out what is still under way.
   */
  async abandonRestore(site: string, attempt: number): Promise<void> {
    if (this.#registry.state() || attempt !== this.#attempts.newest()) return;
    await this.#clearShards(site, this.#attempts.begin());
  }

  /** Of a shard. Nothing is done for an attempt that a later one has overtaken. */
  clearCounters(attempt: number): void {
    this.ctx.storage.transactionSync(() => {
      if (!this.#attempts.follow(attempt)) return;
      this.#counters.clear();
      this.#lastReport.clear();
    });
  }

  /**
   * Of a shard, before its site is there. False: another restore began after this one, or a registration, which is an
   * attempt of its own: so nothing is laid out under a site that is registered.
   */
  async restoreCounters(attempt: number, rows: readonly BackupRow[]): Promise<boolean> {
    const { storage } = this.ctx;
    let isDone = false;
    try {
      isDone = storage.transactionSync(() => {
        if (!this.#attempts.follow(attempt)) return false;
        this.#counters.clear();
        this.#counters.prepare();
        this.#lastReport.clear();
        this.#lastReport.prepare();
        insert(storage.sql, rows);
        return true;
      });
    } finally {
      if (!isDone) this.#counters.forget();
    }
    if (isDone) await this.#counters.expire(Date.now());
    return isDone;
  }

  /** The site appears, all of it or nothing. False: another restore began after this one, or somebody registered it. */
  async commitRestore(
    attempt: number,
    rows: readonly BackupRow[],
    taken: string,
    by: string,
  ): Promise<boolean> {
    const { storage } = this.ctx;
    const now = Date.now();
    const isDone = storage.transactionSync(() => {
      if (this.#registry.state() || attempt !== this.#attempts.newest()) return false;
      this.#registry.prepare();
      this.#releases.prepare();
      insert(storage.sql, rows);
      this.#registry.audit.add(
        { action: 'restored', by, keys: [], reason: null, subject: taken },
        now,
      );
      return true;
    });
    if (isDone) await this.#releases.expire(now);
    return isDone;
  }

  /** Of the object where the Worker gathers its metrics. */
  addMetrics(more: Series): void {
    this.#metrics.add(more);
  }

  metrics(): Series {
    return this.#metrics.read();
  }

  /** This shard's counters, of each of these periods. */
  tallies(questionSet: string, periods: readonly number[]): (readonly Tally[])[] {
    return periods.map((period) => this.#counters.read(questionSet, period));
  }

  /** Question sets that were asked since then, the newest first. */
  askedSince(since: number): readonly { readonly version: number; readonly set: AskedSet }[] {
    return this.#registry.askedSince(since);
  }

  /** What may be said of periods whose counters stand so; see `Releases.release`. */
  release(standing: readonly Standing[], isNew?: boolean): ReturnType<Releases['release']> {
    return this.#releases.release(standing, Date.now(), isNew);
  }

  /** One question at a time, however many reports wait for the answer. */
  #ask(site: string, now: number): void {
    this.#askedAt = now;
    this.#asked = siteStub(this.env, site)
      .asked()
      .catch((error: unknown) => {
        this.#asked = Promise.resolve([]);
        this.#askedAt = -Infinity;
        throw error;
      });
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    // The one is done though the other fail; what failed is tried again.
    const done = await Promise.allSettled([this.#counters.expire(now), this.#releases.expire(now)]);
    for (const each of done) if (each.status === 'rejected') throw each.reason;
  }
}
