import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const root = new URL('../../', import.meta.url).pathname;
const folders = ['docs', 'sdk', 'shared', 'cli', 'worker', 'demo', 'scripts', 'findings', 'bench'];
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(
        (name) =>
          /\.(md|ts|mjs|html|jsx?|sh|json)$/.test(name) && !/(dist|node_modules)\//.test(name),
      )
      .map((name) => join(folder, name)),
  ),
];

/** Ways to write that would install, import or run the name that is not ours. */
const UNSCOPED =
  /(?:from|import|require\()\s*\(?["'`]covey(?:["'`/])|\bnpx (?:--?\w+ )*covey(?![\w-])|\bnpm (?:install|i|add|exec)(?: -[\w-]+)* covey(?![\w-])|`covey\/(?:conditions|definitions|script)/;

describe('names of packages', () => {
  it('are scoped, and stand in package.json alone', () => {
    for (const [folder, name] of Object.entries(packageJson.packages))
      expect(name).toBe(`@covey-segments/${folder}`);
  });

  it.each(['README.md', 'docs/sdk.md', 'docs/cli.md', 'docs/installing.md'])(
    'is looked for in %s, among others',
    (page) => {
      expect(pages).toContain(page);
    },
  );

  it('are not written without their scope: that one is not ours', () => {
    const found = pages.flatMap((page) => {
      const hit = UNSCOPED.exec(readFileSync(join(root, page), 'utf8'));
      return hit ? [`${page}: ${hit[0]}`] : [];
    });
    expect(found).toEqual([]);
  });

  it('would be found in all the ways that people write them', () => {
    for (const line of [
      `import { createCovey } from 'covey';`,
      `import 'covey/script'`,
      `await import("covey")`,
      `require('covey/conditions')`,
      'npx covey check',
      'npx --yes covey check',
      'npm install covey',
      'npm install --save-dev covey',
      '`covey/conditions`',
    ])
      expect([line, UNSCOPED.test(line)]).toEqual([line, true]);
    for (const line of [
      'npx @covey-segments/cli',
      'npx ../covey/dist/x.tgz',
      'npm install ../covey/dist/packages/x.tgz',
      'covey check',
    ])
      expect([line, UNSCOPED.test(line)]).toEqual([line, false]);
  });
});
