import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ASK, SCRIPTS, SHELLS } from '../../cli/completion/index.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

/** What is offered where the cursor stands after these words. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { out, code } = await covey([ASK, '--', ...words]);
  expect(code).toBe(0);
  const [kind, ...lines] = out.trimEnd().split('\n');
  return kind === ':files' ? [kind] : lines.map((line) => line.split('\t')[0] ?? '');
}

const document = () =>
  fileWith(
    'segments.jsonc',
    `// ours\n${JSON.stringify(definitionsOf({ segments: { buyer: { name: 'Buyers', when: {} }, idle: { when: {} } } }))}`,
  );

describe('completion', () => {
  it('offers commands, and those within one', async () => {
    expect(await offered('')).toEqual(expect.arrayContaining(['init', 'check', 'token', 'help']));
    expect(await offered('si')).toEqual(['simulate', 'sign']);
    expect(await offered('token', 'r')).toEqual(['rotate', 'revoke']);
  });

  it('offers options that are not there yet, and again those that may be given again', async () => {
    const after = await offered('sign', 'segments.jsonc', '--out', 'x', '--');
    expect(after).toContain('--key');
    expect(after).not.toContain('--out');
    expect(await offered('sign', 'a', '--key', 'k', '--ke')).toEqual(['--key']);
    expect(await offered('check', '--js')).toEqual(['--json']);
    expect(await offered('check', '--', '--js')).toEqual([':files']);
  });

  it('offers the values of closed lists, apart and after "="', async () => {
    expect(await offered('token', 'create', '--scope', '')).toEqual(['counts', 'publish', 'admin']);
    expect(await offered('token', 'create', '--scope=pu')).toEqual(['--scope=publish']);
    expect(await offered('import', 'm')).toEqual(['mixpanel', 'matomo']);
    expect(await offered('simulate', '--engine', 'd')).toEqual(['duckdb']);
  });

  it('offers the segments and metrics of the definitions that were named before', async () => {
    const file = fileWith(
      'segments.json',
      '{"metrics":{"spend":{}},"segments":{"rich":{},"poor":{}}}',
    );
    const before = ['analyse', '--definitions', file];
    expect(await offered(...before, '--compare', '')).toEqual(['rich', 'poor']);
    expect(await offered(...before, '--compare', 'rich', 'p')).toEqual(['poor']);
    expect(await offered(...before, '--compare', 'rich', '--met')).toEqual(['--metric']);
    expect(await offered(...before, '--metric', '')).toEqual(['spend']);
    expect(await offered('analyse', '--metric', '')).toEqual([]);
  });

  it('offers files where a file is meant, and nothing where nobody can know', async () => {
    for (const words of [
      ['check', ''],
      ['import', 'ga4', ''],
      ['sign', '--key', ''],
      ['types', '-o', ''],
      ['sign', 'a', '--key='],
    ])
      expect(await offered(...words), words.join(' ')).toEqual([':files']);
    expect(await offered('init', '--site', '')).toEqual([]);
    expect(await offered('no-such', 'x', '')).toEqual([]);
  });

  it('offers ids of segments: the ready ones, and those of the document', async () => {
    expect(await offered('add', 'cart-ab')).toEqual(['cart-abandoner']);
    expect(await offered('add', 'cart-abandoner', 'cart-ab')).toEqual([]);
    expect(await offered('plan', document(), '--share', '')).toEqual(['buyer=', 'idle=']);
    expect(await offered('plan', '/no/such/file', '--share', '')).toEqual([]);
    expect(await offered('plan', fileWith('x.json', '{ "segments": ['), '--share', '')).toEqual([]);
  });

  // A file, by what it says of itself, that gives an error when it is read.
  it.skipIf(!existsSync('/proc/self/mem'))(
    'offers nothing where a file cannot be read',
    async () => {
      expect(await offered('plan', '/proc/self/mem', '--share', '')).toEqual([]);
    },
  );

  it('offers no text of a file that can be no id', async () => {
    const segments = { buyer: {}, 'x;echo': {}, 'a b': {}, $x: {}, '-x': {}, 'n\nl': {} };
    const file = fileWith('x.json', JSON.stringify({ segments }));
    expect(await offered('plan', file, '--share', '')).toEqual(['buyer=']);
    expect(await offered('plan', file, '--share=')).toEqual(['--share=buyer=']);
  });

  it('offers tasks and commands to help', async () => {
    expect(await offered('help', 'publish')).toEqual(['publish-and-operate', 'publish']);
    expect(await offered('help', 'token', 'cr')).toEqual(['create']);
  });
});

/** A folder with a `covey` that answers what the command line answers to these words, and to nothing else. */
async function installed(asked: readonly (readonly string[])[]): Promise<string> {
  const folder = temporaryFolder();
  const all = [
    ...SHELLS.map((each) => ['completion', each]),
    ...asked.map((words) => [ASK, '--', ...words]),
  ];
  const cases: string[] = [];
  for (const [at, args] of all.entries()) {
    writeFileSync(join(folder, `${at}`), (await covey(args)).out);
    cases.push(`'${args.join('|')}|') exec cat '${join(folder, `${at}`)}' ;;`);
  }
  const program = join(folder, 'covey');
  writeFileSync(
    program,
    `#!/bin/sh\ncase "$(printf '%s|' "$@")" in\n${cases.join('\n')}\n*) exit 1 ;;\nesac\n`,
  );
  chmodSync(program, 0o755);
  return folder;
}

async function shell(
  program: string,
  args: readonly string[],
  script: string,
  asked: readonly (readonly string[])[],
): Promise<string> {
  const { stdout, stderr } = spawnSync(program, [...args, script], {
    encoding: 'utf8',
    env: {
      PATH: `${await installed(asked)}:${process.env['PATH'] ?? ''}`,
      HOME: temporaryFolder(),
    },
  });
  expect(stderr).toBe('');
  return stdout;
}
const has = (program: string): boolean => !spawnSync(program, ['--version']).error;

describe('in a shell', () => {
  it('covey completion prints the script of each, also as JSON', async () => {
    for (const each of SHELLS) {
      expect((await covey(['completion', each])).out).toBe(SCRIPTS[each]);
      const { out } = await covey(['completion', each, '--json']);
      expect(JSON.parse(out)).toEqual({ shell: each, script: SCRIPTS[each] });
    }
    const unknown = await covey(['completion', 'tcsh']);
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('bash, zsh, fish')]);
  });

  it.skipIf(!has('bash'))('bash completes words that it broke at "=" and ":", too', async () => {
    const lines = [
      ['covey si', 'covey si', 1],
      ['covey token create --scope=co', 'covey token create --scope = co', 5],
      ['covey token create --scope=', 'covey token create --scope =', 4],
      [
        'covey get --edge https://edge.example --si',
        'covey get --edge https : //edge.example --si',
        6,
      ],
      ['covey check ', 'covey check ""', 2],
    ] as const;
    const asked = lines.map(
      ([line, words, at]) =>
        `COMP_LINE='${line}' COMP_WORDS=(${words}) COMP_CWORD=${at}; _covey covey; echo "[\${COMPREPLY[*]}]"`,
    );
    const out = await shell(
      'bash',
      ['-c'],
      `eval "$(covey completion bash)"\ncomplete -p covey\n${asked.join('\n')}`,
      [
        ['si'],
        ['token', 'create', '--scope=co'],
        ['token', 'create', '--scope='],
        ['get', '--edge', 'https://edge.example', '--si'],
        ['check', ''],
      ],
    );
    expect(out.trimEnd().split('\n')).toEqual([
      'complete -o default -F _covey covey',
      '[simulate sign]',
      '[counts]',
      '[counts publish admin]',
      '[--site]',
      '[]',
    ]);
  });

  it.skipIf(!has('bash'))('bash quotes whatever it puts on the command line', () => {
    const { stdout, stderr } = spawnSync('bash', [
      '-c',
      `${SCRIPTS.bash}
      answer() { printf '%s\\t\\n' :words 'x;echo' 'a b' buyer=; }
      COMP_LINE='covey ' COMP_WORDS=(covey '') COMP_CWORD=1; _covey answer; printf '[%s]' "\${COMPREPLY[@]}"`,
    ]);
    expect([String(stdout), String(stderr)]).toEqual(['[x\\;echo][a\\ b][buyer=]', '']);
  });

  it.skipIf(!has('fish'))('fish completes, with what each word is', async () => {
    const out = await shell(
      'fish',
      ['--no-config', '-c'],
      `covey completion fish | source; complete -C 'covey token create --scope c'; complete -C 'covey sim'`,
      [['token', 'create', '--scope', 'c'], ['sim']],
    );
    expect(out).toMatch(/^counts\s*\nsimulate\ttry definitions/);
  });

  it.skipIf(!has('zsh'))('zsh reads the script, and asks for what was typed', async () => {
    const out = await shell(
      'zsh',
      ['-f', '-c'],
      `compdef() { print "$@"; }; eval "$(covey completion zsh)"
      _describe() { print -l -- "\${(@P)2}" }
      words=(covey token create --scope c) CURRENT=5 PREFIX=c; _covey`,
      [['token', 'create', '--scope', 'c']],
    );
    expect(out).toBe('_covey covey\ncounts:\n');
  });
});
