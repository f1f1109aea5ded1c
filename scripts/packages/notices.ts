import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is in a package and in no source map: the studio's font. */
const UNMAPPED = /\.woff2$/;
const FONT = '@fontsource-variable/inter';

/** Licences of other people's code that stands in the files of a folder, as its source maps tell. */
export function noticesOf(folder: string): string {
  const names = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (UNMAPPED.test(file)) names.add(FONT);
    if (!file.endsWith('.map')) continue;
    const { sources } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      sources: readonly string[];
    };
    for (const source of sources) {
      const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
      if (name !== undefined) names.add(name);
    }
  }
  return [...names].toSorted().map(noticeOf).join('\n\n---\n\n');
}

function noticeOf(name: string): string {
  const folder = join('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined || !existsSync(join(folder, file)))
    throw new Error(`${name} has no licence file, and stands in what is published`);
  const text = readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version}${license === undefined ? '' : ` (${license})`}\n\n${text}`;
}
