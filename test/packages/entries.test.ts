// What publint and "Are the types wrong?" say of the tarballs.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, inject, it } from 'vitest';
import { PACKAGES } from '../../scripts/packages/table.ts';

const { tarballs } = inject('packed');

describe.each(PACKAGES)('$name', ({ folder, entries }) => {
  it('is found clean by publint', async () => {
    const bytes = new Uint8Array(readFileSync(tarballs[folder]));
    const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it.skipIf(entries.length === 0)(
    'has the right types for every entry, however it is resolved',
    () => {
      const { stdout, status } = spawnSync(
        'attw',
        [tarballs[folder], '--format', 'json', '--profile', 'strict'],
        { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
      );
      const { analysis } = JSON.parse(stdout) as {
        analysis: {
          entrypoints: Record<string, { resolutions: Record<string, object> }>;
          problems: object[];
        };
      };
      expect(analysis.problems).toEqual([]);
      expect(Object.keys(analysis.entrypoints)).toEqual([
        ...entries.map(({ path }) => path),
        './package.json',
      ]);
      expect(status).toBe(0);
    },
  );
});
