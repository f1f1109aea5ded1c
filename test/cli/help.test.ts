import { describe, expect, it } from 'vitest';
import { OTHERS, TASKS } from '../../cli/help/index.ts';
import { createProgram } from '../../cli/program.ts';
import { run } from '../../cli/run.ts';
import { createTerminal } from '../../cli/terminal.ts';
import { covey } from './helpers.ts';

const silent = { write: () => {}, colors: false };
const program = createProgram(createTerminal(silent, silent));

async function inTerminal(args: readonly string[], columns: number, colors = false) {
  let [out, err] = ['', ''];
  const terminal = createTerminal(
    { write: (text) => (out += text), colors },
    { write: (text) => (err += text), colors },
    columns,
  );
  const code = await run(args, terminal);
  return { code, out, err };
}

describe('covey help', () => {
  it('lists every command once, under its task, with a line', async () => {
    const { out, code } = await covey(['help']);
    expect(code).toBe(0);
    const listed = [...out.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual(program.commands.map((each) => each.name()).toSorted());
    for (const { title } of TASKS) expect(out).toContain(`\n${title}:\n`);
    for (const each of program.commands) expect(each.summary(), each.name()).not.toBe('');
    const named = [...TASKS.flatMap(({ commands }) => commands), ...OTHERS];
    expect(new Set(named).size).toBe(named.length);
  });

  it('shows a task by its name or a word of it: its commands, and what to type', async () => {
    for (const { name, title, steps } of TASKS) {
      const { out, code } = await covey(['help', name]);
      expect([code, out.startsWith(title)], name).toEqual([0, true]);
      for (const step of steps) expect(out).toContain(`\n  ${step}\n`);
    }
    expect((await covey(['help', 'operate'])).out).toContain('Publish and operate');
  });

  it('types what there is: every step of a task is a command with options that it has', () => {
    for (const step of TASKS.flatMap(({ steps }) => steps)) {
      const [, name = '', ...rest] = step.replace(/ \|.*/, '').split(' ');
      const outer = program.commands.find((each) => each.name() === name);
      const command = outer?.commands.find((each) => each.name() === rest[0]) ?? outer;
      const known = command?.options.map(({ long }) => long) ?? [];
      expect(command, step).toBeDefined();
      for (const word of rest.filter((each) => each.startsWith('--')))
        expect(known, step).toContain(word);
    }
  });

  it('shows a command, and one within another; no command is called as a task is', async () => {
    expect((await covey(['help', 'sign'])).out).toContain('Usage: covey sign');
    expect((await covey(['help', 'token', 'rotate'])).out).toContain('--overlap');
    const names = program.commands.map((each) => each.name());
    for (const { name } of TASKS) expect(names).not.toContain(name);
  });

  it('names the nearest where there is no such command or task', async () => {
    const command = await covey(['chek']);
    expect([command.code, command.err]).toEqual([2, expect.stringContaining('check')]);
    const word = await covey(['help', 'simulat']);
    expect([word.code, word.err]).toEqual([2, expect.stringContaining('covey help simulate')]);
    const far = await covey(['help', 'zzzzzz']);
    expect([far.code, far.err]).toEqual([2, expect.stringContaining('"covey help" lists all.')]);
  });

  it('keeps within the terminal, and has no styles where there are no colours', async () => {
    for (const columns of [60, 100]) {
      const { out } = await inTerminal(['help', 'simulate'], columns);
      // What is to be typed stays on one line.
      const prose = out.slice(0, out.indexOf('Examples:')).split('\n').slice(1);
      for (const line of prose) expect(line.length, line).toBeLessThanOrEqual(columns);
      expect(out).not.toContain('\u001b');
    }
    expect((await inTerminal(['help'], 80, true)).out).toContain('\u001b[1mStart:\u001b[22m');
  });
});

describe('covey deploy', () => {
  it('says what to type where the Worker’s package is not installed', async () => {
    const { code, out, err } = await covey(['deploy', '--first'], { cwd: '/' });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('npx @covey-segments/edge init');
    expect(err).toContain('covey publish');
  });
});
