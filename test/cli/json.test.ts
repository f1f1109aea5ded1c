import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../cli/failure.ts';
import { FAILURE, SHAPES } from '../../cli/json/index.ts';
import { createProgram } from '../../cli/program.ts';
import { createTerminal } from '../../cli/terminal.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const silent = { write: () => {}, colors: false };
const program = createProgram(createTerminal(silent, silent));

/** Commands that do something, by the words after `covey`. */
const leaves = (command: Command, before: readonly string[] = []): [string[], Command][] =>
  command.commands.flatMap((each): [string[], Command][] => {
    const words = [...before, each.name()];
    return each.commands.length > 0 ? leaves(each, words) : [[words, each]];
  });
const COMMANDS = leaves(program).map(([words, command]) => ({
  name: words.join(' '),
  words,
  command,
}));

/** What is no good, for any argument or option that takes a value. */
function wrong(flags: string, choices: readonly string[] | undefined): string {
  if (choices?.[0] !== undefined) return choices.includes('bash') ? 'no-shell' : choices[0];
  if (/url/.test(flags)) return 'http://127.0.0.1:9';
  if (/host|site/.test(flags)) return 'hazel.example';
  if (/<n>|days|hours|seconds|version/.test(flags)) return '1';
  return join('/no/such/folder', 'file.json');
}

const failureOf = (out: string) => FAILURE.parse(JSON.parse(out)).error;

describe.each(COMMANDS)('covey $name', ({ name, words, command }) => {
  it('has --json, and a shape for it', () => {
    expect(command.options.map(({ long }) => long)).toContain('--json');
    expect(Object.keys(SHAPES)).toContain(name);
  });

  it('tells misuse in JSON', async () => {
    const { code, out, err } = await covey([...words, '--no-such-option', '--json']);
    // What it does not know goes on to wrangler.
    const isPassedOn = name === 'deploy';
    expect(code).toBe(isPassedOn ? 1 : 2);
    expect(failureOf(out)).toMatchObject({ code: isPassedOn ? 'missing' : 'usage' });
    expect(err).not.toBe('');
  });

  it('tells a failure in JSON, with the exit code that it has without', async () => {
    const given = [
      ...command.registeredArguments.map((argument) =>
        wrong(argument.name(), argument.argChoices ?? undefined),
      ),
      ...command.options
        .filter(({ mandatory, flags }) => mandatory || /<(file|path)>|--key|--token/.test(flags))
        .flatMap((option) => [
          option.long ?? option.short ?? '',
          wrong(option.flags, option.argChoices ?? undefined),
        ]),
    ];
    const plain = await covey([...words, ...given]);
    const { code, out, err } = await covey([...words, ...given, '--json']);
    expect([code, plain.out], plain.err).toEqual([plain.code, '']);
    expect(code).toBeGreaterThan(0);
    const { message, hints } = failureOf(out);
    for (const line of [message, ...hints]) expect(err).toContain(line);
  });
});

it('no shape is left of a command that is gone', () => {
  expect(Object.keys(SHAPES).toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
});

it('an option that is nearly right is told with the right one', async () => {
  const { out } = await covey(['check', 'x.json', '--json', '--jsom']);
  expect(failureOf(out)).toEqual({
    code: 'usage',
    message: "unknown option '--jsom'",
    hints: ['Did you mean --json?'],
  });
  const missing = await covey(['token', '--json']);
  expect([missing.code, failureOf(missing.out).code]).toEqual([2, 'usage']);
});

it('a failure with places has each of them', async () => {
  const file = fileWith('bad.json', '{\n  "covey": 1,\n  "site": "hazel.example"\n}');
  const { out } = await covey(['types', file, '--json']);
  const { code, issues } = failureOf(out);
  expect(code).toBe('definitions');
  expect(issues?.[0]).toEqual({
    code: expect.any(String) as string,
    path: expect.any(Array) as unknown,
    file,
    line: expect.any(Number) as number,
    column: expect.any(Number) as number,
    message: expect.any(String) as string,
  });
});

it('every kind of failure is in the list once, in words', () => {
  expect(Object.keys(ERROR_CODES)).toEqual(FAILURE.shape.error.shape.code.options);
});

describe('an answer', () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  const definitions = () =>
    JSON.stringify(
      definitionsOf({
        metrics: { orders: { count: 'purchase', within: '30d' } },
        segments: {
          buyer: { name: 'Buyers', when: { 'metric.orders': { $gte: 1 } }, count: true },
        },
      }),
    );
  const token = { id: '0123456789ab', scope: 'counts', label: '', created: '2026-01-01T00:00:00Z' };
  let envelope: Buffer;
  let key: { kid: string; x: string };
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    const path = url.replace(/\?.*/, '').replace('/v1/sites/hazel.example', '');
    const answers: { readonly [route: string]: unknown } = {
      'GET /audit': { site: 'hazel.example', registered: [key], listed: null, entries: [] },
      'PUT /definitions': { version: 1, hash: 'h', warnings: [{ path: ['keys'], message: 'x' }] },
      'POST /tokens': { ...token, expires: null, used: null, token: 'secret' },
      'POST /tokens/0123456789ab': { ...token, expires: null, used: null, token: 'secret' },
      'GET /tokens': { site: 'hazel.example', tokens: [{ ...token, expires: null, used: null }] },
      'DELETE /tokens/0123456789ab': { id: token.id },
    };
    request.resume();
    if (`${method} ${path}` === 'GET /definitions') return void response.end(envelope);
    const answer = answers[`${method} ${path}`];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(answer ?? { error: { code: 'not-found', message: 'There is nothing.' } }),
    );
  });
  let edge: readonly string[];
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    edge = ['--edge', `http://127.0.0.1:${port}`, '--token', 't'];
    mkdirSync(at('sub'));
    key = JSON.parse(
      (await covey(['keygen', '--out', at('key.json'), '--json'])).out,
    ) as typeof key;
    const signed = await covey([
      'sign',
      fileWith('segments.json', definitions()),
      '--key',
      at('key.json'),
      '--out',
      at('envelope.json'),
      '--json',
    ]);
    expect(JSON.parse(signed.out)).toMatchObject({ complete: true, envelope: null });
    envelope = readFileSync(at('envelope.json'));
  });
  afterAll(() => void server.close());

  const log = () => fileWith('log.csv', 'visitor,time,event\n1,2026-03-01,purchase\n');
  const site = ['--site', 'hazel.example'];
  const cases: readonly [string, () => readonly string[]][] = [
    ['help', () => ['help']],
    ['help, a task', () => ['help', 'operate']],
    ['help, a command', () => ['help', 'token', 'create']],
    ['completion', () => ['completion', 'fish']],
    ['init', () => ['init', at('first.jsonc'), ...site]],
    ['add, the list', () => ['add']],
    ['add', () => ['add', 'cart-abandoner']],
    ['check', () => ['check', fileWith('segments.json', definitions())]],
    [
      'simulate',
      () => [
        'simulate',
        '--definitions',
        fileWith('a.json', definitions()),
        '--events',
        log(),
        '--over-time',
        '1d',
      ],
    ],
    ['sql', () => ['sql', fileWith('a.json', definitions())]],
    ['types', () => ['types', fileWith('a.json', definitions())]],
    [
      'types, into a file',
      () => ['types', fileWith('a.json', definitions()), '--out', at('ids.d.ts')],
    ],
    ['plan', () => ['plan', fileWith('a.json', definitions()), '--daily-visitors', '10000']],
    ['keygen', () => ['keygen', '--public', at('key.json')]],
    ['sign', () => ['sign', fileWith('a.json', definitions()), '--key', at('key.json')]],
    ['snippet', () => ['snippet', fileWith('a.json', definitions())]],
    [
      'diff',
      () => [
        'diff',
        fileWith('a.json', definitions()),
        fileWith('b.json', definitions().replace('30d', '7d')),
      ],
    ],
    ['renew', () => ['renew', fileWith('a.json', definitions())]],
    ['publish', () => ['publish', at('envelope.json'), ...edge]],
    ['status', () => ['status', at('envelope.json')]],
    ['get', () => ['get', ...site, ...edge.slice(0, 2)]],
    ['get, into a file', () => ['get', ...site, ...edge.slice(0, 2), '--out', at('got.json')]],
    ['audit', () => ['audit', ...site, ...edge]],
    ['token create', () => ['token', 'create', '--scope', 'counts', ...site, ...edge]],
    ['token rotate', () => ['token', 'rotate', token.id, ...site, ...edge]],
    ['token list', () => ['token', 'list', ...site, ...edge]],
    ['token revoke', () => ['token', 'revoke', token.id, ...site, ...edge]],
  ];
  it.each(cases)('of %s is one document of its shape', async (_, args) => {
    // The helper holds what is printed against the shape.
    const { code, out, err } = await covey([...args(), '--json']);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).not.toHaveProperty('error');
  });

  it('of a Worker that refuses says with what', async () => {
    const { out, code } = await covey(['stats', ...site, ...edge, '--json']);
    expect(code).toBe(1);
    expect(failureOf(out)).toMatchObject({
      code: 'refused',
      worker: { status: 404, code: 'not-found' },
    });
  });
});
