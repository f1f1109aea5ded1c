// A kind of metric is one file and one line. What is not derived from them, or was forgotten in the file, fails here.
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsOf } from '../../../shared/logs/index.ts';
import { metricLists } from '../../../scripts/generate-metric-lists.ts';
import { normalForm } from '../../../shared/counting/normal-form.ts';
import { checkDefinitions, metricType } from '../../../shared/definitions/index.ts';
import type { Definitions, MetricDefinition } from '../../../shared/definitions/types.ts';
import { explain } from '../../../shared/engine/explain/index.ts';
import type { CoveyEvent } from '../../../shared/engine/index.ts';
import { compile } from '../engine/compile.ts';
import { WORDS } from '../../../shared/metrics/all-words.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import type { Parameter, Spec } from '../../../shared/metrics/spec.ts';
import { type Kind, KINDS, SPECS } from '../../../shared/metrics/specs.ts';
import { asLines, readerOf } from '../../../shared/reading/index.ts';
import { arbitraryDefinitions } from '../definitions/arbitrary.ts';
import { documents } from '../engine/generate.ts';
import { HOUR, MONDAY, Visitor, define } from '../engine/visitor.ts';
import { databaseOf } from '../sql/ask.ts';
import { duckdb } from '../sql/duckdb.ts';

type Said = { readonly [key: string]: unknown };

const OPERANDS: { readonly [T in Spec['takes']]: unknown } = {
  events: 'purchase',
  property: 'purchase.value',
  steps: [{ event: 'view_item' }, { event: 'purchase' }],
  condition: { 'session.events': { $gte: 1 } },
  formula: { add: ['visitor.sessions', 1] },
};
/** Each value that stands for a parameter of the type. */
const valuesOf = ({ type, of = [], from = 0, to = 1 }: Parameter): readonly unknown[] =>
  ({
    choice: of,
    duration: ['7d'],
    name: ['currency'],
    text: ['40'],
    whole: [1, 2],
    number: [from, from + 0.75 * (to - from), to],
    metrics: [{ bought: { count: 'purchase' } }],
  })[type];

const lists = await metricLists();

/** The shortest definition of a kind, and one more for each value of each parameter. */
const samplesOf = (kind: Kind): readonly Said[] => {
  const { takes, parameters } = SPECS[kind];
  const entries = Object.entries(parameters);
  const required = entries
    .filter(([, parameter]) => parameter.required)
    .map(([key, parameter]) => [key, valuesOf(parameter)[0]] as const);
  const plain: Said = { [kind]: OPERANDS[takes], ...Object.fromEntries(required) };
  return [
    plain,
    ...entries.flatMap(([key, parameter]) =>
      valuesOf(parameter).map((value) => ({ ...plain, [key]: value })),
    ),
  ];
};
const samples = KINDS.flatMap((kind) =>
  samplesOf(kind).map((said) => [JSON.stringify(said), kind, said as MetricDefinition] as const),
);
/** A document with one metric, which one segment reads. */
const documentOf = (metric: unknown, more: Partial<Definitions> = {}): Definitions =>
  define({
    metrics: { it: JSON.parse(JSON.stringify(metric)) as MetricDefinition },
    segments: { s: { when: { 'metric.it': { $exists: true } } } },
    currency: 'EUR',
    ...more,
  });
/** What nobody looks at closely is not counted up to the end. */
const EXACT: MetricDefinition = { formula: { add: ['metric.it', 0] } };

const codesOf = (metric: unknown, more?: Partial<Definitions>): readonly string[] => {
  const { errors, warnings } = checkDefinitions(documentOf(metric, more));
  return [...errors, ...warnings].map(({ severity, code }) => `${severity} ${code}`);
};

/** In words. */
const metricText = (said: unknown): string =>
  asLines(readerOf(documentOf(said)).metric(said as MetricDefinition));

/** What a metric means, as text. */
const write = (said: unknown): string => normalForm(documentOf(said)).write('metric.it', () => '');

describe('every kind of metric', () => {
  it('has a file of its own, and every file is listed', () => {
    const files = readdirSync(new URL('../../../shared/metrics/', import.meta.url))
      .filter((file) => file.endsWith('.ts'))
      .filter((file) =>
        /^export const spec\b/m.test(
          readFileSync(new URL(`../../../shared/metrics/${file}`, import.meta.url), 'utf8'),
        ),
      );
    expect(files.toSorted()).toEqual(KINDS.map((kind) => `${kind}.ts`).toSorted());
    expect(Object.values(SPECS).map(({ key }) => key)).toEqual(KINDS);
  });

  it('is told from what else a metric says: no key is one of another kind or of all of them', () => {
    const others = new Set<string>([
      ...Object.values(SPECS).flatMap(({ parameters }) => Object.keys(parameters)),
      'name',
      'where',
      'within',
      'after',
      'orEver',
      'before',
    ]);
    expect(KINDS.filter((kind) => others.has(kind))).toEqual([]);
  });

  it.each(Object.entries(lists))(
    'lists/%s is what the files export (node scripts/generate-metric-lists.ts)',
    (file, text) => {
      const url = new URL(`../../../shared/metrics/lists/${file}`, import.meta.url);
      expect(readFileSync(url, 'utf8')).toBe(text);
    },
  );
});

describe.each(samples)('%s', (_text, kind, metric) => {
  const { takes, value, numeric, parameters } = SPECS[kind];

  it('has the shape of the language', () => {
    expect(codesOf(metric).filter((code) => code.startsWith('error'))).toEqual([]);
    expect(codesOf({ ...metric, nonsense: 1 })).toContain('error unknown-key');
    for (const [key, parameter] of Object.entries(parameters)) {
      expect(codesOf({ ...metric, [key]: null }).join()).toMatch(/^error /);
      for (const beyond of parameter.type === 'number' ? [0.999, 1.001] : [])
        expect(
          codesOf({
            ...metric,
            [key]: beyond * ((beyond < 1 ? parameter.from : parameter.to) ?? 0),
          }),
        ).toContain('error bad-value');
      if (parameter.required)
        expect(codesOf({ ...metric, [key]: undefined })).toContain('error missing-key');
    }
  });

  it('is looked into by the checker', () => {
    if (takes === 'events')
      expect(codesOf({ ...metric, [kind]: 'enter:nobody' })).toContain('error unknown-segment');
    if (takes === 'property') {
      expect(codesOf({ ...metric, [kind]: 'enter:nobody.x' })).toContain('error unknown-segment');
      expect(codesOf({ ...metric, [kind]: 'purchase.items..price' })).toContain('error bad-value');
    }
    const text = codesOf({ ...metric, [kind]: 'purchase.currency' });
    expect(text.includes('warning type-mismatch')).toBe(numeric === true);
    const { currency: _, ...mixed } = documentOf(metric);
    const { warnings } = checkDefinitions(mixed);
    expect(warnings.some(({ code }) => code === 'mixed-currencies')).toBe(numeric === true);
    if (metricType(metric) === 'number')
      expect(codesOf(metric, { segments: { s: { when: { 'metric.it': 'x' } } } })).toContain(
        'error type-mismatch',
      );
    const isNever = codesOf(metric, { segments: { s: { when: { 'metric.it': { $lt: -1 } } } } });
    if (value === 'count' || value === 'score') expect(isNever).toContain('error never-holds');
  });

  it('has words', () => {
    expect(Object.keys(WORDS[kind].parameters ?? {})).toEqual(Object.keys(parameters));
    const text = metricText(metric);
    expect(text).not.toMatch(/undefined|\[object|\{\w+\}/);
    // What is another metric reads otherwise, and what is the same may.
    for (const [, , other] of samples)
      if (write(other) !== write(metric)) expect(metricText(other)).not.toBe(text);
  });

  it('says what it needs of a log', () => {
    const [need] = needsOf(documentOf(metric));
    if (takes === 'formula' || takes === 'condition') return;
    expect(need?.events.flat()).toContain('purchase');
    if (takes === 'property') expect(need?.properties.flat()).toContain('value');
  });

  it('means the same however it is written', () => {
    const other = JSON.parse(
      JSON.stringify(metric)
        .replaceAll('"7d"', '"168h"')
        .replace(/^(\{"\w+":)"purchase"/, '$1["purchase"]'),
    ) as unknown;
    expect(write(other)).toBe(write(metric));
    const asked = (time: string) =>
      normalForm(documentOf(metric, { segments: { s: { when: { 'metric.it': { $lt: time } } } } }));
    const read = (time: string) => asked(time).write('segment.s', () => '');
    expect(read('7d') === read('168h')).toBe(value === 'duration');
    for (const [key, { usual }] of Object.entries(parameters))
      if (usual !== undefined)
        expect(write({ ...metric, [key]: usual })).toBe(write({ ...metric, [key]: undefined }));
  });
});

describe('engine, explanation and DuckDB', () => {
  const database = databaseOf(duckdb);

  /** A week of one visitor, in hours after Monday. */
  const bought = [1, 1, 26, 50, 51, 75].map(
    (hour, i) => [hour, [40, 10.5, 300, 40, 7, 90][i] ?? 0] as const,
  );

  it.each(samples)('know %s', async (_, kind, metric) => {
    const definitions = documentOf(metric);
    const metrics = { ...definitions.metrics, EXACT };
    expect([...compile({ ...definitions, metrics }, kinds).disabled]).toEqual([]);
    const visitor = new Visitor({ ...definitions, metrics });
    const log: CoveyEvent[] = [];
    for (const [hour, value] of bought) {
      visitor.wait(hour - (visitor.now - MONDAY) / HOUR);
      const props = { value, currency: value > 30 ? 'EUR' : 'USD' };
      visitor.after(0, 'view_item');
      visitor.after(0, 'purchase', props);
      log.push(
        { name: 'view_item', time: visitor.now },
        { name: 'purchase', time: visitor.now, props },
      );
    }
    visitor.wait(3);
    const value = visitor.engine.metricValues()['it'];
    expect(value).toBeDefined();
    const explained = explain(visitor.engine, 's')?.text ?? '';
    expect(explained).not.toMatch(/undefined|NaN|\[object/);
    // A sequence, sessions and a formula go by the metric's id.
    expect(explained).toContain(/^(events|property)$/.test(SPECS[kind].takes) ? 'purchases' : 'it');
    const answers = await database.ask(definitions, [['v', log]], visitor.now);
    expect(answers.unsupported).toEqual([]);
    expect(answers.of.get('v')?.['metric.it']).toEqual(value);
  });
});

/** Someone who made purchases in these currencies, one an hour. */
const buyer = (metric: unknown, currencies: readonly string[]): Visitor => {
  const { metrics, ...rest } = documentOf(metric);
  const visitor = new Visitor({
    ...rest,
    metrics: { ...metrics, EXACT },
    segments: { ...rest.segments, lately: { when: { 'metric.it': { $lt: '3650d' } } } },
  });
  for (const currency of currencies) visitor.after(1, 'purchase', { value: 10.5, currency });
  return visitor;
};
const valueOf = (visitor: Visitor) => visitor.engine.metricValues()['it'];

describe('what a spec says of values is so', () => {
  const nothing = { zero: 0, absent: null, never: 'never' } as const;
  const gathering = samples.filter(([, kind]) => /^(events|property)$/.test(SPECS[kind].takes));

  it.each(gathering)('of no events, for %s', (_, kind, metric) => {
    expect(valueOf(buyer(metric, []))).toBe(nothing[SPECS[kind].empty]);
  });
  it.each(gathering)('of numbers, for %s', (_, kind, metric) => {
    const { value } = SPECS[kind];
    // The value that interest asks for is none of these.
    if ('value' in metric) return;
    const visitor = buyer(metric, ['EUR']);
    const before = valueOf(visitor);
    expect(visitor.engine.member('lately')).toBe(value === 'duration');
    visitor.wait(1);
    const after = valueOf(visitor);
    if (value === 'count' || value === 'duration') expect(before).toSatisfy(Number.isInteger);
    if (value === 'number' || value === 'any') expect(before).toBe(10.5);
    if (value === 'score') expect(Number(after)).toBeLessThan(Number(before));
    else if (value !== 'duration') expect(after).toBe(before);
  });
  it.each(gathering)('of texts, for %s', (_, kind, metric) => {
    const { takes, empty, numeric, value } = SPECS[kind];
    // The value that interest asks for is none of these.
    if (takes !== 'property' || 'value' in metric) return;
    const found = valueOf(buyer({ ...metric, [kind]: 'purchase.currency' }, ['EUR', 'USD']));
    if (numeric) expect([found, value]).toEqual([nothing[empty], 'number']);
    else expect(typeof found).toBe(value === 'any' ? 'string' : 'number');
  });
});

/** `count`, `count.by`, and so on, of all metrics in some documents. */
const found = (made: readonly unknown[]): ReadonlySet<string> => {
  const names = new Set<string>();
  const look = (metrics: { readonly [id: string]: Said } | undefined): void => {
    for (const metric of Object.values(metrics ?? {})) {
      const kind = KINDS.find((one) => metric[one] !== undefined);
      for (const key of Object.keys(metric)) names.add(key === kind ? key : `${kind}.${key}`);
      look(metric['each'] as never);
    }
  };
  for (const one of made) look((one as { metrics?: never }).metrics);
  return names;
};
const sample = <T>(of: fc.Arbitrary<T>) => fc.sample(of, { numRuns: 600, seed: 20_261_124 });

describe('the random generators', () => {
  const all = KINDS.flatMap((kind) => [
    kind,
    ...Object.keys(SPECS[kind].parameters).map((key) => `${kind}.${key}`),
  ]);
  it('of engine and meaning make every kind with every parameter', () => {
    const names = found(sample(documents).flat());
    expect(all.filter((name) => !names.has(name))).toEqual([]);
  });
  it('of the checker make every kind with every parameter', () => {
    const names = found(sample(arbitraryDefinitions));
    expect(all.filter((name) => !names.has(name))).toEqual([]);
  });
});
