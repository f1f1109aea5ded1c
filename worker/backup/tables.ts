// What a backup holds. Not the hashes of reports' ids: they are deleted a day after their period, and would outlive it in a file.
import {
  type BackupBytes,
  type BackupRow,
  type BackupValue,
  decodeBase64url,
  encodeBase64url,
  MAX_BACKUP_BYTES,
  utf8,
} from '../../shared/wire/index.ts';

interface Table {
  readonly of: 'site' | 'shard';
  /** What no two rows of it, in one shard, have in common; none: it has one row. Left out: rows may repeat. */
  readonly key?: readonly string[];
  readonly columns: { readonly [name: string]: Column };
}
/** A time is in milliseconds since the epoch, a day in days. */
type Column = 'text' | 'number' | 'time' | 'day' | 'bytes' | 'text?' | 'time?' | 'day?' | 'bytes?';

export const TABLES: { readonly [name: string]: Table } = {
  site: { of: 'site', key: [], columns: { keys: 'text', trust: 'text?' } },
  documents: {
    of: 'site',
    key: ['version'],
    columns: {
      version: 'number',
      key_set: 'number',
      hash: 'text',
      expires: 'number',
      silent: 'number',
      asked: 'text',
      envelope: 'bytes',
    },
  },
  published: {
    of: 'site',
    key: ['version'],
    columns: { version: 'number', time: 'time', signers: 'text' },
  },
  keyring: { of: 'site', key: ['kid'], columns: { kid: 'text', x: 'text' } },
  audit: {
    of: 'site',
    columns: {
      time: 'time',
      action: 'text',
      keys: 'text',
      reason: 'text?',
      done_by: 'text?',
      subject: 'text?',
    },
  },
  tokens: {
    of: 'site',
    key: ['id'],
    columns: {
      id: 'text',
      scope: 'text',
      label: 'text',
      created: 'time',
      expires: 'time?',
      hash: 'bytes',
      old_hash: 'bytes?',
      old_until: 'time?',
      used: 'day?',
    },
  },
  releases: {
    of: 'site',
    key: ['question_set', 'period'],
    columns: {
      question_set: 'text',
      period: 'number',
      period_end: 'time',
      taken: 'time',
      counts: 'text',
    },
  },
  counts: {
    of: 'shard',
    key: ['question_set', 'period', 'question', 'bucket', 'answer'],
    columns: {
      question_set: 'text',
      period: 'number',
      question: 'number',
      bucket: 'number',
      answer: 'number',
      period_end: 'time',
      reports: 'number',
    },
  },
  last_report: { of: 'shard', key: [], columns: { id: 'number', day: 'day' } },
};

/** What one object hands over at most: a call between objects carries 32 MiB, with all that surrounds the rows. */
const MAX_DUMPED = MAX_BACKUP_BYTES - 4 * 1024 * 1024;

/** All rows of these tables, as far as they are there, in one look; null: more than a backup holds. */
export function dump(sql: SqlStorage, names: readonly string[]): BackupRow[] | null {
  const rows: BackupRow[] = [];
  let size = 0;
  for (const table of names) {
    const exists = sql.exec('SELECT 1 FROM sqlite_master WHERE name = ?', table).toArray();
    if (exists.length === 0) continue;
    const columns = Object.keys(TABLES[table]?.columns ?? {}).join(', ');
    for (const stored of sql.exec(`SELECT ${columns} FROM ${table}`)) {
      const row = Object.fromEntries(
        Object.entries(stored).map(([name, value]) => [name, toJson(value)]),
      );
      size += utf8(JSON.stringify(row)).length;
      if (size > MAX_DUMPED) return null;
      rows.push({ table, row });
    }
  }
  return rows;
}

/** Puts rows, which were found good, into tables that are there. */
export function insert(sql: SqlStorage, rows: readonly BackupRow[]): void {
  for (const { table, row } of rows) {
    const names = Object.keys(TABLES[table]?.columns ?? {});
    sql.exec(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ...names.map((name) => fromJson(row[name] ?? null)),
    );
  }
}

function toJson(value: ArrayBuffer | string | number | null): BackupValue {
  return value instanceof ArrayBuffer
    ? { base64url: encodeBase64url(new Uint8Array(value)) }
    : value;
}

function fromJson(value: BackupValue): string | number | null | Uint8Array {
  return isBytes(value) ? (bytesIn(value) ?? null) : value;
}

const isBytes = (value: unknown): value is BackupBytes =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<BackupBytes>).base64url === 'string';

export function bytesIn(value: unknown): Uint8Array | null {
  return isBytes(value) ? decodeBase64url(value.base64url) : null;
}

/** Whether it is a row of a table that there is, with its columns and no others, each of its type. */
export function isRow(value: unknown, shards: number): value is BackupRow {
  const { table, shard, row } = (value ?? {}) as Partial<BackupRow>;
  if (typeof table !== 'string' || !Object.hasOwn(TABLES, table)) return false;
  const { of, columns } = TABLES[table] as Table;
  const isPlaced =
    of === 'site'
      ? shard === undefined
      : Number.isInteger(shard) && Number(shard) >= 0 && Number(shard) < shards;
  if (!isPlaced || typeof row !== 'object' || row === null) return false;
  return (
    Object.keys(row).length === Object.keys(columns).length &&
    Object.entries(columns).every(
      ([name, type]) => Object.hasOwn(row, name) && fits(row[name], type),
    )
  );
}

/** The first of these rows whose place another one has; null: none. */
export function repeatedIn(rows: readonly BackupRow[]): BackupRow | null {
  const places = new Set<string>();
  for (const each of rows) {
    const { table, shard, row } = each;
    const key = TABLES[table]?.key;
    if (!key) continue;
    const place = JSON.stringify([table, shard, ...key.map((name) => row[name])]);
    if (places.has(place)) return each;
    places.add(place);
  }
  return null;
}

const DAY_MS = 86_400_000;
/** An alarm for 25 months after a later time may be none that workerd takes, which ends with the year 2189. */
const LAST_TIME = Date.UTC(2180, 0);
const MOST = {
  number: Number.MAX_SAFE_INTEGER,
  time: LAST_TIME,
  day: LAST_TIME / DAY_MS,
} as const;

function fits(value: unknown, type: Column): boolean {
  if (value === null) return type.endsWith('?');
  const plain = type.replace('?', '') as 'text' | 'bytes' | keyof typeof MOST;
  if (plain === 'text') return typeof value === 'string';
  if (plain === 'bytes') return bytesIn(value) !== null;
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST[plain];
}
