import {
  encodeBase64url,
  MAX_TOKENS,
  type CreatedToken,
  type NewToken,
  type TokenEntry,
  type TokenScope,
} from '../shared/wire/index.ts';
import { failure, type Failure } from './failure.ts';

/** Who asks: `operator` with the Worker's own token, or the id of a site's token. */
export interface Authorized {
  readonly ok: true;
  readonly by: string;
  /** Null: anything. */
  readonly scope: TokenScope | null;
  /** When the token ends, in milliseconds since the epoch; null: not by itself. */
  readonly expires: number | null;
}

export const WRONG_TOKEN = failure(
  'unauthorized',
  'The bearer token is missing, wrong, revoked or has run out. Send "Authorization: Bearer" with the Worker\'s COVEY_TOKEN, or with a token of this site.',
);

/** Of a token that is known, and held until then. */
const endedToken = (expires: number) =>
  failure(
    'unauthorized',
    `This token has run out on ${new Date(expires).toISOString().slice(0, 10)}. Make another: covey token create.`,
  );

/** So long tokens that ran out are listed, and so many of them. */
const ENDED_KEPT_MS = 90 * 86_400_000;
const ENDED_KEPT = 50;
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
      this.#forgetEnded(now);
      const { n } = this.#sql
        .exec<{ n: number }>(
          'SELECT count(*) AS n FROM tokens WHERE expires IS NULL OR expires > ?',
          now,
        )
        .one();
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

  #forgetEnded(now: number): void {
    this.#sql.exec(
      `DELETE FROM tokens WHERE expires <= ?1 AND (expires <= ?2 OR id NOT IN
         (SELECT id FROM tokens WHERE expires <= ?1 ORDER BY expires DESC LIMIT ${ENDED_KEPT}))`,
      now,
      now - ENDED_KEPT_MS,
    );
  }

  /**
   * A new secret under the same id, for as long as the one before was made for; that goes on for the overlap, and not
   * beyond its own end. Null: there is no such token.
   */
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
    const expires = row.expires === null ? null : now + (row.expires - row.created);
    const changed = this.#sql.exec(
      'UPDATE tokens SET old_hash = hash, old_until = ?, hash = ?, created = ?, expires = ? WHERE id = ? RETURNING 1',
      Math.min(now + overlapHours * HOUR_MS, row.expires ?? Infinity),
      hash,
      now,
      expires,
      id,
    );
    // It may have been revoked meanwhile.
    return changed.toArray().length > 0
      ? { ...entryOf({ ...row, created: now, expires }), token }
      : null;
  }

  /** The token's label; null: there is no such token. */
  revoke(id: string): string | null {
    const [row] = this.#sql
      .exec<{ label: string }>('DELETE FROM tokens WHERE id = ? RETURNING label', id)
      .toArray();
    return row?.label ?? null;
  }

  /** Those that hold, and those that ran out of late. */
  list(now: number): readonly TokenEntry[] {
    return this.#sql
      .exec<Row>(
        `SELECT ${COLUMNS} FROM tokens WHERE expires IS NULL OR expires > ? ORDER BY created, id`,
        now - ENDED_KEPT_MS,
      )
      .toArray()
      .map(entryOf);
  }

  /** The token of this hash, if it holds now, or why it does not. Of its use no more is noted than the day. */
  find(hash: Uint8Array, now: number): (Authorized & { readonly scope: TokenScope }) | Failure {
    const [row] = this.#sql
      .exec<Row & { readonly old_until: number | null; readonly is_old: number }>(
        `SELECT ${COLUMNS}, old_until, hash <> ?1 AS is_old FROM tokens
         WHERE hash = ?1 OR (old_hash = ?1 AND old_until > ?2)`,
        hash,
        now,
      )
      .toArray();
    if (!row) return WRONG_TOKEN;
    if (hasEnded(row, now)) return endedToken(row.expires ?? now);
    const today = Math.floor(now / DAY_MS);
    if (row.used !== today)
      this.#sql.exec('UPDATE tokens SET used = ? WHERE id = ?', today, row.id);
    const { id: by, expires, old_until: oldUntil } = row;
    const isOld = row.is_old === 1;
    return {
      ok: true,
      by,
      scope: row.scope as TokenScope,
      expires: isOld ? oldUntil : expires,
    };
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
