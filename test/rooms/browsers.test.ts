import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);

it('docs/browsers.md says of each file of test/e2e in which engines it runs', () => {
  const [, table = ''] =
    /\n\| file of `test\/e2e` \|([^]*)$/.exec(
      readFileSync(new URL('docs/browsers.md', root), 'utf8'),
    ) ?? [];
  const named = table
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([\w-]+)`/g)])
    .map(([, name]) => name);
  const files = readdirSync(new URL('test/e2e', root))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => name.replace('.test.ts', ''));
  expect(named.toSorted()).toEqual(files.toSorted());
});
