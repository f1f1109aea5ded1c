import { copyFileSync } from 'node:fs';
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { answerTo, isAnybodyThere } from '../../cli/answer-to.ts';
import { hostAlone, parseOrigin, parseSite } from '../../cli/edge.ts';
import { Failure } from '../../cli/failure.ts';
import { processTerminal } from '../../cli/terminal.ts';
import { isSite } from '../../shared/wire/index.ts';
import { differencesIn } from './differences.ts';
import {
  LAID_OUT,
  LIST,
  packageSettings,
  prepare,
  refuseOverwriting,
  requireSettings,
  writeTemplate,
} from './files.ts';
import { TOOLS, WORKERS_DEV } from './template.ts';
import { requireNone, requireTarget, targetOf } from './target.ts';
import { requireWrangler, runWrangler } from './wrangler.ts';

interface Options {
  readonly edge?: string;
  readonly first?: true;
  readonly known?: string;
  readonly otherAddress?: true;
}

const { cli: CLI, edge: NAME } = packageJson.packages;

/** The settings' first Worker, where no other is named: wrangler wants that said once there is a second. */
const environmentOf = (rest: readonly string[]): readonly string[] =>
  process.env['CLOUDFLARE_ENV'] || rest.some((arg) => /^(--env|-e)(=|$)/.test(arg))
    ? []
    : ['--env='];

/** What there is to do from an empty folder to a Worker with definitions. */
function stepsFor({ host, site, origin }: Laid, written: readonly string[]): string {
  const edge = `https://${host ?? WORKERS_DEV}`;
  return [
    [installing(written), `the versions that this release goes with${UNPUBLISHED}`],
    [`npx ${NAME} prepare`, `the Worker and its files, in ${LAID_OUT}`],
    ['npx wrangler login', 'your account at Cloudflare'],
    [RANDOM_TEXT, 'makes a token: keep it'],
    ['npx wrangler secret put COVEY_TOKEN --env=""', 'asks for it'],
    [`npx ${NAME} deploy --first`, host ? `makes ${host}, too` : 'wrangler says the address'],
    [`curl ${edge}/v1/health`, 'it runs'],
    [`npx ${CLI} keygen`, 'the signing key: covey-key.json, to be kept off servers'],
    [`npx ${CLI} init --site ${site}`, 'segments.jsonc'],
    [`npx ${CLI} sign segments.jsonc --key covey-key.json --out envelope.json`, ''],
    [
      `npx ${CLI} publish envelope.json --edge ${edge} --register --public-key KID:X`,
      'KID:X as keygen said, and COVEY_TOKEN set to the text of step 4',
    ],
    ...(origin === undefined
      ? []
      : [
          [
            'npx wrangler deploy --config wrangler.site.toml',
            `the Worker before the site: write COVEY_KEYS and COVEY_SEGMENTS there first${host === undefined ? ', and COVEY_EDGE, which wrangler said' : ''}`,
          ],
        ]),
    ...(host === undefined
      ? [['.github/workflows/covey.yml', 'write the address there that wrangler said']]
      : []),
    [`npx ${NAME} deploy --edge ${edge}`, 'ever after'],
  ]
    .map(
      ([step = '', why = ''], at) =>
        `  ${String(at + 1).padStart(2)}. ${step}${why && `\n        ${why}`}`,
    )
    .join('\n');
}

const leftText = (left: readonly string[]): string =>
  ` Left as ${left.length === 1 ? 'it was' : 'they were'}: ${left.join(', ')}; "covey-edge differences" says what would stand there.`;

/** A package.json that was there already names none of them. */
const installing = (written: readonly string[]): string =>
  written.includes('package.json')
    ? 'npm install'
    : `npm install --save-dev --save-exact ${Object.entries(TOOLS)
        .map(([name, version]) => `${name}@${version}`)
        .join(' ')}`;

/** Of 256 random bits, on any machine with Node. */
const RANDOM_TEXT = `node -p "require('node:crypto').randomBytes(32).toString('base64url')"`;
/** For as long as the packages are in no registry. */
const UNPUBLISHED = '; until they are published, of files that "npm run pack" of a checkout makes';

interface Laid {
  readonly host?: string;
  readonly site: string;
  readonly origin?: string;
}
interface Wanted extends Partial<Laid> {
  readonly workersDev?: true;
}

/** What is not given is asked for. @throws Failure where nobody can be asked: an example's name in the settings would be deployed. */
async function completed({ site, host, workersDev, origin }: Wanted): Promise<Laid> {
  if (!isAnybodyThere() && (site === undefined || (host === undefined && !workersDev)))
    throw new Failure('usage', 'Say which site it is for, and where the Worker is to be.', [
      '--site hazel.example: the site whose definitions the workflow publishes.',
      '--host edge.hazel.example: an address of its own, on a domain at Cloudflare; or --workers-dev, for one at workers.dev.',
    ]);
  const its = site ?? (await hostAsked('The site, such as hazel.example: '));
  const own =
    host ??
    (workersDev
      ? ''
      : await hostAsked(
          `The Worker's own address, such as edge.${its}; nothing for workers.dev: `,
          true,
        ));
  return { site: its, ...(own && { host: own }), ...(origin !== undefined && { origin }) };
}

/** Asks until the answer is a host's name, or nothing where that will do. @throws Failure where there is no answer. */
async function hostAsked(question: string, mayBeNone = false): Promise<string> {
  for (;;) {
    const answer = (await answerTo(question))?.trim();
    if (answer === undefined) throw new Failure('usage', 'Nothing was written.');
    if (isSite(answer) || (answer === '' && mayBeNone)) return answer;
    processTerminal().note(hostAlone(answer));
  }
}

export function createEdgeProgram(): Command {
  const { out } = processTerminal();
  const program = new Command('covey-edge')
    .description("Deploys Covey's Worker to Cloudflare, by your own wrangler.")
    .version(packageJson.version)
    .exitOverride()
    .addHelpText(
      'after',
      `
From nothing to a Worker:
  npx ${NAME} init --site hazel.example --host edge.hazel.example
  npx ${NAME} prepare
  npx wrangler secret put COVEY_TOKEN --env=""
  npx ${NAME} deploy --first
Ever after:
  npx ${NAME} deploy --edge https://edge.example`,
    );

  program
    .command('init')
    .summary('lay a folder to deploy from')
    .description(
      'Writes wrangler.toml with a staging environment, package.json with exact versions, .gitignore, and a workflow for\nGitHub that checks, publishes and renews definitions; and says the steps that follow. Overwrites nothing.',
    )
    .option('--host <host>', "the Worker's own address, on a domain at Cloudflare", parseSite)
    .option('--workers-dev', 'it has none of its own, but one at workers.dev')
    .option('--site <host>', 'the site whose definitions the workflow publishes', parseSite)
    .option(
      '--origin <url>',
      "the site's own server: adds wrangler.site.toml, a Worker before it that personalises pages",
      parseOrigin,
    )
    .action(async (wanted: Wanted) => {
      refuseOverwriting('.');
      const laid = await completed(wanted);
      const { written, left } = writeTemplate('.', { ...laid, settings: packageSettings() });
      out(`Wrote ${written.join(', ')}.${left.length === 0 ? '' : leftText(left)} Next:`);
      out(stepsFor(laid, written));
    });

  program
    .command('differences')
    .summary('what this release would lay otherwise')
    .description(
      'Lays the folder that this release would lay beside yours, in memory, and prints each file of yours that has lines other\nthan those. For after an upgrade: what is new in wrangler.toml or in the workflow is yours to take over. Writes nothing.',
    )
    .option('--host <host>', 'as it was given to init', parseSite)
    .option('--site <host>', 'as it was given to init', parseSite)
    .option('--origin <url>', 'as it was given to init', parseOrigin)
    .action((options: Partial<Laid>) => {
      out(differencesIn('.', { ...options, settings: packageSettings() }));
    });

  const withFiles = (command: Command) =>
    command
      .option(
        '--edge <url>',
        "the Worker's origin: files of its last releases are kept",
        parseOrigin,
      )
      .option('--first', 'there is no Worker yet')
      .option(
        '--known <file>',
        'the list of what you deployed, kept by you: read before, written after a deploy',
      );

  withFiles(program.command('prepare'))
    .summary(`lay out the files for wrangler, in ${LAID_OUT}`)
    .description(
      `Lays out the Worker and its files in ${LAID_OUT}, where wrangler.toml names them: for "wrangler dev",
"wrangler secret put", and all else of wrangler's.`,
    )
    .action(async (options: Options) => {
      out(await prepare(options));
    });

  withFiles(program.command('deploy'))
    .summary('lay them out, and deploy')
    .description(
      'Does the same, and calls "wrangler deploy"; what it does not know goes on to wrangler (--dry-run, --env).',
    )
    .argument('[wrangler...]')
    .option(
      '--other-address',
      'the settings do not name the address of --edge, and it is right all the same',
    )
    .allowUnknownOption()
    .action(async (rest: string[], options: Options) => {
      if ((options.edge === undefined) !== (options.first === true))
        throw new Failure('usage', 'Say where the Worker is, or that there is none yet.', [
          '--edge https://edge.example: what is live there is kept.',
          '--first: there is none.',
        ]);
      requireSettings();
      requireWrangler();
      const target = targetOf(rest);
      if (target && options.edge !== undefined && !options.otherAddress)
        requireTarget(options.edge, target);
      if (target && options.first) await requireNone(target);
      out(await prepare(options));
      runWrangler(['deploy', ...environmentOf(rest), ...rest]);
      if (options.known !== undefined && !rest.includes('--dry-run'))
        copyFileSync(LIST, options.known);
    });
  return program;
}
