import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { writeWhole } from '../../cli/growing-file.ts';
import { writeNew } from '../../cli/output.ts';
import { temporaryFolder } from './helpers.ts';

it('a disk that takes no more leaves no half of a key or of a backup behind', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'new.json');
  const program = `import { writeNew } from ${JSON.stringify(resolve('cli/output.ts'))};
    try { writeNew(process.argv[1], 'x'.repeat(5_000_000), '--out'); console.log('written'); }
    catch (error) { console.log(error.code, error.message, error.hints[0]); }`;
  // A limit of the shell's in the place of a full disk: a part is written, then no more.
  const { stdout, stderr } = spawnSync(
    'bash',
    [
      '-c',
      'ulimit -f 1000; exec "$0" --input-type=module --eval "$1" "$2"',
      process.execPath,
      program,
      file,
    ],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(stdout).toContain('file');
  expect(stdout).toContain('cannot be written');
  expect([existsSync(file), readdirSync(folder)]).toEqual([false, []]);
});

it('a new file takes the place of nothing, not even of a link that leads nowhere', () => {
  const folder = temporaryFolder();
  const [there, link, fresh] = ['there', 'link', 'fresh'].map((name) => join(folder, name));
  writeFileSync(there ?? '', 'mine');
  symlinkSync(join(folder, 'nowhere'), link ?? '');
  for (const file of [there ?? '', link ?? ''])
    expect(() => writeNew(file, 'other', '--out')).toThrow('is there already');
  writeNew(fresh ?? '', 'whole', '--out', 0o600);
  expect(readFileSync(fresh ?? '', 'utf8')).toBe('whole');
  expect(readFileSync(there ?? '', 'utf8')).toBe('mine');
  expect(readdirSync(folder).toSorted()).toEqual(['fresh', 'link', 'there']);
});

it('what a process left that was killed is in the way of none with its number', () => {
  const folder = temporaryFolder();
  const files = ['new', 'whole'].map((name) => join(folder, name)) as [string, string];
  // In a container a command has the same number each time.
  const left = files.map((file) => `${file}.${process.pid}.part`);
  for (const part of left) writeFileSync(part, 'half');
  writeNew(files[0], 'a', '--out');
  writeWhole(files[1], 'b');
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(['a', 'b']);
  expect(readdirSync(folder)).toHaveLength(4);
});
