import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ImportOptions,
  type ImportResult,
  importAdobe,
  importGa4,
  importGrowthbook,
  importLaunchDarkly,
  importMatomo,
  importMixpanel,
  importPostHog,
  importStatsig,
  importUnleash,
} from '../../../shared/importers/index.ts';
import { GRAMMARS, clausesIn, words } from './grammars.ts';
import { imported, mustPass } from './helpers.ts';

const TOOLS: {
  readonly [tool in keyof typeof GRAMMARS]: (
    json: unknown,
    options?: ImportOptions,
  ) => ImportResult;
} = {
  ga4: importGa4,
  adobe: importAdobe,
  mixpanel: importMixpanel,
  growthbook: importGrowthbook,
  posthog: importPostHog,
  launchdarkly: importLaunchDarkly,
  unleash: importUnleash,
  statsig: importStatsig,
  matomo: importMatomo,
};
const tools = Object.keys(TOOLS) as (keyof typeof GRAMMARS)[];
const RUNS = 300;

/** JSON made of a grammar's own words, in any disorder. */
const soup = (tool: keyof typeof GRAMMARS): fc.Arbitrary<unknown> => {
  const word = fc.constantFrom(...words(tool));
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      word,
      fc.integer({ min: -1, max: 40 }),
      fc.constantFrom(true, false, null, '', '3', '2026-01-01'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(word, tie('value'), { maxKeys: 5 }),
    ),
  })).value;
};

/** Whether a note says that the clause at a path is not as it was, or an error stands in or around it. */
const isReported = (result: Extract<ImportResult, { ok: true }>, path: string): boolean =>
  result.notes.some(
    (note) =>
      (note.severity === 'error' || note.code === 'ignored-by-source') &&
      (note.path === path || isInside(note.path, path) || isInside(path, note.path)),
  );
const isInside = (path: string, outer: string): boolean =>
  outer === '' || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);

const everyClauseIsThere = (
  tool: keyof typeof GRAMMARS,
  json: unknown,
  options?: ImportOptions,
): void => {
  const result = imported(TOOLS[tool](json, options));
  const missing = clausesIn(tool, json).filter(
    (path) => !result.mapped.includes(path) && !isReported(result, path),
  );
  expect(missing, JSON.stringify({ json, result }, null, 1)).toEqual([]);
};

describe.each(tools)('%s', (tool) => {
  const importer = TOOLS[tool];
  const grammar = GRAMMARS[tool];

  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), soup(tool)), fc.boolean(), (json, partial) => {
        const result = importer(json, { partial });
        expect(typeof result.ok).toBe('boolean');
        if (result.ok) expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      }),
      { numRuns: RUNS * 3 },
    );
  });

  it('every clause is in the result, or reported', () => {
    fc.assert(
      fc.property(grammar.any, (json) => everyClauseIsThere(tool, json)),
      { numRuns: RUNS },
    );
  });

  it('with `partial` too, whatever is left out is reported', () => {
    fc.assert(
      fc.property(grammar.any, (json) => everyClauseIsThere(tool, json, { partial: true })),
      { numRuns: RUNS },
    );
  });

  it('without `partial`, a source with an error gives no segment, and one without gives one', () => {
    fc.assert(
      fc.property(grammar.any, (json) => {
        const { definitions, notes } = imported(importer(json));
        const refused = notes.some(({ severity }) => severity === 'error');
        expect(Object.keys(definitions.segments).length > 0).toBe(!refused);
      }),
      { numRuns: RUNS },
    );
  });

  it('what is emitted passes the checker, in part or whole', () => {
    fc.assert(
      fc.property(grammar.any, fc.boolean(), (json, partial) => {
        mustPass(imported(importer(json, { partial })).definitions);
      }),
      { numRuns: RUNS },
    );
  });

  it('what is emitted only in part is a smaller condition, never another one', () => {
    fc.assert(
      fc.property(grammar.any, (json) => {
        const whole = imported(importer(json));
        const part = imported(importer(json, { partial: true }));
        if (Object.keys(whole.definitions.segments).length > 0)
          expect(part.definitions).toEqual(whole.definitions);
        expect(part.notes).toEqual(whole.notes);
      }),
      { numRuns: RUNS },
    );
  });
});

describe.each(tools)('%s and hostile input', (tool) => {
  const importer = TOOLS[tool];
  const nested = (levels: number, wrap: (inner: unknown) => unknown): unknown => {
    let json: unknown = {};
    for (let i = 0; i < levels; i++) json = wrap(json);
    return json;
  };

  it.each([
    ['nested without end', nested(50_000, (inner) => [inner]), 'too-deep'],
    [
      'nested in the grammar',
      nested(50_000, (inner) => ({ $not: inner, pred: inner, andGroup: inner, children: [inner] })),
      'too-deep',
    ],
    ['long', Array.from({ length: 30_000 }, () => ({})), 'too-large'],
    ['of many values', { a: Array.from({ length: 19_000 }, () => [1, 2]) }, 'too-large'],
    ['of much text', { name: 'x'.repeat(2_000_000) }, 'too-large'],
    ['a function', () => 1, 'not-readable'],
    ['a bigint', { name: 1n }, 'not-readable'],
    ['not a number', { name: NaN }, 'not-readable'],
    ['a text', 'SELECT 1', 'not-readable'],
    ['nothing', null, 'not-readable'],
    ['an empty list', [], 'not-readable'],
  ])('%s is an issue', (_, json, code) => {
    const result = importer(json);
    expect(result.ok ? [] : result.issues.map((issue) => issue.code)).toEqual([code]);
  });

  it('a loop, a getter that throws and a proxy are issues', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    const getter = Object.defineProperty({}, 'name', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    for (const json of [loop, getter, proxy]) expect(importer(json).ok).toBe(false);
  });

  it('names of every object change no object', () => {
    const names = ['__proto__', 'constructor', 'toString', 'prototype'];
    for (const name of names) {
      const text = `{"name":"${name}","displayName":"${name}","${name}":{"polluted":true},"condition":{"${name}":"x"},"definition":{"${name}":1}}`;
      const result = importer(JSON.parse(text), { partial: true });
      expect(result.ok).toBe(true);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    }
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});
