import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../cli/failure.ts';
import { writeNew } from '../../cli/output.ts';
import { keepEarlierReleases } from '../build/earlier-releases.ts';
import { templateOf, type TemplateOptions } from './template.ts';

/** Beside wrangler.toml, which names what is in it. */
export const LAID_OUT = '.covey-edge';
export const LIST = join(LAID_OUT, 'assets/files.json');

/** The package that this program stands in, as built. */
const here = fileURLToPath(new URL('.', import.meta.url));

/** `wrangler.toml` as it comes with the package. */
export const packageSettings = (): string => readFileSync(join(here, 'wrangler.toml'), 'utf8');

/** Lays the files of a new folder. What is there is left as it is. @throws Failure where there is a wrangler.toml. */
export function writeTemplate(
  folder: string,
  options: TemplateOptions,
): { readonly written: readonly string[]; readonly left: readonly string[] } {
  const [written, left]: [string[], string[]] = [[], []];
  for (const [path, text] of Object.entries(templateOf(options))) {
    const to = join(folder, path);
    if (path !== 'wrangler.toml' && existsSync(to)) {
      left.push(path);
      continue;
    }
    mkdirSync(dirname(to), { recursive: true });
    writeNew(to, text, 'in another folder');
    written.push(path);
  }
  return { written, left };
}

/** Any of these are wrangler's settings; where there are several it reads one of them. */
const SETTINGS = ['wrangler.toml', 'wrangler.jsonc', 'wrangler.json'];

/** @throws Failure where this folder has no settings for wrangler. */
export function requireSettings(): void {
  if (SETTINGS.some((name) => existsSync(name))) return;
  throw new Failure('file', 'There is no wrangler.toml in this folder.', [
    '"covey-edge init" writes one.',
  ]);
}

/** @throws Failure where a Worker's settings are there already. */
export function refuseOverwriting(folder: string): void {
  const file = SETTINGS.map((name) => join(folder, name)).find((each) => existsSync(each));
  if (file === undefined) return;
  throw new Failure('taken', `${file} is there already, and is not overwritten.`, [
    'In another folder "covey-edge init" lays a new one; where it is Covey\'s, "covey-edge differences" says what this release would lay otherwise.',
  ]);
}

/**
 * Puts the Worker and what it serves where wrangler.toml names it, with the files of the releases that are live at
 * `edge`. Says what was done. @throws Failure where one of them cannot be had.
 */
export async function prepare({
  edge,
  known,
}: {
  readonly edge?: string;
  readonly known?: string;
}): Promise<string> {
  requireSettings();
  rmSync(LAID_OUT, { recursive: true, force: true });
  mkdirSync(LAID_OUT);
  for (const name of ['worker.js', 'worker.js.map', 'proxy.js', 'proxy.js.map', 'assets'])
    cpSync(join(here, name), join(LAID_OUT, name), { recursive: true });
  if (edge === undefined) return `Laid out in ${LAID_OUT}.`;
  const { files, releases } = await keepEarlierReleases(edge, join(LAID_OUT, 'assets'), { known });
  return `Laid out in ${LAID_OUT}, with ${files} files of ${releases} earlier releases.`;
}
