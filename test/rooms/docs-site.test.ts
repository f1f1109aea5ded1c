import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SECTIONS, addressOf, sectionsOf, titleOf } from '../../docs/site/pages.ts';
import { anchor } from '../../scripts/docs/markdown.ts';

const docs = new URL('../../docs/', import.meta.url).pathname;
const files = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.md') && !/node_modules|\.vitepress/.test(name),
);
const textOf = (file: string): string => readFileSync(join(docs, file), 'utf8');
/** Without blocks of code, in which a `#` is a comment. */
const prose = (file: string): string => textOf(file).replace(/^```[^]*?^```$/gm, '');

describe('the site of these pages', () => {
  const shown = sectionsOf(files).flatMap(({ pages }) => pages);

  it('has every page once, and none that is not there', () => {
    expect(shown.filter((page) => !existsSync(join(docs, page)))).toEqual([]);
    expect(shown.toSorted()).toEqual(files.filter((file) => file !== 'site/index.md').toSorted());
    expect(new Set(shown).size).toBe(shown.length);
  });

  it('puts a page that nobody has placed at the end, where it can be found', () => {
    const found = sectionsOf([...files, 'a-new-page.md']);
    expect(found.at(-1)).toEqual({
      title: 'More',
      pages: expect.arrayContaining(['a-new-page.md']),
    });
    expect(sectionsOf([]).length).toBe(SECTIONS.length);
  });

  it('calls each page by a name of its own, at an address of its own', () => {
    const titles = shown.map((page) => titleOf(textOf(page)));
    expect(titles.filter((title) => title === '')).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
    expect(new Set(shown.map(addressOf)).size).toBe(shown.length);
  });
});

describe('links to a place on a page', () => {
  const anchors = new Map<string, Set<string>>();
  const anchorsOf = (file: string): Set<string> => {
    const known = anchors.get(file);
    if (known) return known;
    const found = new Set<string>();
    for (const [, heading = ''] of prose(file).matchAll(/^#{1,6} (.+)$/gm)) {
      const plain = anchor(heading.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/[`*]/g, ''));
      let place = plain;
      for (let n = 1; found.has(place); n += 1) place = `${plain}-${n}`;
      found.add(place);
    }
    anchors.set(file, found);
    return found;
  };

  it.each(files)('lead to a heading: %s', (file) => {
    const broken = [...prose(file).matchAll(/\]\((?!https?:)([^)\s#]*)#([^)\s]+)\)/g)]
      .map(([, path = '', hash = '']) => ({
        target: path === '' ? file : relative(docs, join(docs, dirname(file), path)),
        hash,
      }))
      .filter(({ target }) => target.endsWith('.md') && !target.startsWith('..'))
      .filter(({ target, hash }) => !anchorsOf(target).has(decodeURIComponent(hash)));
    expect(broken).toEqual([]);
  });
});
