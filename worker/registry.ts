import type { PublicKey } from '../shared/definitions/types.ts';
import type { Trust } from '../shared/signing/index.ts';
import { holds } from './etag.ts';

/** What a report must fit: the shape of one question set that published definitions ask. */
export interface AskedSet {
  /** Hash of the set, base64url. */
  readonly id: string;
  readonly periodMs: number;
  /** Answers to each question. */
  readonly answers: readonly number[];
}

export interface SiteState {
  /** The keys it was registered with. */
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
}

export interface Served {
  readonly version: number;
  readonly hash: string;
  /** Null: the client holds them. */
  readonly envelope: ArrayBuffer | null;
}

/** A site's keys and every document it published, in one object's SQLite. */
export class Registry {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get #sql(): SqlStorage {
    return this.#storage.sql;
  }

  /** Null: never registered. Nothing is written for a site that is only asked about. */
  state(): SiteState | null {
    const tables = this.#sql.exec(`SELECT 1 FROM sqlite_master WHERE name = 'site'`).toArray();
    if (tables.length === 0) return null;
    const row = this.#sql.exec<{ keys: string; trust: string | null }>('SELECT * FROM site').one();
    return {
      keys: JSON.parse(row.keys) as PublicKey[],
      trust: row.trust === null ? null : (JSON.parse(row.trust) as Trust),
    };
  }

  /** False when the site exists. */
  create(keys: readonly PublicKey[]): boolean {
    return this.#storage.transactionSync(() => {
      if (this.state()) return false;
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
      this.#sql.exec('INSERT INTO site (keys) VALUES (?)', JSON.stringify(keys));
      return true;
    });
  }

  hasVersion(version: number): boolean {
    return (
      this.#sql.exec('SELECT 1 FROM documents WHERE version = ?', version).toArray().length > 0
    );
  }

  /** All or nothing. False when another document became the newest since `base` was read. */
  add(base: Trust | null, document: NewDocument): boolean {
    const { envelope, trust, expires, silent, asked } = document;
    return this.#storage.transactionSync(() => {
      if (this.state()?.trust?.hash !== base?.hash) return false;
      this.#sql.exec(
        'INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)',
        trust.version,
        trust.keys?.version ?? 0,
        trust.hash,
        expires,
        Number(silent),
        JSON.stringify(asked),
        envelope,
      );
      this.#sql.exec('UPDATE site SET trust = ?', JSON.stringify(trust));
      return true;
    });
  }

  /** The newest document, or one version. */
  serve(version: number | null, ifNoneMatch: string | null): Served | null {
    if (!this.state()) return null;
    const [row] = this.#sql
      .exec<{ version: number; hash: string }>(
        `SELECT version, hash FROM documents WHERE version = ?1 OR ?1 IS NULL
         ORDER BY key_set DESC, version DESC LIMIT 1`,
        version,
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

  /** The question sets whose reports count now: those of every document not yet expired, unless the newest wants none. */
  asked(now: number): readonly AskedSet[] {
    if (!this.state()) return [];
    const rows = this.#sql
      .exec<{ asked: string; silent: number }>(
        `SELECT asked, silent FROM documents WHERE expires > ? ORDER BY key_set DESC, version DESC`,
        now,
      )
      .toArray();
    if (rows[0]?.silent) return [];
    return [...new Set(rows.map((row) => row.asked))].map((text) => JSON.parse(text) as AskedSet);
  }
}
