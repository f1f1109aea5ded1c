// Random sources over random logs: the imported segment, run by the engine, answers as the source does.
import { evalCondition } from '@growthbook/growthbook';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ImportOptions,
  type ImportResult,
  importAdobe,
  importGa4,
  importGrowthbook,
  importMixpanel,
} from '../../../shared/importers/index.ts';
import * as ga4 from './ga4-audience.ts';
import { GRAMMARS } from './grammars.ts';
import { imported } from './helpers.ts';
import { DAY, START, memberIn } from './run.ts';
import { ADOBE_MAP, type World, adobeHolds, ga4Holds, mixpanelHolds } from './tools-meaning.ts';
import { worlds } from './worlds.ts';

type Node = { readonly [key: string]: unknown };

/** The tool's answer and the engine's, where the source can be said at all and needs no memory of its own. */
const agrees = (
  importer: (json: unknown, options?: ImportOptions) => ImportResult,
  holds: (json: Node, world: World) => boolean,
  json: Node,
  world: World,
  options: ImportOptions = {},
): void => {
  const { definitions, notes } = imported(importer(json, options));
  fc.pre(!notes.some(({ severity }) => severity === 'error'));
  const { a: segment, ...helpers } = definitions.segments;
  fc.pre(segment !== undefined && Object.keys(helpers).length === 0);
  const { keep: _, ...without } = { keep: undefined, ...segment! };
  const fragment = { ...definitions, segments: { a: without } };
  const answer = holds(json, world);
  answers.set(answer, (answers.get(answer) ?? 0) + 1);
  const context = JSON.stringify({ json, world, definitions }, null, 1);
  expect(memberIn(fragment, world), context).toBe(answer);
};

/** What has no equal, or only a noted one, gives way to what has. */
const said = (json: Node, words: { readonly [word: string]: string }): Node =>
  JSON.parse(
    Object.entries(words).reduce(
      (text, [word, other]) => text.replaceAll(word, other),
      JSON.stringify(json),
    ),
  ) as Node;

/** "$savedGroups" is resolved before GrowthBook's SDK sees a condition. */
const expanded = (condition: unknown): unknown => {
  if (Array.isArray(condition)) return condition.map(expanded);
  if (typeof condition !== 'object' || condition === null) return condition;
  return Object.fromEntries(
    Object.entries(condition).map(([key, value]) =>
      key === '$savedGroups'
        ? ['$savedGroup', { id: (value as readonly string[])[0] }]
        : [key, expanded(value)],
    ),
  );
};

const RUNS = Number(process.env['COVEY_IMPORT_RUNS'] ?? 700);

/** Each answer has to come up often enough for agreement to say something. */
const answers = new Map<boolean, number>();
beforeEach(() => answers.clear());
afterEach(() => {
  for (const answer of [true, false]) expect(answers.get(answer) ?? 0).toBeGreaterThan(RUNS / 20);
});

describe('imported segments answer as their source does', () => {
  it('GA4 audiences', () => {
    fc.assert(
      fc.property(GRAMMARS.ga4.any, worlds, (json, world) => {
        const audience = said(
          { ...json, exclusionDurationMode: 'EXCLUDE_TEMPORARILY' },
          {
            '"pagePath"': '"customEvent:kind"',
            '"itemBrand"': '"customEvent:kind"',
            '"nobodyKnows"': '"customEvent:kind"',
            '"userGender"': '"city"',
            '"purchaseProbability"': '"transactions"',
            '"FULL_REGEXP"': '"EXACT"',
            '"b("': '"b"',
            '"soon"': '"7200s"',
            '"atAnyPointInTime":true': '"atAnyPointInTime":false',
          },
        );
        agrees(importGa4, ga4Holds, audience, world);
      }),
      { numRuns: RUNS },
    );
  });

  it('GA4 audiences that look back: any N days of the past, and exclusion for ever', () => {
    const days = fc.constantFrom(1, 7, 30);
    fc.assert(
      fc.property(
        worlds,
        fc.integer({ min: 0, max: 2 }),
        days,
        fc.boolean(),
        (world, n, N, ever) => {
          const count = (name: string, more: Node): ga4.Part =>
            ga4.event(name, ga4.number('eventCount', 'GREATER_THAN', n, more));
          const window = N === 1 ? {} : { inAnyNDayPeriod: N };
          const json = ga4.audience(
            [
              ga4.simple(
                'ACROSS_ALL_SESSIONS',
                ga4.all(count('purchase', { ...window, atAnyPointInTime: true })),
              ),
              ga4.simple('ACROSS_ALL_SESSIONS', ga4.all(count('login', window)), 'EXCLUDE'),
            ],
            { exclusionDurationMode: ever ? 'EXCLUDE_PERMANENTLY' : 'EXCLUDE_TEMPORARILY' },
          );
          const { definitions } = imported(importGa4(json));
          const { a, ...helpers } = definitions.segments;
          const { keep: _, ...segment } = { keep: undefined, ...a! };
          // A number that only grows by events is greatest just after one of them.
          const met = (name: string, now: number): boolean =>
            world.log.filter(
              (event) =>
                event.name === name && event.time <= now && (N === 1 || event.time > now - N * DAY),
            ).length > n;
          const moments = world.log.map(({ time }) => time);
          const isIn = moments.some((now) => met('purchase', now));
          const isOut = ever ? moments.some((now) => met('login', now)) : met('login', world.now);
          const answer = isIn && !isOut;
          answers.set(answer, (answers.get(answer) ?? 0) + 1);
          expect(
            memberIn({ ...definitions, segments: { ...helpers, a: segment } }, world),
            JSON.stringify({ json, world, definitions }, null, 1),
          ).toBe(answer);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('Adobe segments', () => {
    fc.assert(
      fc.property(GRAMMARS.adobe.any, worlds, (json, world) => {
        const segment = said(json, {
          '"variables/page"': '"variables/evar2"',
          '"variables/product"': '"variables/evar2"',
          '"eon"': '"day"',
        });
        agrees(importAdobe, adobeHolds, segment, world, { map: ADOBE_MAP });
      }),
      { numRuns: RUNS },
    );
  });

  it('Mixpanel cohorts', () => {
    fc.assert(
      fc.property(GRAMMARS.mixpanel.any, worlds, (json, world) => {
        const cohort = said(json, {
          '"Buy"': '"purchase"',
          '"View"': '"login"',
          '"$custom_event:4"': '"sign_up"',
          '"Leave"': '"view_item"',
          '"$email"': '"plan"',
          '"seats"': '"plan"',
          '"tags"': '"plan"',
          '"sounds like"': '"equals"',
          '"p99"': '"average"',
          '"eon"': '"day"',
          '"year"': '"day"',
          '"value":5,"operator":"in"': '"value":5,"operator":"not in"',
        });
        agrees(importMixpanel, mixpanelHolds, cohort, world);
      }),
      { numRuns: RUNS },
    );
  });

  it('GrowthBook conditions, where nothing absent is put in order', () => {
    fc.assert(
      fc.property(
        GRAMMARS.growthbook.any,
        fc.record({
          country: fc.constantFrom('DE', 'FR'),
          plan: fc.constantFrom('x', 'y'),
          age: fc.constantFrom(0, 3, 7),
          browser: fc.constantFrom('x', 'y'),
          userId: fc.constantFrom('x', 'y'),
        }),
        (json, attributes) => {
          const { country, browser, ...trait } = attributes;
          const world = {
            log: [],
            now: START,
            facts: {
              geo: { country },
              device: { browser },
              trait: { ...trait, userid: attributes.userId },
              source: {},
              page: {},
            },
          };
          agrees(
            importGrowthbook,
            () =>
              evalCondition(
                attributes,
                expanded(json['condition']) as never,
                json['savedGroups'] as never,
              ),
            json,
            world,
            { id: 'a' },
          );
        },
      ),
      { numRuns: RUNS },
    );
  });
});
