import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { parseOrigin, parseSite } from '../../cli/edge.ts';
import { Failure } from '../../cli/failure.ts';
import { processTerminal } from '../../cli/terminal.ts';
import { copyFileSync } from 'node:fs';
import { LAID_OUT, LIST, packageSettings, prepare, writeTemplate } from './files.ts';
import { runWrangler } from './wrangler.ts';

interface Options {
  readonly edge?: string;
  readonly first?: true;
  readonly known?: string;
}

const { edge: NAME } = packageJson.packages;

/** The settings' first Worker, where no other is named: wrangler wants that said once there is a second. */
const environmentOf = (rest: readonly string[]): readonly string[] =>
  process.env['CLOUDFLARE_ENV'] || rest.some((arg) => /^(--env|-e)(=|$)/.test(arg))
    ? []
    : ['--env='];

/** What there is to do from an empty folder to a Worker with definitions. */
function stepsFor(host: string | undefined): string {
  const edge = `https://${host ?? 'covey.NAME.workers.dev'}`;
  return [
    ['npm install', 'the versions that package.json names'],
    [`npx ${NAME} prepare`, `the Worker and its files, in ${LAID_OUT}`],
    ['npx wrangler login', 'your account at Cloudflare'],
    ['npx wrangler secret put COVEY_TOKEN', 'a long random text; keep it'],
    [`npx ${NAME} deploy --first`, host ? `makes ${host}, too` : 'wrangler says the address'],
    [`curl ${edge}/v1/health`, 'it runs'],
    [`npx ${NAME} deploy --edge ${edge}`, 'ever after'],
  ]
    .map(([step = '', why = ''], at) => `  ${at + 1}. ${step.padEnd(62)} ${why}`)
    .join('\n');
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
  npx ${NAME} init
  npx ${NAME} prepare
  npx wrangler secret put COVEY_TOKEN
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
    .option('--site <host>', 'the site whose definitions the workflow publishes', parseSite)
    .option(
      '--origin <url>',
      "the site's own server: adds wrangler.site.toml, a Worker before it that personalises pages",
      parseOrigin,
    )
    .action(
      (options: { readonly host?: string; readonly site?: string; readonly origin?: string }) => {
        const written = writeTemplate('.', { ...options, settings: packageSettings() });
        out(`Wrote ${written.join(', ')}. Next:\n${stepsFor(options.host)}`);
      },
    );

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
    .allowUnknownOption()
    .action(async (rest: string[], options: Options) => {
      if ((options.edge === undefined) !== (options.first === true))
        throw new Failure('usage', 'Say where the Worker is, or that there is none yet.', [
          '--edge https://edge.example: what is live there is kept.',
          '--first: there is none.',
        ]);
      out(await prepare(options));
      runWrangler(['deploy', ...environmentOf(rest), ...rest]);
      if (options.known !== undefined && !rest.includes('--dry-run'))
        copyFileSync(LIST, options.known);
    });
  return program;
}
