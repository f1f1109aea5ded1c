// What the docs promise, they say by which test it is held.
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const pages = [
  'README.md',
  ...['docs/', 'docs/decisions/'].flatMap((folder) =>
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

describe('tests that the docs name', () => {
  it.each(pages.map((page) => [page, proofsIn(textOf(page))] as const))(
    '%s names tests that there are',
    (_, proofs) => {
      const missing = proofs.filter(({ title, file }) => {
        try {
          return title !== `\`${file}\`` && !plain(textOf(file)).includes(plain(title));
        } catch {
          return true;
        }
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
