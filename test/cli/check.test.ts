import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { covey, definitionsOf, fileWith, root, temporaryFolder } from './helpers.ts';

const good = definitionsOf({
  metrics: { orders: { count: 'purchase', within: '30d' } },
  segments: { buyer: { when: { 'metric.orders': { $gte: 1 } } } },
});
const check = (path: string, ...more: string[]) => covey(['check', path, ...more]);

interface Findings {
  readonly ok: boolean;
  readonly errors: readonly {
    readonly path: readonly (string | number)[];
    readonly line: number;
    readonly column: number;
    readonly message: string;
  }[];
}

describe('covey check', () => {
  it('accepts good definitions', async () => {
    const { code, out } = await check(fileWith('good.json', JSON.stringify(good)));
    expect(out).toContain('0 errors');
    expect(code).toBe(0);
  });

  it('names file, line and column of an error', async () => {
    const text = JSON.stringify(good, null, 2).replace('"30d"', '"30 days"');
    const line = text.split('\n').findIndex((each) => each.includes('30 days')) + 1;
    const column = text.split('\n')[line - 1]!.indexOf('"30 days"') + 1;
    const { code, out } = await check(fileWith('bad.json', text));
    expect(code).toBe(1);
    expect(out).toContain(`bad.json:${line}:${column}  error`);
    expect(out).toContain('metrics.orders.within');
  });

  it('reports as JSON for other tools', async () => {
    const text = JSON.stringify(good, null, 2).replace('metric.orders', 'metric.order');
    const { code, out } = await check(fileWith('bad.json', text), '--json');
    expect(code).toBe(1);
    const { ok, errors } = JSON.parse(out) as Findings;
    expect(ok).toBe(false);
    const [error] = errors;
    expect(error!.path.slice(0, 3)).toEqual(['segments', 'buyer', 'when']);
    expect(text.split('\n')[error!.line - 1]).toContain('metric.order');
    expect(error!.message).toContain('order');
  });

  it('says in plain words what definitions without errors mean', async () => {
    const path = fileWith('good.json', JSON.stringify(good));
    const { code, out } = await check(path, '--explain');
    expect(code).toBe(0);
    expect(out).toContain(
      '\nSegments\n“buyer”\n  - Bought something at least once in the last 30 days\n',
    );
    expect(out.trimEnd().split('\n').at(-1)).toContain('0 errors');
    const german = await check(path, '--explain', '--language', 'de', '--json');
    expect(JSON.stringify(JSON.parse(german.out))).toContain(
      '"Hat in den letzten 30 Tagen mindestens einmal etwas gekauft"',
    );
    const spoken = await check(path, '--language', 'de');
    expect(spoken.out).toContain('mindestens einmal etwas gekauft');
    const other = await check(path, '--explain', '--language', 'xx');
    expect(other.code).toBe(2);
    const bad = JSON.stringify(good).replace('metric.orders', 'metric.order');
    const refused = await check(fileWith('bad.json', bad), '--explain');
    expect([refused.code, refused.out.includes('Segments')]).toEqual([1, false]);
  });

  it('points to what is no JSON, and to members named twice', async () => {
    const broken = await check(fileWith('broken.json', '{\n  "covey": 1\n  "site": "x"\n}'));
    expect(broken.code).toBe(1);
    expect(broken.out).toContain(
      'broken.json:3:3  error  A comma is expected here, before what follows.',
    );
    const twice = await check(fileWith('twice.json', '{\n  "covey": 1,\n  "covey": 1\n}'));
    expect(twice.code).toBe(1);
    expect(twice.out).toContain('twice.json:3:3  error  "covey" is there twice');
    expect((await check(fileWith('empty.json', ''))).out).toContain('The file is empty.');
  });

  it.each([
    ['a backslash that is not doubled', '{\n "a": "\\.pdf$"\n}', '2:7', /written twice: \\\\/],
    ['a text that is not closed', '{\n "a": "b\n}', '2:7', /not closed/],
    ['a tab in a text', '{ "a": "b\tc" }', '1:8', /\\t/],
    ['a comment that is not closed', '/* {', '1:1', /\*\//],
    ['quotes of another language', "{ 'a': 1 }", '1:3', /double quotes/],
    ['nothing but blank lines', '\n\n', '1:1', /empty/],
    ['two documents', '{}\r\n{}', '2:1', /should end here/],
    ['what no parser should try', '{"a":'.repeat(100_000), '1:1001', /Nested deeper/],
  ])('says once what is wrong with %s', async (_, text, place, message) => {
    const { code, out } = await check(fileWith('broken.json', text));
    expect(code).toBe(1);
    expect(out).toContain(`broken.json:${place}  error`);
    expect(out).toMatch(message);
    expect(out).toMatch(/ \[(not-json|too-deep)\]\n/);
    expect(out).toContain('1 error,');
  });

  it('counts lines and columns behind a byte order mark, CRLF, tabs and comments', async () => {
    const text = JSON.stringify(good, null, '\t')
      .replace('"metric.orders"', '/* é😀 */ "metric.order"')
      .replaceAll('\n', '\r\n');
    const { out } = await check(fileWith('windows.jsonc', `\uFEFF${text}`));
    const line = text.split('\r\n').findIndex((each) => each.includes('metric.order"')) + 1;
    const column = text.split('\r\n')[line - 1]!.indexOf('"metric.order"') + 1;
    expect(out).toContain(`windows.jsonc:${line}:${column}  error`);
  });

  it('reads comments, trailing commas, standard input and modules', async () => {
    const jsonc = `// Hazel\n${JSON.stringify(good).replace(/\}$/, ',}')}`;
    expect((await check(fileWith('good.jsonc', jsonc))).code).toBe(0);
    expect((await covey(['check', '-'], { input: JSON.stringify(good) })).code).toBe(0);
    for (const [name, text] of [
      ['a.ts', `export default ${JSON.stringify(good)} satisfies object;`],
      ['b.mjs', `export const definitions = ${JSON.stringify(good)};`],
    ] as const) {
      expect((await check(fileWith(name, text))).code, name).toBe(0);
    }
    expect((await check(fileWith('c.ts', 'export const x = 1;'))).err).toContain(
      'exports no definitions',
    );
    expect((await check(fileWith('d.ts', 'throw new Error("on purpose");'))).err).toContain(
      'on purpose',
    );
  });

  it('says so when the file is not there, or is none', async () => {
    const missing = await check('no-such-file.json');
    expect(missing.code).toBe(1);
    expect(missing.err).toContain('There is no file no-such-file.json.');
    expect((await check(temporaryFolder())).err).toContain('is a folder');
    expect((await covey(['check'])).code).toBe(2);
  });
});

describe('covey init', () => {
  it('writes definitions that the checker accepts', async () => {
    const cwd = temporaryFolder();
    expect((await covey(['init', '--site', 'hazel.example'], { cwd })).code).toBe(0);
    const { code, out } = await covey(['check', 'segments.jsonc'], { cwd });
    expect(out).toContain('0 errors, 0 warnings');
    expect(code).toBe(0);
    const again = await covey(['init', '--site', 'hazel.example'], { cwd });
    expect(again.code).toBe(1);
    expect(again.err).toContain('not overwritten');
    expect(again.err).toContain('covey init other.jsonc --site hazel.example');
    expect(again.err).not.toContain('--out');
  });

  it('names as next what can be done next, up to publishing', async () => {
    const folder = temporaryFolder();
    const within = (name: string) => (/^[\w-]+\.json$/.test(name) ? join(folder, name) : name);
    const first = join(folder, 'segments.jsonc');
    const { out } = await covey(['init', first, '--site', 'hazel.example']);
    const next = [...out.matchAll(/^ {2}covey (.*)$/gm)].map(([, args = '']) =>
      args
        .replace(/^keygen$/, 'keygen --out covey-key.json')
        .split(' ')
        .map(within),
    );
    expect(next.at(-1)?.[0]).toBe('publish');
    for (const args of next.slice(0, -1))
      expect([args, (await covey(args)).code]).toEqual([args, 0]);
    expect(existsSync(next.at(-1)?.[1] ?? '')).toBe(true);
  });

  it('wants a host name', async () => {
    const { code, err } = await covey(['init', '--site', 'https://hazel.example/']);
    expect(code).toBe(2);
    expect(err).toContain('hazel.example');
  });
});

describe('covey', () => {
  it('helps with examples, for itself and for each command', async () => {
    const { code, out } = await covey(['--help']);
    expect(code).toBe(0);
    for (const command of [
      'init',
      'check',
      'simulate',
      'plan',
      'keygen',
      'sign',
      'publish',
      'stats',
    ]) {
      expect(out).toContain(`  ${command}`);
      const help = await covey([command, '--help']);
      expect(help.code).toBe(0);
      expect(help.out, command).toMatch(/Examples?:\n {2}\S/);
    }
  });

  it('ends with 2 when misused', async () => {
    expect((await covey(['no-such-command'])).code).toBe(2);
    expect((await covey(['sign'])).code).toBe(2);
  });

  const built = join(root, 'dist/cli.js');
  it.skipIf(!existsSync(built))('runs as built, too', () => {
    const { stdout, stderr } = spawnSync(process.execPath, [built, '--version'], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(stdout.trim()).toBe(version);
  });
});
