import type { Command } from 'commander';
import { type Audit, auditUrl, MAX_AUDIT_BYTES } from '../../shared/wire/index.ts';
import { AUDIT } from '../answers.ts';
import { ask, edgeOf, parseOrigin, parseSite, refusal } from '../edge.ts';
import { Failure } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly edge: string;
  readonly site: string;
  readonly token?: string;
  readonly json?: boolean;
}

export function addAudit(program: Command, terminal: Terminal): void {
  program
    .command('audit')
    .summary('which keys a site has, and what was done with which token when')
    .description(
      'Prints the keys that a site is registered with, those that its newest definitions list, and what\nwas done with a token: registrations, replacements, publications, tokens made, rotated and revoked, backups and restores.',
    )
    .requiredOption('--edge <url>', 'origin of the Worker', parseOrigin)
    .requiredOption('--site <host>', 'host name of the site', parseSite)
    .option('--token <token>', 'token of the Worker; better set COVEY_TOKEN')
    .option('--json', "print the Worker's answer as it is")
    .addHelpText(
      'after',
      '\nExample:\n  COVEY_TOKEN=… covey audit --edge https://edge.example --site hazel.example',
    )
    .action(async ({ edge: origin, site, token, json }: Options) => {
      const edge = edgeOf(origin, token, terminal);
      const answer = await ask(edge, auditUrl(origin, site), AUDIT, { maxBytes: MAX_AUDIT_BYTES });
      if (!answer.ok && answer.error.code === 'not-found')
        throw new Failure('refused', `${site} is not registered at ${origin}.`, [
          'Check --site and --edge. "covey publish ENVELOPE --register --public-key KID:X" registers a site.',
        ]);
      if (!answer.ok) throw refusal('No audit.', answer);
      const { body } = answer;
      if (json) return tellJson(terminal, 'audit', body);
      terminal.out(describe(body, terminal.style));
    });
}

function describe({ registered, listed, entries }: Audit, style: Terminal['style']): string {
  const kids = (keys: readonly { readonly kid: string }[]) => keys.map(({ kid }) => kid).join(', ');
  const rows = entries.map(({ time, action, by, keys, reason, subject }) => [
    time.slice(0, 19).replace('T', ' '),
    by ?? '',
    subject ? `${action} ${subject}` : action,
    keys.join(', '),
    reason ?? '',
  ]);
  return [
    `Registered: ${kids(registered)}`,
    listed
      ? `Listed by the newest definitions, key set ${listed.version}: ${kids(listed.keys)}`
      : 'The definitions list no keys: the registered ones may sign.',
    '',
    table(
      [{ title: 'UTC' }, { title: 'By' }, { title: 'What' }, { title: 'Keys' }, { title: 'Why' }],
      rows,
      style.bold,
    ),
  ].join('\n');
}
