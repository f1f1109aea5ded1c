// The pages of docs/ as a site: `npm run docs` builds it, `npm run docs -- dev` shows it while one writes.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const site = fileURLToPath(new URL('../docs/site', import.meta.url));
const vitepress = `${site}/node_modules/vitepress/bin/vitepress.js`;
const COMMANDS = ['build', 'dev', 'preview'];

const [command = 'build', ...options] = process.argv.slice(2);
if (!COMMANDS.includes(command)) {
  console.error(`docs: "${command}" is none of ${COMMANDS.join(', ')}.`);
  process.exit(2);
}

const run = (program: string, args: readonly string[]): void => {
  const { status } = spawnSync(program, args, { cwd: site, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

// Its packages are its own: who does not build the site does not install them.
if (!existsSync(vitepress)) run('npm', ['ci', '--no-audit', '--no-fund']);
run(process.execPath, [vitepress, command, ...options]);
