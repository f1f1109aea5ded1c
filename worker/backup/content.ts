// What stands in a backup's rows as JSON, and whether the site's keys signed its documents. Its seal says only that it is undamaged: whoever alters it can make another.
import { z } from 'zod/mini';
import type { Definitions, PublicKey } from '../../shared/definitions/types.ts';
import {
  MAX_SIGNATURES,
  openEnvelope,
  readPublicKey,
  sumOf,
  type Trust,
  unverifiedSigners,
} from '../../shared/signing/index.ts';
import { type BackupRow, TOKEN_SCOPES } from '../../shared/wire/index.ts';
import { saidBy } from '../said-by.ts';
import { bytesIn, repeatedIn } from './tables.ts';

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
  published: { signers: kids },
  audit: { keys: kids },
  releases: { counts: z.array(z.array(z.array(count))) },
};

/** Rows that are good, or what is wrong with them. */
type Content =
  { readonly rows: readonly BackupRow[] } | { readonly rows: null; readonly problem: string };

/**
 * Rows that have the form of their tables, if their content is good. What stands beside a document (its end, what it asks
 * of whom) is made of the document, whatever the backup says.
 */
export async function contentOf(rows: readonly BackupRow[], site: string): Promise<Content> {
  const problem = await problemIn(rows, site);
  if (problem !== null) return { rows: null, problem };
  const good: BackupRow[] = [];
  for (const each of rows) {
    const row = each.table === 'documents' ? await withWhatItSays(each.row) : each.row;
    if (!row)
      return { rows: null, problem: `Version ${String(each.row['version'])} cannot be read.` };
    good.push({ ...each, row });
  }
  return { rows: good };
}

/** Null: it is signed, and no definitions. */
async function withWhatItSays(row: BackupRow['row']): Promise<BackupRow['row'] | null> {
  try {
    const { expires, silent, asked } = await saidBy(definitionsIn(row) as Definitions);
    if (!Number.isInteger(expires)) return null;
    return { ...row, expires, silent: Number(silent), asked: JSON.stringify(asked) };
  } catch {
    return null;
  }
}

async function problemIn(rows: readonly BackupRow[], site: string): Promise<string | null> {
  const repeated = repeatedIn(rows);
  if (repeated) return `A row of its table "${repeated.table}" stands in it twice.`;
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
  const envelope = envelopeIn(row);
  const payload = openEnvelope(envelope)?.payload;
  const definitions = definitionsIn(row);
  const hash = payload && (await sumOf(payload, crypto.subtle));
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

const envelopeIn = (row: BackupRow['row']) => bytesIn(row['envelope']) ?? new Uint8Array();

function definitionsIn(row: BackupRow['row']): Partial<Definitions> | null {
  const payload = openEnvelope(envelopeIn(row))?.payload;
  return payload
    ? (jsonIn(new TextDecoder().decode(payload)) as Partial<Definitions> | null)
    : null;
}

/** Null where it is no JSON. */
function jsonIn(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : null;
  } catch {
    return null;
  }
}
