import type { Command } from 'commander';
import {
  backupUrl,
  type BackupHeader,
  MAX_BACKUP_BYTES,
  parseError,
  readBackup,
} from '../../shared/wire/index.ts';
import { parseJson, parseOrigin, parseSite, refusal, requireToken } from '../edge.ts';
import { Failure } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import { readLimited } from '../limited.ts';
import { noAnswer } from '../no-answer.ts';
import { NEARS_BOUND, nearsBound, sizeText } from '../backup-size.ts';
import { plural } from '../plural.ts';
import { writeNew } from '../output.ts';
import { sha256 } from '../sha256.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly edge: string;
  readonly site: string;
  readonly token?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function addBackup(program: Command, terminal: Terminal): void {
  program
    .command('backup')
    .summary("a site's memory at the Worker, as one file")
    .description(
      "Writes documents, keys, tokens (as hashes), audit, counters and what is released of them into one file,\nreadable by you alone. The file is looked through before it is written. It needs the Worker's own token.",
    )
    .requiredOption('--edge <url>', 'origin of the Worker', parseOrigin)
    .requiredOption('--site <host>', 'host name of the site', parseSite)
    .option('--token <token>', 'token of the Worker; better set COVEY_TOKEN')
    .option('--out <file>', 'where it goes; by default SITE-DAY.covey-backup')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  COVEY_TOKEN=… covey backup --edge https://edge.example --site hazel.example',
    )
    .action(async ({ edge, site, token, out, json }: Options) => {
      const bytes = await fetchBackup(edge, site, requireToken(token));
      const read = await readBackup(bytes, site, sha256);
      if (!read.ok)
        throw new Failure('unreachable', `What the Worker sent is not kept. ${read.message}`);
      const { header, rows } = read;
      const file = out ?? `${site}-${header.taken.slice(0, 10)}.covey-backup`;
      writeNew(file, new TextDecoder().decode(bytes), 'with --out', 0o600);
      if (nearsBound(bytes.length)) terminal.note(terminal.noteStyle.yellow(NEARS_BOUND));
      const documents = rows.filter(({ table }) => table === 'documents').length;
      if (json) {
        const { taken, worker } = header;
        const all = {
          file,
          site,
          taken,
          worker,
          documents,
          rows: rows.length,
          bytes: bytes.length,
        };
        return tellJson(terminal, 'backup', all);
      }
      terminal.out(file);
      terminal.note(
        `${site} as of ${told(header)}: ${plural(documents, 'document')}, ${plural(rows.length, 'row')} in all; ${sizeText(bytes.length)}. Keep it where the token is kept: counters are in it as they are.`,
      );
    });
}

/** A backup may be long. */
export const BACKUP_WAIT_MS = 120_000;

export const told = ({ taken, worker }: BackupHeader): string =>
  `${taken.slice(0, 19).replace('T', ' ')} UTC, by release ${worker}`;

async function fetchBackup(edge: string, site: string, token: string) {
  let status: number;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    const response = await fetch(backupUrl(edge, site), {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(BACKUP_WAIT_MS),
    });
    status = response.status;
    bytes = await readLimited(response, MAX_BACKUP_BYTES);
  } catch (error) {
    throw noAnswer(edge, error, { waitedMs: BACKUP_WAIT_MS });
  }
  if (status === 200) return bytes;
  const error = parseError(parseJson(bytes));
  if (error) throw refusal('No backup.', { ok: false, status, error });
  throw new Failure('unreachable', `${edge} answered ${status}, and not as a Covey Worker does.`);
}
