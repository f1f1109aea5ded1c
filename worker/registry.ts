import type { PublicKey } from '../shared/definitions/types.ts';
import type { Trust } from '../shared/signing/index.ts';
import type { PublishedDocument } from '../shared/wire/index.ts';
import { MAX_LISTED } from '../shared/wire/index.ts';
import { AuditLog } from './audit-log.ts';
import { holds } from './etag.ts';
import { Tokens } from './tokens.ts';

/**
 * For so long a question set counts on that others took the place of. A page that is opened asks for newer definitions
 * where it last did so five minutes ago, and reports within a minute: two days are for caches that keep them longer than
 * the minute they should, and for tabs of the day before. Longer, and a set that no honest page answers stands open for
 * forged reports.
 */
const STILL_ASKED_MS = 48 * 3_600_000;

/** What a report must fit: the shape of one question set that published definitions ask. */
export interface AskedSet {
  /** Hash of the set, base64url. */
  readonly id: string;
  readonly periodMs: number;
  /** Answers to each question. */
  readonly answers: readonly number[];
  /** Further hosts whose pages may send them, beside the site's own. */
  readonly hosts?: readonly string[];
}

export interface SiteState {
  /** The keys it is registered with. */
  readonly keys: readonly PublicKey[];
  /** Of the newest document; null before the first. */
  readonly trust: Trust | null;
}

export interface NewDocument {
  readonly envelope: Uint8Array;
  readonly trust: Trust;
  readonly expires: number;
  /** No reports are wanted: stopped, or a site for children. */
  readonly silent: boolean;
  readonly asked: AskedSet;
  /** The trusted keys whose signatures were checked. */
  readonly signers: readonly string[];
  /** Milliseconds since the epoch. */
  readonly published: number;
  /** Who published it: `operator`, or a token's id. */
  readonly by: string;
}

export interface Served {
  readonly version: number;
  readonly hash: string;
  /** Null: the client holds them. */
  readonly envelope: ArrayBuffer | null;
}

/** A site's keys, its tokens, what was done with them, and every document it published, in one object's SQLite. */
export class Registry {
  readonly #storage: DurableObjectStorage;
  /** There once the site is registered. */
  readonly tokens: Tokens;
  readonly audit: AuditLog;
  #complete = false;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.tokens = new Tokens(storage);
    this.audit = new AuditLog(storage);
  }

  get #sql(): SqlStorage {
    return this.#storage.sql;
  }

  /** Null: never registered. Nothing is written for a site that is only asked about. */
  state(): SiteState | null {
    const tables = this.#sql.exec(`SELECT 1 FROM sqlite_master WHERE name = 'site'`).toArray();
    if (tables.length === 0) return null;
    const row = this.#sql.exec<{ keys: string; trust: string | null }>('SELECT * FROM site').one();
    const state = {
      keys: JSON.parse(row.keys) as PublicKey[],
      trust: row.trust === null ? null : (JSON.parse(row.trust) as Trust),
    };
    if (!this.#complete) this.#addTables([...state.keys, ...(state.trust?.keys?.keys ?? [])]);
    return state;
  }

  /** False when the site exists. */
  create(keys: readonly PublicKey[], time: number, by: string): boolean {
    return this.#storage.transactionSync(() => {
      if (this.state()) return false;
      this.prepare();
      this.#sql.exec('INSERT INTO site (keys) VALUES (?)', JSON.stringify(keys));
      this.#remember(keys);
      this.#audit('registered', keys, null, time, by);
      return true;
    });
  }

  /** Makes the tables of a site: from then on it is registered. */
  prepare(): void {
    this.#sql.exec(`
      CREATE TABLE site (keys TEXT NOT NULL, trust TEXT);
      CREATE TABLE documents (
        version INTEGER PRIMARY KEY,
        key_set INTEGER NOT NULL,
        hash TEXT NOT NULL,
        expires INTEGER NOT NULL,
        silent INTEGER NOT NULL,
        asked TEXT NOT NULL,
        envelope BLOB NOT NULL
      );
    `);
    this.#addTables([]);
  }

  /** Registers other keys. What was published stays, and what a list said of a key does too. */
  replace(keys: readonly PublicKey[], reason: string | null, time: number, by: string): void {
    this.#storage.transactionSync(() => {
      this.#sql.exec('UPDATE site SET keys = ?', JSON.stringify(keys));
      this.#remember(keys);
      this.#audit('replaced', keys, reason, time, by);
    });
  }

  /** Every key that was ever registered or listed: its signature can be checked, whatever it counts. */
  everyKey(): readonly PublicKey[] {
    return this.#sql.exec<{ kid: string; x: string }>('SELECT kid, x FROM keyring').toArray();
  }

  hasVersion(version: number): boolean {
    return (
      this.#sql.exec('SELECT 1 FROM documents WHERE version = ?', version).toArray().length > 0
    );
  }

  /** Whether the version was published with these very bytes around it. */
  holdsEnvelope(version: number, envelope: Uint8Array): boolean {
    const query = 'SELECT 1 FROM documents WHERE version = ? AND envelope = ?';
    return this.#sql.exec(query, version, envelope).toArray().length > 0;
  }

  /** All or nothing. False when another document became the newest since `base` was read. */
  add(base: Trust | null, document: NewDocument): boolean {
    const { envelope, trust, expires, silent, asked, signers, published, by } = document;
    return this.#storage.transactionSync(() => {
      if (this.state()?.trust?.hash !== base?.hash) return false;
      this.#sql.exec(
        'INSERT INTO documents (version, key_set, hash, expires, silent, asked, envelope) VALUES (?, ?, ?, ?, ?, ?, ?)',
        trust.version,
        trust.keys?.version ?? 0,
        trust.hash,
        expires,
        Number(silent),
        JSON.stringify(asked),
        envelope,
      );
      this.#sql.exec(
        'INSERT INTO published (version, time, signers) VALUES (?, ?, ?)',
        trust.version,
        published,
        JSON.stringify(signers),
      );
      this.#remember(trust.keys?.keys ?? []);
      this.#sql.exec('UPDATE site SET trust = ?', JSON.stringify(trust));
      const subject = String(trust.version);
      this.audit.add({ action: 'published', by, keys: signers, reason: null, subject }, published);
      return true;
    });
  }

  /** The newest document, or one version. */
  serve(version: number | null, ifNoneMatch: string | null): Served | null {
    return this.#serve(
      `version = ?1 OR ?1 IS NULL ORDER BY key_set DESC, version DESC`,
      version,
      ifNoneMatch,
    );
  }

  /** The first document of a key set, which the keys before it vouched for. */
  serveKeySet(keySet: number, ifNoneMatch: string | null): Served | null {
    return this.#serve('key_set = ?1 AND ?1 > 0 ORDER BY version', keySet, ifNoneMatch);
  }

  /** What was published, newest first. */
  published(most = MAX_LISTED): readonly PublishedDocument[] {
    if (!this.state()) return [];
    return this.#sql
      .exec<{
        version: number;
        key_set: number;
        hash: string;
        expires: number;
        time: number | null;
        signers: string | null;
      }>(
        `SELECT version, key_set, hash, expires, time, signers
         FROM documents LEFT JOIN published USING (version)
         ORDER BY key_set DESC, version DESC LIMIT ?`,
        Math.min(most, MAX_LISTED),
      )
      .toArray()
      .map(({ version, key_set: keySet, hash, expires, time, signers }) => ({
        version,
        keySet,
        hash,
        published: time === null ? null : new Date(time).toISOString(),
        expires: new Date(expires).toISOString(),
        signers: signers === null ? null : (JSON.parse(signers) as string[]),
      }));
  }

  /**
   * The question sets whose reports count now: those of documents not yet expired, of the newest and of what it took the
   * place of a short while ago. The newest says for all whether any count, and which hosts may report, expired or not.
   */
  asked(now: number): readonly AskedSet[] {
    if (!this.state()) return [];
    const rows = this.#sql.exec<{
      asked: string;
      silent: number;
      expires: number;
      time: number | null;
    }>(
      `SELECT asked, silent, expires, time FROM documents LEFT JOIN published USING (version)
       ORDER BY key_set DESC, version DESC`,
    );
    const sets: AskedSet[] = [];
    let hosts: readonly string[] | undefined;
    let supersededAt = Infinity;
    for (const { asked, silent, expires, time } of rows) {
      const set = JSON.parse(asked) as AskedSet;
      if (supersededAt === Infinity) {
        if (silent) return [];
        ({ hosts } = set);
      }
      if (supersededAt + STILL_ASKED_MS <= now) break;
      if (expires > now) sets.push(set);
      // Of what the first release of the Worker published no time is known: it is long ago.
      supersededAt = time ?? -Infinity;
    }
    return firstOfEach(sets, ({ id }) => id).map(({ id, periodMs, answers }) => ({
      id,
      periodMs,
      answers,
      ...(hosts && { hosts }),
    }));
  }

  /** Question sets whose reports could count since then, the newest first, each with a version that asks it. */
  askedSince(since: number): readonly { readonly version: number; readonly set: AskedSet }[] {
    if (!this.state()) return [];
    const rows = this.#sql
      .exec<{ version: number; asked: string }>(
        `SELECT version, asked FROM documents WHERE expires > ? ORDER BY key_set DESC, version DESC`,
        since,
      )
      .toArray();
    const all = rows.map(({ version, asked }) => ({ version, set: JSON.parse(asked) as AskedSet }));
    return firstOfEach(all, ({ set }) => set.id);
  }

  #serve(which: string, value: number | null, ifNoneMatch: string | null): Served | null {
    if (!this.state()) return null;
    const [row] = this.#sql
      .exec<{ version: number; hash: string }>(
        `SELECT version, hash FROM documents WHERE ${which} LIMIT 1`,
        value,
      )
      .toArray();
    if (!row) return null;
    if (holds(ifNoneMatch, row.hash)) return { ...row, envelope: null };
    const { envelope } = this.#sql
      .exec<{ envelope: ArrayBuffer }>(
        'SELECT envelope FROM documents WHERE version = ?',
        row.version,
      )
      .one();
    return { ...row, envelope };
  }

  /** What the first release of the Worker did not have; `keys`: those that it knew. */
  #addTables(keys: readonly PublicKey[]): void {
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS published (version INTEGER PRIMARY KEY, time INTEGER NOT NULL, signers TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS keyring (kid TEXT PRIMARY KEY, x TEXT NOT NULL) WITHOUT ROWID;
    `);
    this.audit.prepare();
    this.tokens.prepare();
    this.#remember(keys);
    this.#complete = true;
  }

  #remember(keys: readonly PublicKey[]): void {
    for (const { kid, x } of keys)
      this.#sql.exec('INSERT INTO keyring (kid, x) VALUES (?, ?) ON CONFLICT DO NOTHING', kid, x);
  }

  #audit(
    action: 'registered' | 'replaced',
    keys: readonly PublicKey[],
    reason: string | null,
    time: number,
    by: string,
  ): void {
    const kids = keys.map(({ kid }) => kid);
    this.audit.add({ action, by, keys: kids, reason, subject: null }, time);
  }
}

function firstOfEach<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const found = new Map<string, T>();
  for (const one of all) if (!found.has(keyOf(one))) found.set(keyOf(one), one);
  return [...found.values()];
}
