// What the docs promise, they say by which test it is held.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { titlesIn } from './titles.ts';

const root = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const pages = [
  'README.md',
  ...['docs/', 'docs/guides/', 'docs/decisions/'].flatMap((folder) =>
    readdirSync(new URL(folder, root))
      .filter((name) => name.endsWith('.md'))
      .map((name) => folder + name),
  ),
];

interface Proof {
  readonly title: string;
  readonly file: string;
}
/** `[what the test says](../test/room/file.test.ts)` */
const proofsIn = (text: string): Proof[] =>
  [...text.matchAll(/\[([^\]]+)\]\((?:\.\.\/)*(test\/[\w./-]+\.ts)\)/g)].map(
    ([, title = '', file = '']) => ({ title, file }),
  );
const plain = (text: string): string => text.replace(/[\\`]/g, '').replace(/\s+/g, ' ');
/** The titles of each file of tests; null where there is no such file. */
const titles = new Map<string, ReadonlySet<string> | null>();
function titlesOf(file: string): ReadonlySet<string> | null {
  const known = titles.get(file);
  if (known !== undefined) return known;
  const found = existsSync(new URL(file, root)) ? new Set(titlesIn(textOf(file)).map(plain)) : null;
  titles.set(file, found);
  return found;
}

describe('tests that the docs name', () => {
  it('are known by their whole titles, and by nothing else that stands in a file', () => {
    const file = `
      import { describe as room, it } from 'vitest';
      const table = [['a row', { special: 1 }]] as const; // it('a comment', () => {})
      describe.skipIf(false)('a group', () => {
        it('a test', async () => { it.nothing; log('a call (with a bracket'); });
        it.each<[string, object]>([['it(', {}]])('each of %s', () => {});
        test.for(table)(\`not \\\`\${table.length}\\\` again\`, () => {});
        it.each\`a | b\`('a table of $a', () => {});
      });`;
    expect(titlesIn(file)).toEqual([
      'a group',
      'a test',
      'each of %s',
      'not `%s` again',
      'a table of $a',
    ]);
  });

  it.each(pages.map((page) => [page, proofsIn(textOf(page))] as const))(
    '%s names tests that there are',
    (_, proofs) => {
      const missing = proofs.filter(({ title, file }) => {
        const found = titlesOf(file);
        return !found || (title !== `\`${file}\`` && !found.has(plain(title)));
      });
      expect(missing).toEqual([]);
    },
  );

  it('hold every promise of the README', () => {
    const [, promises = ''] = /## Promises\n([\s\S]*?)\n## /.exec(textOf('README.md')) ?? [];
    const items = promises.split(/^\d\. /m).slice(1);
    expect(items.length).toBe(7);
    for (const item of items) expect([item, proofsIn(item).length > 0]).toEqual([item, true]);
  });

  it('hold every row of the threat model', () => {
    const rows = textOf('docs/threat-model.md')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !/^\| (who|tries|---)/.test(line));
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) expect([row, proofsIn(row).length > 0]).toEqual([row, true]);
  });
});

describe('the docs', () => {
  it.each(pages)('link to what there is, and call a decision by its number: %s', (page) => {
    const broken = [
      ...textOf(page).matchAll(/\[([^\]]+)\]\((?!https?:|#)([^)\s#]+)[^)]*\)/g),
    ].filter(
      ([, text = '', path = '']) =>
        !existsSync(new URL(path, new URL(page, root))) ||
        (/^decision \d+$/.test(text) &&
          Number(text.slice(9)) !== Number(path.split('/').at(-1)?.slice(0, 4))),
    );
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it('number the decisions without a gap', () => {
    const numbers = readdirSync(new URL('docs/decisions/', root)).map((name) =>
      Number(name.slice(0, 4)),
    );
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });
});
