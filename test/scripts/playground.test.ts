import { describe, expect, it } from 'vitest';
import { DEFINITIONS, LOGS } from '../../docs/site/playground/samples.ts';
import { MAX_ROWS, play } from '../../docs/site/playground/run.ts';
import { covey, fileWith } from '../cli/helpers.ts';

const now = Date.parse('2026-11-24T00:00:00Z');
const errors = (definitions: string, log = LOGS[0]?.text ?? '') =>
  play(definitions, log, now)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ text }) => text);
const buyers =
  '{ "metrics": { "n": { "count": "purchase" } }, "segments": { "buyer": { "when": { "metric.n": { "$gte": 1 } } } } }';

describe('the playground', () => {
  it.each(DEFINITIONS.flatMap((one) => LOGS.map((log) => [one.name, log.name, one, log] as const)))(
    'runs its own samples without a finding: %s, %s',
    (_, __, { text }, log) => {
      const { problems, visitors } = play(text, log.text, now);
      expect(problems).toEqual([]);
      expect(visitors.length).toBeGreaterThan(0);
      for (const { answers } of visitors)
        for (const { why } of answers) expect(why.length).toBeGreaterThan(10);
    },
  );

  it('has a member and one who is none in each sample of definitions', () => {
    for (const { name, text } of DEFINITIONS) {
      const answers = LOGS.flatMap(({ text: log }) => play(text, log, now).visitors).map(
        (visitor) => visitor.answers[0]?.member,
      );
      expect([name, answers.includes(true), answers.includes(false)]).toEqual([name, true, true]);
    }
  });

  it('answers as the engine does, with reasons', () => {
    const { visitors } = play(buyers, LOGS[0]?.text ?? '', now);
    expect(Object.fromEntries(visitors.map(({ id, answers }) => [id, answers[0]?.member]))).toEqual(
      { anna: true, ben: false, cleo: true, dora: false },
    );
    expect(visitors[0]).toMatchObject({ id: 'anna', events: 5, metrics: { n: 2 } });
    expect(visitors[0]?.answers[0]?.why).toMatch(/^In since /);
  });

  it('says of each sample what the command line says of the same log', async () => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    for (const [at, { text }] of DEFINITIONS.entries()) {
      const head = `{ "covey": 1, "site": "shop.example", "version": 1, "currency": "EUR", "issued": "${day(-1)}", "expires": "${day(60)}",`;
      const definitions = fileWith('segments.jsonc', text.replace('{', head));
      for (const { text: log } of LOGS) {
        const events = fileWith(log.startsWith('{') ? 'log.ndjson' : 'log.csv', log);
        const { out } = await covey([
          'simulate',
          '--definitions',
          definitions,
          '--events',
          events,
          '--complete',
          '--json',
        ]);
        const simulated = JSON.parse(out) as {
          readonly at: string;
          readonly segments: { readonly [id: string]: object };
        };
        const played = play(text, log, now);
        const sizes = Object.fromEntries(
          Object.keys(simulated.segments).map((id) => {
            const all = played.visitors.map(
              ({ answers }) => answers.find((answer) => answer.id === id)?.member,
            );
            const count = (wanted: boolean | null) => all.filter((one) => one === wanted).length;
            return [id, { members: count(true), unknown: count(null) }];
          }),
        );
        expect([at, played.at, sizes]).toEqual([at, simulated.at, simulated.segments]);
      }
    }
  });

  it('takes CSV with commas, semicolons and tabs, and lines of JSON with properties inside or beside', () => {
    const sum =
      '{ "metrics": { "n": { "sum": "purchase.value" } }, "segments": { "rich": { "when": { "metric.n": { "$gte": 10 } } } } }';
    for (const log of [
      'visitor,time,event,value\na,2026-11-02,purchase,10',
      'event;value;time;visitor\r\npurchase;10;2026-11-02 10:00;a\r\n',
      'visitor\ttime\tevent\tvalue\na\t1793613600\tpurchase\t10',
      '{"visitor":"a","time":"2026-11-02","event":"purchase","value":10}',
      '{"visitor":"a","time":1793613600000,"event":"purchase","properties":{"value":10}}',
    ])
      expect([log, play(sum, log, now).visitors[0]?.answers[0]?.member]).toEqual([log, true]);
  });

  it('says what is wrong, and where, and has then no answers', () => {
    expect(errors('{ "segments": {\n "a": { "when": { "metric.x": 1 } } } }')[0]).toMatch(
      /^line 2: /,
    );
    expect(errors('{ "segments": ')[0]).toMatch(/^line 1: /);
    expect(errors('[]').length).toBeGreaterThan(0);
    expect(errors('null').length).toBeGreaterThan(0);
    expect(errors(buyers, 'visitor,time,event\na,01.02.2026,purchase')[0]).toContain('line 2');
    expect(errors(buyers, 'visitor,event\na,purchase')[0]).toContain('time');
    expect(errors(buyers, '{"visitor":"a"')[0]).toContain('not JSON');
    expect(errors(buyers, 'a,"b\nc')[0]).toContain('not closed');
    const many = `visitor,time,event\n${'a,2026-11-02,purchase\n'.repeat(MAX_ROWS + 1)}`;
    expect(errors(buyers, many)[0]).toContain('20,000');
    expect(play(buyers, '', now)).toEqual({ problems: [], at: null, visitors: [] });
  });
});
