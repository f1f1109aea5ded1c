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
  readonly columns: { readonly [name: string]: Column };
}
type Column = 'text' | 'number' | 'bytes' | 'text?' | 'number?' | 'bytes?';

export const TABLES: { readonly [name: string]: Table } = {
  site: { of: 'site', columns: { keys: 'text', trust: 'text?' } },
  documents: {
    of: 'site',
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
  published: { of: 'site', columns: { version: 'number', time: 'number', signers: 'text' } },
  keyring: { of: 'site', columns: { kid: 'text', x: 'text' } },
  audit: {
    of: 'site',
    columns: {
      time: 'number',
      action: 'text',
      keys: 'text',
      reason: 'text?',
      done_by: 'text?',
      subject: 'text?',
    },
  },
  tokens: {
    of: 'site',
    columns: {
      id: 'text',
      scope: 'text',
      label: 'text',
      created: 'number',
      expires: 'number?',
      hash: 'bytes',
      old_hash: 'bytes?',
      old_until: 'number?',
      used: 'number?',
    },
  },
  releases: {
    of: 'site',
    columns: {
      question_set: 'text',
      period: 'number',
      period_end: 'number',
      taken: 'number',
      counts: 'text',
    },
  },
  counts: {
    of: 'shard',
    columns: {
      question_set: 'text',
      period: 'number',
      question: 'number',
      bucket: 'number',
      answer: 'number',
      period_end: 'number',
      reports: 'number',
    },
  },
  last_report: { of: 'shard', columns: { id: 'number', day: 'number' } },
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
    ) &&
    (table !== 'last_report' || isTime(Number(row['day']) * 86_400_000))
  );
}

/** Every number that is stored is a count or a time; a later one than this is no date. */
const isTime = (value: number): boolean => value >= 0 && value <= 8.64e15;

function fits(value: unknown, type: Column): boolean {
  if (value === null) return type.endsWith('?');
  const plain = type.replace('?', '');
  if (plain === 'bytes') return bytesIn(value) !== null;
  if (plain === 'number') return Number.isInteger(value) && isTime(Number(value));
  return typeof value === 'string';
}
