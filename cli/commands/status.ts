import type { Command } from 'commander';
import { ENDING_DAYS, expiryOf, expiryText } from '../../shared/definitions/index.ts';
import { definitionsUrl } from '../../shared/wire/index.ts';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { parseOrigin, parseSite } from '../edge.ts';
import { Answered, EXIT, Failure } from '../failure.ts';
import { readBytes } from '../input.ts';
import { tellJson } from '../json/index.ts';
import { positiveNumber, repeated } from '../options.ts';
import { checkSigned, fetchDocument, openDocument, readKeys } from '../published.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly edge?: string;
  readonly site?: string;
  readonly publicKey?: readonly string[];
  readonly days: number;
  readonly json?: boolean;
}

interface Dated {
  readonly site: string;
  readonly version: number;
  readonly expires: string;
  /** Null for a file that is not signed yet. */
  readonly hash: string | null;
}

export function addStatus(program: Command, terminal: Terminal): void {
  program
    .command('status')
    .summary('say when definitions run out')
    .description(
      `Says when the published definitions of a site, or those in a file, run out. Then pages decide nothing\nuntil a new version is published. Ends with 0 while all is well, ${EXIT.ending} when they run out within ${ENDING_DAYS} days,\n${EXIT.ended} when they have: for a job that runs every day.`,
    )
    .argument('[file]', 'definitions or an envelope; without it, what is published at --edge')
    .option('--edge <url>', 'origin of the Worker', parseOrigin)
    .option('--site <host>', 'host name of the site', parseSite)
    .option('--public-key <kid:x>', 'fail unless this key signed; again for more keys', repeated)
    .option('--days <n>', 'from how many days before on to say so', positiveNumber, ENDING_DAYS)
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey status --edge https://edge.example --site hazel.example\n  covey status segments.jsonc --days 14',
    )
    .action(async (file: string | undefined, options: Options) => {
      const { site, version, expires, hash } =
        file === undefined ? await published(options) : await inFile(file, options, terminal);
      const [end, now] = [Date.parse(expires), Date.now()];
      const { state, days } = expiryOf(end, now, options.days);
      if (options.json)
        tellJson(terminal, 'status', { site, version, hash, expires, state, daysLeft: days });
      else {
        const { green, yellow, red } = terminal.style;
        const paint = state === 'good' ? green : state === 'ending' ? yellow : red;
        terminal.out(
          paint(`Version ${version} of ${site}: the definitions ${expiryText(end, now)}.`),
        );
        if (state !== 'good') terminal.out('Next: covey renew FILE, covey sign, covey publish.');
      }
      if (state !== 'good') throw new Answered(EXIT[state]);
    });
}

async function published({ edge, site, publicKey }: Options): Promise<Dated> {
  if (!edge || !site) {
    throw new Failure('usage', 'Of what?', [
      'Name a file, or --edge and --site for what is published.',
    ]);
  }
  const keys = publicKey && (await readKeys(publicKey));
  const document = await fetchDocument(definitionsUrl(edge, site));
  if (keys) await checkSigned(document, keys, site);
  const { version, expires } = document.definitions;
  return { site, version, expires, hash: document.hash };
}

async function inFile(
  file: string,
  { site: wanted, publicKey }: Options,
  terminal: Terminal,
): Promise<Dated> {
  const keys = publicKey && (await readKeys(publicKey));
  const signed = /\.[cm]?[jt]s$/.test(file) ? null : await openDocument(readBytes(file));
  if (signed) {
    const { site, version, expires } = signed.definitions;
    if (keys) await checkSigned(signed, keys, wanted ?? site);
    return { site, version, expires, hash: signed.hash };
  }
  if (keys) {
    throw new Failure('usage', `${file} is not signed.`, [
      '--public-key is for an envelope, as "covey sign" writes it: name that file, or leave the key out.',
    ]);
  }
  const { site, version, expires } = acceptDefinitions(await readDefinitions(file), {
    ...terminal,
    // That they run out is what the command itself says.
    note: () => {},
  });
  return { site, version, expires, hash: null };
}
