import { encodeBase64url } from './base64url.ts';
import { siteUrl } from './site.ts';
import { utf8 } from './utf8.ts';

/** Of the file. A Worker refuses a format that it does not know. */
export const BACKUP_FORMAT = 1;
export const BACKUP_TYPE = 'application/x-ndjson';
/** A backup that is larger is neither read nor taken. Bytes. */
export const MAX_BACKUP_BYTES = 32 * 1024 * 1024;

/** First line of a backup; then a line for each row, and the seal. */
export interface BackupHeader {
  readonly covey: 'backup';
  readonly format: number;
  readonly site: string;
  /** ISO 8601: when it was begun. */
  readonly taken: string;
  /** Version of the Worker that made it. */
  readonly worker: string;
  /** Parts over which the counters are spread. */
  readonly shards: number;
}

/** Bytes of a row travel so. */
export interface BackupBytes {
  readonly base64url: string;
}
export type BackupValue = string | number | null | BackupBytes;

/** A row of one table: of the site, or of a shard. */
export interface BackupRow {
  readonly table: string;
  readonly shard?: number;
  readonly row: { readonly [column: string]: BackupValue };
}

/** Last line: how many lines stand before it, and the SHA-256 of their bytes, base64url. */
export interface BackupSeal {
  readonly end: true;
  readonly lines: number;
  readonly sha256: string;
}

/** Answer to a restore. */
export interface Restored {
  readonly site: string;
  /** When the backup was taken. */
  readonly taken: string;
  readonly documents: number;
  /** Rows of counters. */
  readonly counters: number;
  /** Tokens in the backup. None is restored: a secret that was rotated or revoked since would hold again. */
  readonly endedTokens: number;
  /** `kid` of each key that is registered now. */
  readonly keys: readonly string[];
}

type Digest = (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;

export type ReadBackup =
  | { readonly ok: true; readonly header: BackupHeader; readonly rows: readonly BackupRow[] }
  | { readonly ok: false; readonly message: string };

const bad = (message: string) => ({ ok: false, message }) as const;

/** The seal of the lines before it, which end with a line feed. */
export async function sealOf(text: string, lines: number, digest: Digest): Promise<BackupSeal> {
  const sha256 = encodeBase64url(new Uint8Array(await digest(utf8(text))));
  return { end: true, lines, sha256 };
}

/** Reads a backup of this site: whole and unaltered, or not at all. What its rows mean is the Worker's to check. */
export async function readBackup(
  bytes: Uint8Array,
  site: string,
  digest: Digest,
): Promise<ReadBackup> {
  const lines: unknown[] = [];
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.endsWith('\n')) return bad('It is cut off: its last line is not whole.');
    for (const line of text.slice(0, -1).split('\n')) lines.push(JSON.parse(line));
  } catch {
    return bad('It is no backup, or damaged: a line of it is not JSON.');
  }
  const header = lines[0] as Partial<BackupHeader> | null;
  if (header?.covey !== 'backup') return bad('It is no backup of Covey.');
  // Text that comes in may be any JSON, and not all of it has a text.
  const said = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? value : 'of no known form';
  if (header.format !== BACKUP_FORMAT)
    return bad(
      `It has format ${said(header.format)}, and this release reads ${BACKUP_FORMAT}: use the release that made it, or a newer one.`,
    );
  if (header.site !== site) return bad(`It is a backup of ${said(header.site)}, not of ${site}.`);
  const seal = lines.at(-1) as Partial<BackupSeal> | null;
  if (seal?.end !== true) return bad('It is cut off: the seal at its end is missing.');
  const sealed = text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1);
  const { sha256 } = await sealOf(sealed, lines.length - 1, digest);
  if (seal.lines !== lines.length - 1 || seal.sha256 !== sha256)
    return bad('It is damaged: its content does not fit the seal at its end.');
  return {
    ok: true,
    header: header as BackupHeader,
    rows: lines.slice(1, -1) as readonly BackupRow[],
  };
}

/** `GET`: the backup; `PUT`: restores one. With the Worker's own token. */
export function backupUrl(edge: string, site: string): string {
  return `${siteUrl(edge, site)}/backup`;
}
