import { count } from '../../shared/counting/index.ts';
import type { Command } from 'commander';
import { BACKUP_TYPE, backupUrl, readBackup } from '../../shared/wire/index.ts';
import { RESTORED } from '../answers.ts';
import { ask, edgeOf, parseOrigin, parseSite, refusal } from '../edge.ts';
import { Failure } from '../failure.ts';
import { readBytes } from '../input.ts';
import { tellJson } from '../json/index.ts';
import { plural } from '../plural.ts';
import { sha256 } from '../sha256.ts';
import type { Terminal } from '../terminal.ts';
import { BACKUP_WAIT_MS, told } from './backup.ts';

interface Options {
  readonly edge: string;
  readonly site: string;
  readonly token?: string;
  readonly json?: boolean;
}

export function addRestore(program: Command, terminal: Terminal): void {
  program
    .command('restore')
    .summary('a backup, where a site was lost')
    .description(
      'Gives a Worker back what "covey backup" wrote: all of it or nothing, and only where the site is not\nregistered. It needs the Worker\'s own token.',
    )
    .argument('<file>', 'what "covey backup" wrote')
    .requiredOption('--edge <url>', 'origin of the Worker', parseOrigin)
    .requiredOption('--site <host>', 'host name of the site', parseSite)
    .option('--token <token>', 'token of the Worker; better set COVEY_TOKEN')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  COVEY_TOKEN=… covey restore hazel.example-2026-11-29.covey-backup --edge https://edge.example --site hazel.example',
    )
    .action(async (file: string, { edge: origin, site, token, json }: Options) => {
      const edge = edgeOf(origin, token, terminal);
      const bytes = readBytes(file);
      const read = await readBackup(bytes, site, sha256);
      if (!read.ok) throw new Failure('file', `${file} is not restored. ${read.message}`);
      const answer = await ask(edge, backupUrl(origin, site), RESTORED, {
        method: 'PUT',
        type: BACKUP_TYPE,
        body: bytes,
        waitMs: BACKUP_WAIT_MS,
        again:
          'look with "covey audit" first: the restore may have been done, and is refused then.',
      });
      if (!answer.ok) throw refusal('Nothing was restored.', answer);
      const { documents, counters, endedTokens, keys } = answer.body;
      if (json) return tellJson(terminal, 'restore', answer.body);
      terminal.out(
        terminal.style.green(
          `Restored ${site}: ${plural(documents, 'document')}, ${plural(counters, 'counter')}.`,
        ),
      );
      terminal.note(
        `As of ${told(read.header)}. What came after is lost: publish newer definitions again${endedTokens === undefined ? ', and revoke tokens again that were revoked since ("covey token list")' : ''}.`,
      );
      if (endedTokens)
        terminal.note(
          `Tokens: none is restored, as one that was rotated or revoked since would hold again. ${count(endedTokens)} ended: make new ones: covey token create.`,
        );
      if (keys)
        terminal.note(
          `Registered now: ${keys.join(', ')}. If one was replaced since, replace it again: covey publish --replace-keys.`,
        );
    });
}
