import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../cli/simulate/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { zoneOffsets } from '../../shared/logs/index.ts';
import { randomFrom } from '../../shared/random/index.ts';
import type { Answer, Request } from '../../worker/studio/preview/messages.ts';
import { sampled } from '../../worker/studio/preview/sample.ts';
import { cutDown, IN, UNKNOWN } from '../../shared/analysis/index.ts';
import { evaluate, prepare } from '../../worker/studio/preview/work/evaluation.ts';
import { type Asked, readLog } from '../../worker/studio/preview/work/read-log.ts';
import { createSession } from '../../worker/studio/preview/work/session.ts';
import { definitionsOf } from '../cli/helpers.ts';

const HOUR_MS = 3_600_000;
const start = Date.UTC(2026, 2, 27);
const ZONE = 'Europe/Berlin';
const offsetAt = zoneOffsets(ZONE) ?? (() => 0);

// Segments that hang on order, time alone, sessions, properties within lists, purchases told apart, and one another.
const definitions = definitionsOf({
  metrics: {
    count: { count: 'a', within: '2d' },
    sum: { sum: 'purchase.value' },
    pots: { count: 'purchase', where: { 'items.category': 'pots' } },
    recency: { since: 'a' },
    left: { sequence: [{ event: 'a' }, { not: 'purchase', for: '5h' }], within: '3d' },
    phone: { count: 'session_start', where: { device_type: 'phone' } },
    came: { count: 'enter:often' },
    absent: { count: 'refund' },
  },
  segments: {
    often: { when: { 'metric.count': { $gte: 2 } } },
    rich: { when: { 'metric.sum': { $gte: 60 } }, keep: '6h' },
    pots: { when: { 'metric.pots': { $gte: 1 } } },
    recent: { when: { 'metric.recency': { $lt: '7h' } } },
    left: { when: { 'metric.left': { $gte: 1 } } },
    phone: { when: { 'metric.phone': { $gte: 1 } } },
    landed: { when: { 'session.landing': '/x' } },
    again: { when: { 'metric.came': { $gte: 2 } }, exclude: { 'segment.recent': true } },
    refunded: { when: { 'metric.absent': { $gte: 1 } } },
    german: { when: { $or: [{ 'segment.rich': true }, { 'geo.country': 'DE' }] } },
  },
  groups: { tiers: { segments: ['rich', 'often'] } },
});
const ids = Object.keys(definitions.segments);

const rows = fc.array(
  fc.record({
    visitor: fc.oneof(
      fc.constantFrom('1', '2', '3', 'v"4', 'ü, 5'),
      fc.nat({ max: 30 }).map((number) => `v${number}`),
    ),
    hour: fc.oneof(fc.nat({ max: 80 }), fc.constantFrom(20, 21, 60)),
    event: fc.constantFrom('a', 'purchase', 'page_view'),
    value: fc.constantFrom(5, '49,90', 50, 'much', null),
    transaction_id: fc.constantFrom('t1', 't2', null),
    device_type: fc.constantFrom('phone', null),
    page_path: fc.constantFrom('/x', '/y'),
    items: fc.constantFrom(
      null,
      [{ category: 'pots' }],
      [{ category: 'tea' }, { category: 'pots' }],
    ),
    event_id: fc.constantFrom('1', '2', '3', null),
  }),
  { minLength: 1, maxLength: 50, size: 'max' },
);

const asked: Asked = { columns: {}, zone: ZONE };
const noProgress = () => {};
const linesOf = (log: readonly { readonly hour: number; readonly event: string }[]) =>
  log
    .map(({ hour, ...row }) => `${JSON.stringify({ ...row, time: start + hour * HOUR_MS })}\n`)
    .join('');

/** Who is in which segment, and of whom it is not known, as `covey simulate` says. */
async function simulated(text: string) {
  const held: string[] = [];
  const result = await simulate({
    definitions,
    input: { name: 'log', size: undefined, stream: () => Readable.from([Buffer.from(text)]) },
    at: null,
    stepMs: 7 * 24 * HOUR_MS,
    offsetAt,
    skipBad: true,
    onVisitor: (visitor, inside, unknown) => {
      for (const id of inside) held.push(`${id}: ${visitor}`);
      for (const id of unknown) held.push(`${id}? ${visitor}`);
    },
    startProgress: () => ({ update() {}, stop() {} }),
  });
  return { held: held.toSorted(), overTime: result.overTime };
}

/** The same by the preview, each segment for itself. */
async function previewed(text: string) {
  const taken = await readLog(new File([text], 'log'), asked, Infinity, noProgress);
  const read = { ...taken, offsetAt, complete: false };
  const held: string[] = [];
  const members: (readonly number[])[] = [];
  for (const id of ids) {
    const part = cutDown(definitions, `segment.${id}`).definitions;
    const evaluation = evaluate(prepare(part, read), [id], read, 7 * 24 * HOUR_MS);
    evaluation.go(() => false);
    evaluation.answers[0]?.forEach((answer, visitor) => {
      if (answer === IN) held.push(`${id}: ${taken.log.ids[visitor]}`);
      if (answer === UNKNOWN) held.push(`${id}? ${taken.log.ids[visitor]}`);
    });
    members.push(evaluation.overTime()?.members[0] ?? []);
  }
  return { held: held.toSorted(), members };
}

describe('the preview of a segment', () => {
  it('has the members that covey simulate says, and as many at each step, whatever the log', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (log) => {
        const text = linesOf(log);
        const { held, overTime } = await simulated(text);
        const found = await previewed(text);
        expect(found.held).toEqual(held);
        expect(found.members).toEqual(overTime?.members);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['beside a column', 'colour,', 'red,'],
    ['alone', '', ''],
  ])(
    'says the same where properties stand in one column of a CSV file, %s',
    async (_, name, value) => {
      const text = `visitor,time,event,${name}properties
a,2026-03-27T10:00:00Z,purchase,${value}"{""value"": 70}"
b,2026-03-27T10:00:00Z,purchase,${value}"{""value"": 5}"
`;
      const { held } = await simulated(text);
      expect(held).toContain('rich: a');
      expect((await previewed(text)).held).toEqual(held);
    },
  );

  it('says how many of those seen in a period were members when first seen in it, as asking each of them then', async () => {
    const DAY_MS = 24 * HOUR_MS;
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(rows, async (log) => {
        const taken = await readLog(new File([linesOf(log)], 'log'), asked, Infinity, noProgress);
        const read = { ...taken, offsetAt, complete: false };
        const { times, starts } = taken.log;
        const from = read.at - DAY_MS;
        for (const id of ['often', 'recent', 'came', 'again', 'german'].filter((one) =>
          ids.includes(one),
        )) {
          const { definitions: part } = cutDown(definitions, `segment.${id}`);
          const evaluation = evaluate(prepare(part, read), [id], read, null, DAY_MS);
          evaluation.go(() => false);
          if (from < read.first) {
            expect(evaluation.seenInPeriod()).toBe(null);
            continue;
          }
          const answers = taken.log.ids.flatMap((_, visitor) => {
            const own = times.slice(starts[visitor], starts[visitor + 1]);
            const seen = own.find((time) => time >= from);
            if (seen === undefined) return [];
            const at = Math.min(read.at, seen + 5000);
            return [
              prepare(part, { ...read, at })
                .engineOf(visitor)
                ?.member(id),
            ];
          });
          answered += answers.length;
          expect(evaluation.seenInPeriod()).toEqual({
            visitors: answers.length,
            members: answers.filter((one) => one === true).length,
            unknown: answers.filter((one) => one === null).length,
          });
        }
      }),
      { numRuns: 12 },
    );
    expect(answered).toBeGreaterThan(100);
  });

  it('knows a segment again by its meaning, and anew when anything that it reads is changed', () => {
    const { segments, metrics = {} } = definitions;
    const meaning = (changed: Definitions) => cutDown(changed, 'segment.again').meaning;
    const same = {
      ...definitions,
      segments: { ...segments, phone: { when: { 'metric.phone': 0 } } },
    };
    expect(meaning(same)).toBe(meaning(definitions));
    const other = {
      ...definitions,
      metrics: { ...metrics, count: { count: 'a', within: '3d' as const } },
    };
    expect(meaning(other)).not.toBe(meaning(definitions));
    expect(meaning({ ...definitions, session: { timeout: '1h' } })).not.toBe(meaning(definitions));
  });

  it('gives from a part of the visitors an interval that holds the exact share, nineteen times in twenty', () => {
    const of = 3000;
    let [tried, held] = [0, 0];
    for (const members of [30, 300, 1500])
      for (let time = 0; time < 400; time++) {
        // Members are every so many-th of a shuffled list: drawn without putting back.
        let [left, drawn] = [members, 0];
        for (let visitor = 0; visitor < 900; visitor++)
          if (random() * (of - visitor) < left) {
            left -= 1;
            drawn += 1;
          }
        const { low, high } = sampled({ visitors: 900, of, members: drawn, unknown: 0 });
        tried += 1;
        held += Number(low <= members / of && members / of <= high);
      }
    expect(held / tried).toBeGreaterThan(0.93);
    expect(held / tried).toBeLessThan(0.98);
  });

  it('of all visitors is a point', () => {
    expect(sampled({ visitors: 40, of: 40, members: 10, unknown: 0 })).toEqual({
      share: 0.25,
      low: 0.25,
      high: 0.25,
    });
  });
});

/** From one seed: a test of a chance must not depend on it. */
const random = randomFrom(7);

describe('the worker of the preview', () => {
  const many = linesOf(
    Array.from({ length: 600 }, (_, row) => ({
      visitor: `v${row % 300}`,
      hour: row % 70,
      event: row % 3 === 0 ? 'purchase' : 'a',
      value: row % 100,
    })),
  );

  /** A worker with a clock that a look at it moves on, so that there are many slices. */
  function started() {
    const answers: Answer[] = [];
    let time = 0;
    const ask = createSession({
      send: (answer) => answers.push(answer),
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      clock: () => (time += 20),
      now: () => start + 100 * 24 * HOUR_MS,
    });
    return { answers, ask };
  }
  const evaluation = (job: number, segment: string): Request => ({
    type: 'evaluate',
    job,
    definitions,
    segment,
    complete: true,
  });

  it('tells of a sample first, then of all, of values, members and overlaps', async () => {
    const { answers, ask } = started();
    await ask({ type: 'read', job: 1, file: new File([many], 'log'), asked });
    answers.length = 0;
    await ask(evaluation(2, 'rich'));
    const types = [...new Set(answers.map(({ type }) => type))];
    expect(types).toEqual(['figure', 'exact', 'values', 'members', 'overlaps', 'done']);
    const exact = answers.find((answer) => answer.type === 'exact');
    const values = answers.find((answer) => answer.type === 'values');
    // Nothing depends on the values, so none is cut off at the threshold.
    expect(values?.values.values.at(-1)).toBeGreaterThan(60);
    expect(values?.values.values.filter((value) => value >= 60).length).toBe(exact?.figure.members);
  });

  it('ends what is under way with the next request, and says nothing of it any more', async () => {
    const { answers, ask } = started();
    await ask({ type: 'read', job: 1, file: new File([many], 'log'), asked });
    const first = ask(evaluation(2, 'rich'));
    await new Promise((resolve) => setImmediate(resolve));
    const told = answers.length;
    await Promise.all([first, ask(evaluation(3, 'often'))]);
    expect(answers.slice(told).every(({ job }) => job === 3)).toBe(true);
    expect(answers.at(-1)).toEqual({ type: 'done', job: 3 });
  });

  it('looks at the generated log, which meets what a shop asks', async () => {
    const { answers, ask } = started();
    await ask({ type: 'generate', job: 1, zone: 'UTC' });
    expect(answers[0]).toMatchObject({ type: 'read', summary: { visitors: 10_000 } });
  });
});
