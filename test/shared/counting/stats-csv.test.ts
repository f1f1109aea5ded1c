import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../../shared/logs/csv-records.ts';
import { missingText, nextRelease, statsCsv, trendRows } from '../../../shared/counting/index.ts';
import type { QuestionStats, Stats } from '../../../shared/wire/index.ts';

const MS = 28 * 864e5;
const iso = (period: number) => new Date(period * MS).toISOString();
const question: QuestionStats = {
  id: '=cmd|calc',
  kind: 'group',
  name: 'Tiers, "all"',
  reports: 2500,
  answers: [
    {
      id: '@gold',
      state: 'released',
      share: -0.01,
      low: -0.02,
      high: 0.03,
      standardError: 0.01,
      median: 0,
      people: { about: 0, low: 0, high: 70 },
      consistent: 0,
      combined: null,
      change: { verdict: 'none', difference: -0.02, low: -0.05, high: 0.01 },
      trend: [
        { period: 739, state: 'unreleased' },
        { period: 740, state: 'disputed', reasons: ['jump', 'median'] },
        {
          period: 741,
          state: 'released',
          share: -0.01,
          low: -0.02,
          high: 0.03,
          standardError: 0.01,
        },
      ],
    },
    { id: null, state: 'too-few', enoughAt: null },
  ],
};
const stats: Stats = {
  site: 'shop.example',
  version: 3,
  questionSet: '',
  epsilon: 2,
  period: { number: 741, ms: MS, from: iso(741), to: iso(742), open: true },
  released: '2026-11-19',
  step: 20,
  reports: 5000,
  together: 3,
  baseline: { number: 740, from: iso(740), compared: 1 },
  questions: [question],
};

/** By column, as the reader of logs has them. */
function csvRows(text: string): readonly { readonly [column: string]: string }[] {
  const records: (readonly string[])[] = [];
  const reader = csvRecords(
    ',',
    (cells) => records.push(cells),
    (_, message) => expect.fail(message),
  );
  reader.write(text);
  reader.end();
  const [columns = [], ...rows] = records;
  return rows.map((cells) => {
    expect(cells).toHaveLength(columns.length);
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
  });
}

describe('the counts as CSV', () => {
  const rows = csvRows(statsCsv(stats));

  it('have a row for each answer and period, with its state and its interval', () => {
    expect(rows.map(({ period, state }) => [period, state])).toEqual([
      ['739', 'unreleased'],
      ['740', 'disputed'],
      ['741', 'released'],
      ['741', 'too-few'],
    ]);
    expect(rows[2]).toMatchObject({
      share: '-0.01',
      low: '-0.02',
      high: '0.03',
      uncertain: 'yes',
      reports: '2500',
      change: 'none',
      change_by: '-0.02',
      from: iso(741).slice(0, 10),
    });
    expect(rows[1]?.['why']).toContain('further from the period before');
    expect(rows[3]).toMatchObject({ share: '', answer: 'none' });
  });

  it('hold no text that a spreadsheet takes for a formula, and no number made a text', () => {
    const cells = rows.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+@\t\r-]/.test(cell) && Number.isNaN(Number(cell)))).toEqual(
      [],
    );
    expect(rows[0]).toMatchObject({
      question: "'=cmd|calc",
      answer: "'@gold",
      name: 'Tiers, "all"',
    });
  });

  it('can be of some of the questions', () => {
    expect(statsCsv(stats, []).split('\n')).toHaveLength(2);
  });
});

describe('a share over periods in words', () => {
  it('has an interval, or says why there is no number', () => {
    const told = trendRows(question.answers[0]!, stats.period);
    expect(told.map(({ from }) => from)).toEqual([739, 740, 741].map((of) => iso(of).slice(0, 10)));
    expect(told[0]).toMatchObject({ share: null, why: 'nothing released' });
    expect(told[1]?.why).toContain('disputed: it is further');
    expect(told[2]).toMatchObject({ share: { value: '0.0 %', interval: '0.0 to 3.0 %' }, why: '' });
    expect(trendRows({}, stats.period)).toEqual([]);
  });
});

describe('what is waited for', () => {
  it('is the next day and so many reports, or nothing more', () => {
    expect(nextRelease(stats)).toBe(
      'On 2026-11-20 at the earliest, once every question has 20 more reports.',
    );
    expect(nextRelease({ ...stats, released: null })).toContain('As soon as');
    const closed = { ...stats, period: { ...stats.period, open: false } };
    expect(nextRelease({ ...closed, released: null })).toContain('no longer taken');
    expect(nextRelease(closed)).toContain('what came last');
    expect(nextRelease({ ...stats, questions: [] })).toContain('nothing is asked');
  });

  it('is so many reports, or not more of them', () => {
    expect(missingText({ ...question, reports: 140 })).toContain('about 60 more reports');
    expect(missingText(question)).toContain('one answer would stand for fewer than 50 people');
    expect(missingText({ ...question, answers: question.answers.slice(0, 1) })).toBeNull();
  });
});
