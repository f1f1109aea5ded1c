import type { Command } from 'commander';
import { ENDING_DAYS, endingDays, expiryOf, expiryText } from '../../shared/definitions/index.ts';
import { definitionsUrl } from '../../shared/wire/index.ts';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { parseOrigin, parseSite } from '../edge.ts';
import { Answered, EXIT, Failure } from '../failure.ts';
import { readBytes } from '../input.ts';
import { tellJson } from '../json/index.ts';
import { positiveNumber, repeated } from '../options.ts';
import { checkSigned, fetchDocument, openDocument, readKeys } from '../published.ts';
import { standingLines, standingOf } from '../standing.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly edge?: string;
  readonly site?: string;
  readonly publicKey?: readonly string[];
  readonly token?: string;
  readonly days?: number;
  readonly json?: boolean;
}

interface Dated {
  readonly site: string;
  readonly version: number;
  readonly issued: string;
  readonly expires: string;
  /** Null for a file that is not signed yet. */
  readonly hash: string | null;
}

export function addStatus(program: Command, terminal: Terminal): void {
  program
    .command('status')
    .summary('say when definitions run out')
    .description(
      `Says when the published definitions of a site, or those in a file, run out. Then pages decide nothing\nuntil a new version is published. Ends with 0 while all is well, ${EXIT.ending} when they run out within ${ENDING_DAYS} days\n(of those that last less than ${2 * ENDING_DAYS}, within half of that), ${EXIT.ended} when they have: for a job that runs every day. With a token that reads\ncounts it says how much room counters and backups have left, and when the last backup was taken.`,
    )
    .argument('[file]', 'definitions or an envelope; without it, what is published at --edge')
    .option('--edge <url>', 'origin of the Worker', parseOrigin)
    .option('--site <host>', 'host name of the site', parseSite)
    .option('--public-key <kid:x>', 'fail unless this key signed; again for more keys', repeated)
    .option(
      '--token <token>',
      'a token of the Worker, for --edge: says more; better set COVEY_TOKEN',
    )
    .option(
      '--days <n>',
      `from how many days before on to say so; ${ENDING_DAYS} by default, or half of what they last`,
      positiveNumber,
    )
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey status --edge https://edge.example --site hazel.example\n  covey status segments.jsonc --days 14',
    )
    .action(async (file: string | undefined, options: Options) => {
      if (file !== undefined && options.edge !== undefined)
        throw new Failure('usage', 'Of which?', [
          'Name a file, or --edge and --site for what is published, and not both.',
        ]);
      const { site, version, issued, expires, hash } =
        file === undefined ? await published(options) : await inFile(file, options, terminal);
      const [end, now] = [Date.parse(expires), Date.now()];
      const within = options.days ?? endingDays(Date.parse(issued), end);
      const { state, days } = expiryOf(end, now, within);
      const standing = file === undefined ? await standingOf(options, terminal) : {};
      if (options.json)
        tellJson(terminal, 'status', {
          site,
          version,
          hash,
          expires,
          state,
          daysLeft: days,
          ...standing,
        });
      else {
        const { green, yellow, red } = terminal.style;
        const paint = state === 'good' ? green : state === 'ending' ? yellow : red;
        terminal.out(
          paint(`Version ${version} of ${site}: the definitions ${expiryText(end, now)}.`),
        );
        for (const line of standingLines(standing, now)) terminal.out(line);
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
  const document = await fetchDocument(definitionsUrl(edge, site), site);
  if (keys) await checkSigned(document, keys, site);
  const { version, issued, expires } = document.definitions;
  return { site, version, issued, expires, hash: document.hash };
}

async function inFile(
  file: string,
  { site: wanted, publicKey }: Options,
  terminal: Terminal,
): Promise<Dated> {
  const keys = publicKey && (await readKeys(publicKey));
  const signed = /\.[cm]?[jt]s$/.test(file) ? null : await openDocument(readBytes(file));
  if (signed) {
    const { site, version, issued, expires } = signed.definitions;
    if (keys) await checkSigned(signed, keys, wanted ?? site);
    return { site, version, issued, expires, hash: signed.hash };
  }
  if (keys) {
    throw new Failure('usage', `${file} is not signed.`, [
      '--public-key is for an envelope, as "covey sign" writes it: name that file, or leave the key out.',
    ]);
  }
  const { site, version, issued, expires } = acceptDefinitions(await readDefinitions(file), {
    ...terminal,
    // That they run out is what the command itself says.
    note: () => {},
  });
  return { site, version, issued, expires, hash: null };
}
