import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../shared/definitions/types.ts';
import type { CoveyEvent } from '../../../../shared/engine/index.ts';
import { peers } from '../../../conformance/capabilities/peers.ts';
import { type Example, document, segmentOf } from '../../../conformance/examples/example.ts';
import { timeline } from '../../../conformance/examples/moments.ts';
import { isTold } from '../../../conformance/examples/run.ts';
import { READY } from '../../../conformance/ready-segments/index.ts';
import { SECTIONS } from '../../../conformance/reference/index.ts';
import { type AskedDatabase, databaseOf } from '../ask.ts';
import { DIALECTS } from '../../../../shared/sql/dialects/index.ts';
import type { SqlEngine } from '../engine.ts';

/** The zone of the examples: one hour east of UTC all year. */
const TIMEZONE = 'Africa/Lagos';

/** A visitor so far, and what must be found now, by column. */
interface Question {
  readonly who: string;
  readonly at: number;
  readonly events: readonly CoveyEvent[];
  readonly facts: object;
  readonly expected: { readonly [column: string]: Json };
}

/**
 * The questions that an example asks of its visitors. A table of facts says what is true all along:
 * where something is remembered, what the host told later on cannot be asked about, and a visitor
 * without events is not in a log.
 */
const questionsOf = (example: Example): Question[] => {
  const remembers = /"(keep|excludeEver|(?:count|since)":"(?:enter|leave):)/.test(
    JSON.stringify(example.definitions),
  );
  return Object.entries(example.visitors).flatMap(([name, entries]) => {
    const questions: Question[] = [];
    const events: CoveyEvent[] = [];
    let facts: { [namespace: string]: unknown } = {
      trait: {},
      geo: {},
      device: {},
      source: {},
      page: {},
    };
    let isConstant = true;
    for (const { time, does } of timeline(entries)) {
      if (isTold(does)) {
        isConstant &&= events.length === 0;
        facts = { ...facts, ...does.facts };
        for (const [namespace, told] of Object.entries(facts))
          if (told === null) delete facts[namespace];
      } else if (typeof does === 'object' && does !== null && 'event' in does)
        events.push({ name: does.event, time, props: does.props as never });
      else if (events.length > 0 && (isConstant || !remembers)) {
        const { members = {}, metrics = {} } =
          typeof does === 'object' && does !== null
            ? does
            : { members: { [segmentOf(example)]: does } };
        questions.push({
          who: `${name}, ${new Date(time).toISOString()}, ${questions.length}`,
          at: time,
          events: [...events],
          facts: { ...facts },
          expected: Object.fromEntries([
            ...Object.entries(members).map(([id, answer]) => [`segment.${id}`, answer]),
            ...Object.entries(metrics).map(([id, value]) => [`metric.${id}`, value]),
          ]),
        });
      }
    }
    return questions;
  });
};

/** Where SQL says something else, and what it could not be asked about. */
const differences = async (database: AskedDatabase, example: Example) => {
  const found: unknown[] = [];
  const withoutForm = new Set<string>();
  let asked = 0;
  const questions = questionsOf(example);
  for (const at of new Set(questions.map((question) => question.at))) {
    const now = questions.filter((question) => question.at === at);
    const log = now.map(({ who, events }) => [who, events] as const);
    const facts = new Map(now.map((question) => [question.who, question.facts]));
    const answers = await database.ask(document(example.definitions), log, at, TIMEZONE, facts);
    for (const { construct } of answers.unsupported) withoutForm.add(construct);
    for (const { who, expected } of now)
      for (const [column, value] of Object.entries(expected)) {
        if (!answers.columns.includes(column)) continue;
        asked += 1;
        const said = answers.of.get(who)?.[column] ?? null;
        const meant =
          value === 'never' || (typeof value === 'object' && value !== null) ? null : value;
        const isSame =
          typeof said === 'number' && typeof meant === 'number'
            ? Math.abs(said - meant) <= 1e-9 * Math.max(1, Math.abs(meant))
            : said === meant;
        if (!isSame) found.push({ who, column, said, meant });
      }
  }
  return { found, withoutForm, asked };
};

const EXAMPLES: readonly (readonly [string, readonly (readonly [string, Example])[]])[] = [
  ...peers.map(
    ({ name, groups }) =>
      [
        name,
        Object.values(groups).flatMap((all) => all.map((one) => [one.says, one] as const)),
      ] as const,
  ),
  ['ready segments', READY.map((ready) => [`${ready.number} ${ready.name}`, ready] as const)],
  [
    'language reference',
    SECTIONS.flatMap(({ constructs }) =>
      constructs.flatMap(({ covers, title, means, example }) =>
        example ? [[covers[0] ?? title ?? means, example] as const] : [],
      ),
    ),
  ],
];

/** The examples of the reference, of the capabilities and of the ready segments. */
export const examplesSuite = (engine: SqlEngine): void => {
  const database = databaseOf(engine);

  describe('SQL gives the known answers', () => {
    const share = process.env['COVEY_ENGINES'] === 'all' ? 1 : engine.slowness;
    let total = 0;

    it.each(EXAMPLES)('%s', async (_, examples) => {
      const wrong: unknown[] = [];
      const withoutForm = new Set<string>();
      for (const [name, example] of examples.filter((__, i) => i % share === 0)) {
        const result = await differences(database, example);
        if (result.found.length > 0) wrong.push({ name, found: result.found });
        result.withoutForm.forEach((construct) => withoutForm.add(construct));
        total += result.asked;
      }
      expect(wrong).toEqual([]);
      // Patterns that look around, and nothing else, but for windows that look back over less than a month.
      const longest = DIALECTS[engine.dialect].longestGapMs;
      const unheld = longest < 30 * 86_400_000 ? ['$regex', 'atLeast'] : ['$regex'];
      expect([...withoutForm].filter((construct) => !unheld.includes(construct))).toEqual([]);
    });

    it('to more than a thousand questions, or their share', () => {
      expect(total * share).toBeGreaterThan(1000);
    });
  });
};
