import { spawn, spawnSync, type StdioOptions } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { PROGRAM, covey, definitionsOf, root, temporaryFolder } from './helpers.ts';

const LOG = 'visitor,time,event\na,2026-03-01,visit\n';
const MEMBERS = 'visitor,segment,answer\na,seen,in\n';
const EARLIER = 'members of an earlier run\n';

/** A folder with definitions and a log, and what a command is told of them. */
function site() {
  const folder = temporaryFolder();
  const [definitions, log] = [join(folder, 'segments.json'), join(folder, 'log.csv')];
  const text = JSON.stringify(
    definitionsOf({
      metrics: { visits: { count: 'visit' } },
      segments: { seen: { when: { 'metric.visits': { $gte: 1 } } } },
    }),
  );
  writeFileSync(definitions, text);
  writeFileSync(log, LOG);
  const args = (events: string) => ['--definitions', definitions, '--events', events];
  return { folder, definitions, text, log, args };
}

it.each(['simulate --members', 'analyse --svg'])(
  '%s replaces no file that is read, by whatever name',
  async (said) => {
    const [command = '', option = ''] = said.split(' ');
    const { folder, definitions, text, log, args } = site();
    const [link, hardLink] = [join(folder, 'link.csv'), join(folder, 'hard.csv')];
    symlinkSync(log, link);
    linkSync(log, hardLink);
    const files = readdirSync(folder).toSorted();
    for (const output of [log, link, hardLink, definitions]) {
      const { code, out, err } = await covey([command, ...args(log), option, output]);
      expect(code, output).toBe(2);
      expect(out).toBe('');
      expect(err).toContain(`${option} ${output} is a file that is read`);
      expect(err).toContain(`name another file for ${option}`);
    }
    expect([readFileSync(log, 'utf8'), readFileSync(definitions, 'utf8')]).toEqual([LOG, text]);
    expect(readdirSync(folder).toSorted()).toEqual(files);
  },
);

it('replaces no file of an export, no log of --with, and none that is standard input', async () => {
  const { folder, log, args } = site();
  const exported = join(folder, 'export');
  mkdirSync(exported);
  const file = join(exported, 'mixpanel.ndjson');
  const row = `${JSON.stringify({ event: 'visit', properties: { distinct_id: 'a', time: 1 } })}\n`;
  writeFileSync(file, row);
  const source = ['--source', 'mixpanel-export'];
  const ofExport = await covey(['simulate', ...args(exported), ...source, '--members', file]);
  expect(ofExport.err).toContain(`${file} is a file that is read`);
  expect(readFileSync(file, 'utf8')).toBe(row);

  const other = join(folder, 'other.csv');
  writeFileSync(other, LOG);
  const ofWith = await covey(['analyse', ...args(log), '--with', other, '--svg', other]);
  expect(ofWith.err).toContain(`${other} is a file that is read`);
  expect(readFileSync(other, 'utf8')).toBe(LOG);

  const program = [join(root, PROGRAM), 'simulate', ...args('-'), '--members', log];
  const { stderr } = spawnSync(
    'bash',
    ['-c', 'exec "$0" "$@" < "${@: -1}"', process.execPath, ...program],
    { encoding: 'utf8' },
  );
  expect(stderr).toContain('is a file that is read (standard input)');
  expect(readFileSync(log, 'utf8')).toBe(LOG);
});

it('keeps the members of an earlier run until those of this one are whole', async () => {
  const { folder, log, args } = site();
  const members = join(folder, 'members.csv');
  writeFileSync(members, EARLIER, { mode: 0o600 });
  const bad = join(folder, 'bad.csv');
  writeFileSync(bad, `${LOG}b,no time,visit\n`);
  const files = readdirSync(folder).toSorted();
  expect((await covey(['simulate', ...args(bad), '--members', members])).code).toBe(1);
  expect(readFileSync(members, 'utf8')).toBe(EARLIER);
  expect(readdirSync(folder).toSorted()).toEqual(files);

  expect((await covey(['simulate', ...args(log), '--members', members])).code).toBe(0);
  expect(readFileSync(members, 'utf8')).toBe(MEMBERS);
  expect(statSync(members).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).toSorted()).toEqual(files);
});

it.each(['SIGINT', 'SIGTERM'] as const)('leaves no half of the members on %s', async (signal) => {
  const { folder, args } = site();
  const members = join(folder, 'members.csv');
  writeFileSync(members, EARLIER);
  const files = readdirSync(folder).toSorted();
  const child = spawn(
    process.execPath,
    [join(root, PROGRAM), 'simulate', ...args('-'), '--members', members],
    { stdio: ['pipe', 'ignore', 'ignore'] },
  );
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdin.on('error', () => {});
  // The log goes on for ever.
  child.stdin.write(LOG);
  const parts = () => readdirSync(folder).filter((name) => !files.includes(name));
  for (let look = 0; look < 1000 && parts().length === 0; look++) await setTimeout(20);
  expect(parts().map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600]);
  child.kill(signal);
  expect(await closed).toBe(signal === 'SIGINT' ? 130 : 143);
  expect(readdirSync(folder).toSorted()).toEqual(files);
  expect(readFileSync(members, 'utf8')).toBe(EARLIER);
});

it('says how to go on where there is no folder for the members', async () => {
  const { log, args } = site();
  const { code, err } = await covey(['simulate', ...args(log), '--members', '/nope/m.csv']);
  expect(code).toBe(1);
  expect(err).toContain('/nope/m.csv cannot be written: ENOENT');
  expect(err).toContain('Its folder is not there');
});

it.skipIf(!existsSync('/dev/stdout'))(
  'writes members to standard output, be it a pipe or a file',
  async () => {
    const { folder, log, args } = site();
    const told = ['simulate', ...args(log), '--members', '/dev/stdout', '--csv'];
    const piped = spawnSync('bash', ['-c', '"$0" "$@" | cat', process.execPath, PROGRAM, ...told], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(piped.stdout).toContain(`${MEMBERS}segment,`);
    const file = join(folder, 'out.csv');
    spawnSync('bash', ['-c', `"$0" "$@" > '${file}'`, process.execPath, PROGRAM, ...told], {
      cwd: root,
    });
    expect(readFileSync(file, 'utf8')).toBe(piped.stdout);
  },
);

it.skipIf(!existsSync('/dev/stdout'))(
  'draws to standard output, before what is printed, be it a pipe or a file',
  () => {
    const { folder, log, args } = site();
    const told = ['analyse', ...args(log), '--svg', '/dev/stdout'];
    const run = (into: string) =>
      spawnSync('bash', ['-c', `"$0" "$@" ${into}`, process.execPath, PROGRAM, ...told], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1' },
      });
    const piped = run('| cat').stdout;
    expect(piped).toMatch(/^<svg [^]*<\/svg>\s*Metric /);
    const file = join(folder, 'out.txt');
    run(`> '${file}'`);
    expect(readFileSync(file, 'utf8')).toBe(piped);
  },
);

it.skipIf(!existsSync('/dev/full'))(
  'says that an answer could not be printed, and is done where only what is said beside it is lost',
  () => {
    const { folder, definitions } = site();
    const full = openSync('/dev/full', 'w');
    const covey = (stdio: StdioOptions, ...args: readonly string[]) =>
      spawnSync(process.execPath, [join(root, PROGRAM), ...args], {
        cwd: folder,
        env: { ...process.env, NO_COLOR: '1' },
        stdio,
      });
    const lost = covey(['ignore', full, 'pipe'], 'check', definitions);
    expect(lost.stderr.toString()).toMatch(
      /^covey: Standard output cannot be written: ENOSPC.*\n {2}/,
    );
    expect(lost.stderr.toString()).not.toContain('at ');
    expect(lost.status).toBe(1);
    expect(covey('ignore', 'keygen', '--out', 'key.json').status).toBe(0);
    const signing = ['sign', definitions, '--key', 'key.json', '--out', 'envelope.json'];
    expect(covey(['ignore', 'pipe', full], ...signing).status).toBe(0);
    expect(existsSync(join(folder, 'envelope.json'))).toBe(true);
  },
);
