// What the docs tell their readers to write, for the tests that run it.
import { readFileSync } from 'node:fs';

/** Files of a section by the name in their first line, a comment; without one by the language, as `js`. */
export function recipesIn(page: string, section: string): { readonly [name: string]: string } {
  const [, text = ''] = readFileSync(page, 'utf8').split(`\n## ${section}\n`);
  const [own = ''] = text.split('\n## ');
  const files = [...own.matchAll(/^```(\w+)\n(.*)\n([^]*?)^```$/gm)].map(
    ([, language = '', first = '', rest = '']) => {
      const [, name] = /^(?:\/\/|<!--) ([\w./-]+\.\w+)(?: -->)?$/.exec(first) ?? [];
      return name === undefined ? [language, `${first}\n${rest}`] : [name, rest];
    },
  );
  if (files.length === 0) throw new Error(`${page} has nothing to run under "${section}"`);
  return Object.fromEntries(files) as { readonly [name: string]: string };
}
