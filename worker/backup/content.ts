// What stands in a backup's rows as JSON, and whether the site's keys signed its documents. Its seal says only that it is undamaged: whoever alters it can make another.
import { z } from 'zod/mini';
import type { Definitions, PublicKey } from '../../shared/definitions/types.ts';
import {
  MAX_SIGNATURES,
  openEnvelope,
  readPublicKey,
  type Trust,
  unverifiedSigners,
} from '../../shared/signing/index.ts';
import { type BackupRow, encodeBase64url, TOKEN_SCOPES } from '../../shared/wire/index.ts';
import { bytesIn } from './tables.ts';

const text = z.string();
const count = z.int().check(z.minimum(0));
const key = z.strictObject({ kid: text, x: text });
const keys = z.array(key).check(z.minLength(1), z.maxLength(MAX_SIGNATURES));
const kids = z.array(text);

/** Columns that hold JSON, and its form. */
const FORMS: { readonly [table: string]: { readonly [column: string]: z.ZodMiniType } } = {
  site: {
    keys,
    trust: z.strictObject({
      keys: z.nullable(z.strictObject({ version: count, keys, threshold: z.optional(count) })),
      known: kids,
      version: count,
      hash: text,
    }),
  },
  documents: {
    asked: z.strictObject({
      id: text,
      periodMs: z.int().check(z.minimum(1)),
      answers: z.array(count),
      hosts: z.optional(z.array(text)),
    }),
  },
  published: { signers: kids },
  audit: { keys: kids },
  releases: { counts: z.array(z.array(z.array(count))) },
};

/** What is wrong with the content of rows that have the form of their tables; null: nothing. */
export async function problemIn(rows: readonly BackupRow[], site: string): Promise<string | null> {
  for (const { table, row } of rows)
    for (const [column, form] of Object.entries(FORMS[table] ?? {}))
      if (row[column] !== null && !form.safeParse(jsonIn(row[column])).success)
        return `What its table "${table}" says under "${column}" is not of the form that it has.`;
  const scopes: readonly unknown[] = TOKEN_SCOPES;
  if (rows.some(({ table, row }) => table === 'tokens' && !scopes.includes(row['scope'])))
    return 'A token in it has a scope that there is not.';

  const sites = rows.filter(({ table }) => table === 'site');
  const [of] = sites;
  if (!of || sites.length > 1) return 'It has not exactly one site.';
  const registered = jsonIn(of.row['keys']) as readonly PublicKey[];
  const trust = jsonIn(of.row['trust']) as Trust | null;
  const keyring = rows
    .filter(({ table }) => table === 'keyring')
    .map(({ row }) => ({ kid: String(row['kid']), x: String(row['x']) }));
  for (const one of [...keyring, ...registered, ...(trust?.keys?.keys ?? [])])
    if (!(await readPublicKey(one, crypto.subtle)))
      return `The key ${one.kid} is no safe Ed25519 public key, or its name is not its own.`;

  const documents = rows.filter(({ table }) => table === 'documents');
  const known = [...keyring, ...registered];
  for (const { row } of documents) {
    const problem = await problemOfDocument(row, site, known);
    if (problem !== null) return `Version ${String(row['version'])} ${problem}`;
  }
  const newest = documents.find(({ row }) => row['hash'] === trust?.hash)?.row;
  if (trust ? newest?.['version'] !== trust.version : documents.length > 0)
    return 'The newest document is not in it.';
  return null;
}

/** Signed, all of it by keys of the backup, and the document that its row says it is. */
async function problemOfDocument(
  row: BackupRow['row'],
  site: string,
  known: readonly PublicKey[],
): Promise<string | null> {
  const envelope = bytesIn(row['envelope']) ?? new Uint8Array();
  const payload = openEnvelope(envelope)?.payload;
  const definitions =
    payload && (jsonIn(new TextDecoder().decode(payload)) as Partial<Definitions> | null);
  const hash =
    payload && encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', payload)));
  const isItself =
    definitions?.site === site &&
    definitions.version === row['version'] &&
    (definitions.keys?.version ?? 0) === row['key_set'] &&
    hash === row['hash'];
  if (!isItself) return 'is not the document that it says it is.';
  const [stranger] = await unverifiedSigners(envelope, known, crypto.subtle);
  return stranger === undefined
    ? null
    : `bears a signature under ${stranger} that no key in this backup has made.`;
}

/** Null where it is no JSON. */
function jsonIn(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : null;
  } catch {
    return null;
  }
}
