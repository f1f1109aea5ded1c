import { describe, expect, it } from 'vitest';
import { table } from '../../cli/table.ts';
import { createTerminal } from '../../cli/terminal.ts';
import { covey, definitionsOf, fileWith } from './helpers.ts';

function terminal(colors: boolean) {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  return { ...createTerminal({ write, colors }, { write, colors }), written };
}

const HOSTILE = '\u001b[2J\u001b]0;title\u0007\u009b31m\r\u0008\u007f\u202etxt\u2028';
const SHOWN = '\\u001b[2J\\u001b]0;title\\u0007\\u009b31m\\u000d\\u0008\\u007f\\u202etxt\\u2028';

describe('what reaches the terminal', () => {
  it('holds control characters as text, and in JSON the same text', () => {
    for (const colors of [true, false]) {
      const { out, note, written } = terminal(colors);
      out(HOSTILE);
      note(HOSTILE);
      expect(written).toEqual([`${SHOWN}\n`, `${SHOWN}\n`]);
    }
    const { out, written } = terminal(false);
    out(JSON.stringify({ name: HOSTILE }));
    expect(JSON.parse(written[0] ?? '')).toEqual({ name: HOSTILE });
  });

  it('is styled by us alone', () => {
    const { out, style, written } = terminal(true);
    out(`${style.red(`a\u001b[1mb`)} ${style.bold('c')} \u001b[31m`);
    expect(written).toEqual([
      '\u001b[31ma\\u001b[1mb\u001b[39m \u001b[1mc\u001b[22m \\u001b[31m\n',
    ]);
  });

  it('keeps a table in line, whatever a cell holds', () => {
    const { out, style, written } = terminal(true);
    out(
      table(
        [{ title: 'One' }, { title: 'Two' }],
        [
          ['a\nb', style.red('x')],
          ['c', 'y'],
        ],
        style.bold,
      ),
    );
    expect(written).toEqual([
      '\u001b[1mOne       Two\u001b[22m\na\\u000ab  \u001b[31mx\u001b[39m\nc         y\n',
    ]);
  });

  it('is clean in every command: names, cells, arguments', async () => {
    // oxlint-disable-next-line no-control-regex -- what must not be there
    const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
    const name = '\u001b]0;owned\u0007';
    const definitions = fileWith(
      'segments.json',
      JSON.stringify(
        definitionsOf({
          metrics: { views: { count: `view${name}` } },
          segments: { viewer: { name, when: { 'metric.views': { $gte: 1 } } } },
        }),
      ),
    );
    const log = fileWith('log.csv', `visitor,time,event\n1,${name},x\n`);
    const good = fileWith('log.csv', `visitor,time,event${name}\n1,2026-03-01,x\n`);
    for (const args of [
      ['check', definitions],
      ['sql', definitions],
      ['plan', definitions],
      ['simulate', '--definitions', definitions, '--events', log],
      ['simulate', '--definitions', definitions, '--events', good],
      ['simulate', `--no-such${name}`],
      ['check', `/no/such/file${name}`],
      [name],
    ]) {
      const { out, err } = await covey(args);
      expect(out + err, args.join(' ')).not.toMatch(control);
      expect(out + err).not.toBe('');
    }
  });
});
