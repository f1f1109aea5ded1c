import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { covey, fileWith, root } from './helpers.ts';
import { SHOP_END, shopLog } from './shop-log.ts';

describe('docs/analyse.md', () => {
  it('shows what is printed of a log that is made up, and nothing else', async () => {
    const page = readFileSync(join(root, 'docs/analyse.md'), 'utf8');
    const shown = [...page.matchAll(/```text\n(.*?)\n```/gs)].map(([, block = '']) => block);
    expect(shown).toHaveLength(5);
    const log = fileWith('log.csv', shopLog(4000));
    const printed = await Promise.all(
      [
        [],
        ['--metric', 'spend'],
        ['--compare', 'rich'],
        ['--suggest', 'rfm'],
        [
          '--suggest',
          'clusters',
          ...['orders', 'spend', 'recency'].flatMap((id) => ['--metric', id]),
        ],
      ].map(async (options) => {
        const { out, code } = await covey([
          'analyse',
          '--definitions',
          join(root, 'docs/examples/analyse.json'),
          '--events',
          log,
          '--at',
          new Date(SHOP_END).toISOString(),
          ...options,
        ]);
        expect(code).toBe(0);
        return out;
      }),
    );
    const all = printed.join('\n');
    // "…" stands for what is left out.
    for (const block of shown) for (const part of block.split('\n…\n')) expect(all).toContain(part);
  });
});
