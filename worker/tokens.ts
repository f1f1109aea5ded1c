import {
  encodeBase64url,
  MAX_TOKENS,
  type CreatedToken,
  type NewToken,
  type TokenEntry,
  type TokenScope,
} from '../shared/wire/index.ts';
import { failure } from './failure.ts';

/** Who asks: `operator` with the Worker's own token, or the id of a site's token. */
export type Authorized = { readonly ok: true; readonly by: string };

export const WRONG_TOKEN = failure(
  'unauthorized',
  'The bearer token is missing, wrong, revoked or has run out. Send "Authorization: Bearer" with the Worker\'s COVEY_TOKEN, or with a token of this site.',
);

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

interface Row {
  readonly [column: string]: string | number | null;
  readonly id: string;
  readonly scope: string;
  readonly label: string;
  readonly created: number;
  readonly expires: number | null;
  /** Days since the epoch. */
  readonly used: number | null;
}
const COLUMNS = 'id, scope, label, created, expires, used';

/** SHA-256: a secret of 256 random bits needs no slower hash. */
export async function hashToken(token: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
}

/** A site's tokens, in its object's SQLite: hashes alone, from which no token can be had again. */
export class Tokens {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get #sql(): SqlStorage {
    return this.#storage.sql;
  }

  prepare(): void {
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS tokens (
        id TEXT PRIMARY KEY,
        scope TEXT NOT NULL,
        label TEXT NOT NULL,
        created INTEGER NOT NULL,
        expires INTEGER,
        hash BLOB NOT NULL,
        old_hash BLOB,
        old_until INTEGER,
        used INTEGER
      ) WITHOUT ROWID
    `);
  }

  /** Null: there are as many as a site may have. Those that ran out make room. */
  async create({ scope, label = '', days }: NewToken, now: number): Promise<CreatedToken | null> {
    const id = [...crypto.getRandomValues(new Uint8Array(6))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
    const token = newSecret(scope, id);
    const hash = await hashToken(token);
    const expires = days === undefined ? null : now + days * DAY_MS;
    const isAdded = this.#storage.transactionSync(() => {
      this.#sql.exec('DELETE FROM tokens WHERE expires <= ?', now);
      const { n } = this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM tokens').one();
      if (n >= MAX_TOKENS) return false;
      this.#sql.exec(
        `INSERT INTO tokens (id, scope, label, created, expires, hash) VALUES (?, ?, ?, ?, ?, ?)`,
        id,
        scope,
        label,
        now,
        expires,
        hash,
      );
      return true;
    });
    return isAdded
      ? { ...entryOf({ id, scope, label, created: now, expires, used: null }), token }
      : null;
  }

  /** A new secret under the same id; the one before goes on for so long. Null: there is no such token. */
  async rotate(
    id: string,
    overlapHours: number,
    now: number,
  ): Promise<CreatedToken | 'ended' | null> {
    const [row] = this.#sql.exec<Row>(`SELECT ${COLUMNS} FROM tokens WHERE id = ?`, id).toArray();
    if (!row) return null;
    if (hasEnded(row, now)) return 'ended';
    const token = newSecret(row.scope as TokenScope, id);
    const hash = await hashToken(token);
    const changed = this.#sql.exec(
      'UPDATE tokens SET old_hash = hash, old_until = ?, hash = ? WHERE id = ? RETURNING 1',
      now + overlapHours * HOUR_MS,
      hash,
      id,
    );
    // It may have been revoked meanwhile.
    return changed.toArray().length > 0 ? { ...entryOf(row), token } : null;
  }

  /** The token's label; null: there is no such token. */
  revoke(id: string): string | null {
    const [row] = this.#sql
      .exec<{ label: string }>('DELETE FROM tokens WHERE id = ? RETURNING label', id)
      .toArray();
    return row?.label ?? null;
  }

  /** Those that hold. */
  list(now: number): readonly TokenEntry[] {
    return this.#sql
      .exec<Row>(
        `SELECT ${COLUMNS} FROM tokens WHERE expires IS NULL OR expires > ? ORDER BY created, id`,
        now,
      )
      .toArray()
      .map(entryOf);
  }

  /** The token of this hash, if it holds now. Of its use no more is noted than the day. */
  find(hash: Uint8Array, now: number): { readonly id: string; readonly scope: TokenScope } | null {
    const [row] = this.#sql
      .exec<Row>(
        `SELECT ${COLUMNS} FROM tokens WHERE hash = ?1 OR (old_hash = ?1 AND old_until > ?2)`,
        hash,
        now,
      )
      .toArray();
    if (!row || hasEnded(row, now)) return null;
    const today = Math.floor(now / DAY_MS);
    if (row.used !== today)
      this.#sql.exec('UPDATE tokens SET used = ? WHERE id = ?', today, row.id);
    return { id: row.id, scope: row.scope as TokenScope };
  }
}

function newSecret(scope: TokenScope, id: string): string {
  return `covey_${scope}_${id}_${encodeBase64url(crypto.getRandomValues(new Uint8Array(32)))}`;
}

const hasEnded = ({ expires }: Row, now: number): boolean => expires !== null && expires <= now;

function entryOf({ id, scope, label, created, expires, used }: Row): TokenEntry {
  return {
    id,
    scope: scope as TokenScope,
    label,
    created: new Date(created).toISOString(),
    expires: expires === null ? null : new Date(expires).toISOString(),
    used: used === null ? null : new Date(used * DAY_MS).toISOString().slice(0, 10),
  };
}
