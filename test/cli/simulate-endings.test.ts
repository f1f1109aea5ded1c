import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  HANDED_ON,
  PROGRAM,
  covey,
  definitionsOf,
  fileWith,
  root,
  temporaryFolder,
} from './helpers.ts';

const definitions = fileWith(
  'segments.json',
  JSON.stringify(
    definitionsOf({
      metrics: { visits: { count: 'visit' }, note: { last: 'visit.note' } },
      segments: {
        seen: { when: { 'metric.visits': { $gte: 1 } } },
        noted: { when: { 'metric.note': 'nothing' } },
      },
    }),
  ),
);
const HEADINGS = 'visitor,time,event,note\n';
// More than the 64 MB that stay in memory and what threads have under way, in few rows.
const NOTE = 'n'.repeat(100_000);
const ROWS = 1000;
const rows = Array.from({ length: ROWS }, (_, row) => `one,2026-03-01,visit,${row}${NOTE}\n`).join(
  '',
);
const simulateArgs = (log: string, ...more: string[]) => [
  'simulate',
  '--definitions',
  definitions,
  '--events',
  log,
  ...more,
];

/** Files that a process holds open, by what they were called; only Linux tells. */
function openFiles(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((each) => {
    try {
      return [readlinkSync(join(folder, each))];
    } catch {
      return [];
    }
  });
}

describe('covey simulate', () => {
  it.skipIf(!existsSync('/proc/self/fd'))(
    'leaves no temporary file behind, however it ends',
    async () => {
      const endings = [
        ['SIGINT', 130],
        ['SIGTERM', 143],
        ['SIGHUP', 129],
        ['SIGKILL', null],
      ] as const;
      const end = async ([signal, expected]: (typeof endings)[number]) => {
        const folder = temporaryFolder();
        const child = spawn(process.execPath, [join(root, PROGRAM), ...simulateArgs('-')], {
          env: { ...HANDED_ON, TMPDIR: folder },
          stdio: ['pipe', 'ignore', 'ignore'],
        });
        const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
        child.stdin.on('error', () => {});
        // The log goes on for ever.
        child.stdin.write(HEADINGS + rows);
        const isSpilling = () =>
          openFiles(child.pid ?? 0).some(
            (file) =>
              // Its name is gone.
              file.startsWith(join(folder, 'covey-simulate')) && file.endsWith('(deleted)'),
          );
        for (let look = 0; look < 1000 && !isSpilling(); look++) await setTimeout(20);
        expect(isSpilling()).toBe(true);
        child.kill(signal);
        expect(await closed, signal).toBe(expected);
        expect(readdirSync(folder), signal).toEqual([]);
      };
      await Promise.all(endings.map(end));
    },
  );

  it('counts the same when the log goes to disk', async () => {
    const folder = temporaryFolder();
    const { code, out } = await covey(simulateArgs('-', '--json'), {
      input: HEADINGS + rows + 'two,2026-03-02,visit,\n',
      env: { TMPDIR: folder },
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      visitors: 2,
      events: ROWS + 1,
      segments: { seen: { members: 2 } },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says where temporary files could not be written, and what to do', async () => {
    const { code, out, err } = await covey(simulateArgs('-'), {
      input: HEADINGS + rows,
      env: { TMPDIR: join(temporaryFolder(), 'none') },
    });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/^covey: The temporary file in .*none cannot be used: ENOENT/);
    expect(err).toContain('TMPDIR names another folder');
    expect(err).not.toContain('    at ');
  });

  it.skipIf(!existsSync('/dev/full'))('says when there is no room for the members', async () => {
    const { code, out, err } = await covey(simulateArgs('-', '--members', '/dev/full'), {
      input: `${HEADINGS}one,2026-03-01,visit,\n`,
    });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/^covey: \/dev\/full cannot be written: ENOSPC/);
  });

  it('says when a log cannot be read', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'log'));
    const failing = [
      [join(folder, 'log'), 'is a folder'],
      [join(folder, 'none.csv'), 'There is no file'],
      // Opens, and then fails to read.
      ...(existsSync('/proc/self/mem') ? [['/proc/self/mem', 'cannot be read: EIO'] as const] : []),
    ] as const;
    for (const [log, message] of failing) {
      const { code, err } = await covey(simulateArgs(log));
      expect(code, log).toBe(1);
      expect(err).toMatch(/^covey: /);
      expect(err).toContain(message);
      expect(err).not.toContain('    at ');
    }
  });
});
