import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { Answered, Failure, reasonOf } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import type { Terminal } from '../terminal.ts';

const NAME = packageJson.packages.edge;

interface Options {
  readonly json?: boolean;
}

export function addDeploy(program: Command, terminal: Terminal): void {
  program
    .command('deploy')
    .summary('deploy the Worker, where its package is installed')
    .description(
      `Runs "${NAME} deploy" of this folder, with whatever else is given: the Worker and its files go to Cloudflare by your own wrangler. Where the package is not installed, it says what to type.`,
    )
    .argument(
      '[options...]',
      '--edge https://edge.example; or --first, where there is no Worker yet',
    )
    .option('--json', 'print how it ended as JSON; what wrangler says goes to standard error')
    .allowUnknownOption()
    .addHelpText(
      'after',
      '\nExamples:\n  covey deploy --first\n  covey deploy --edge https://edge.example\n\nTo publish definitions to a Worker that is there: covey publish.',
    )
    .action((rest: readonly string[], { json }: Options) => {
      const entry = programIn(process.cwd());
      if (entry === null)
        throw new Failure('missing', `${NAME} is not installed in this folder.`, [
          'In a folder of its own, from nothing to a Worker:',
          `  npx ${NAME} init --site hazel.example --host edge.hazel.example`,
          '  npm install',
          '  npx wrangler login',
          `  npx ${NAME} prepare`,
          '  npx wrangler secret put COVEY_TOKEN --env=""',
          '  covey deploy --first',
          'To publish definitions to a Worker that is there: covey publish.',
        ]);
      const command = [process.execPath, entry, 'deploy', ...rest];
      const { status, error } = spawnSync(process.execPath, command.slice(1), {
        stdio: ['inherit', json ? 2 : 'inherit', 'inherit'],
      });
      if (error)
        throw new Failure('missing', `${entry} could not be started: ${reasonOf(error)}`, [
          'Install the package again: npm install.',
        ]);
      const exitCode = status ?? 1;
      if (json) tellJson(terminal, 'deploy', { command, exitCode });
      if (exitCode !== 0) throw new Answered(exitCode);
    });
}

/** The program of the Worker's package, in this folder or one above it; null where it is not there. */
function programIn(folder: string): string | null {
  const home = join(folder, 'node_modules', NAME);
  const manifest = join(home, 'package.json');
  if (existsSync(manifest)) {
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      readonly bin?: { readonly [name: string]: string };
    };
    const [file] = Object.values(bin ?? {});
    if (file !== undefined) return resolve(home, file);
  }
  const above = dirname(folder);
  return above === folder ? null : programIn(above);
}
