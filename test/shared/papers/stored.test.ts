// The table of what is stored, held against what the engine hands over to be stored and the page's own reduction.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepingFor } from '../../../sdk/facts-read.ts';
import { retention } from '../../../sdk/ingest/retention.ts';
import type { Definitions, Json } from '../../../shared/definitions/types.ts';
import { compile, createEngine } from '../../../shared/engine/index.ts';
import { drawnAs, writeOut } from '../../../shared/experiences/index.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { accountOf, paperOf, type Text, voiceIn } from '../../../shared/papers/index.ts';
import { PAPER_LANGUAGES } from '../../../shared/papers/languages.ts';
import { factsRead } from '../../../shared/stored/index.ts';
import { arbitraryDefinitions } from '../definitions/arbitrary.ts';

const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);
const voice = voiceIn('en', PAPER_LANGUAGES['en']!);
const plain = (text: Text = []) =>
  text
    .map((part) => (typeof part === 'string' ? part : 'code' in part ? part.code : part.text))
    .join('');
const codesIn = (text: Text = []) =>
  text.flatMap((part) => (typeof part === 'object' && 'code' in part ? [part.code] : []));

/** The rows of the device's table: what, properties, period. */
async function rowsOf(definitions: Definitions) {
  const account = await accountOf(definitions, digest);
  const [device] = paperOf('retention', account, voice).sections;
  const table = device?.blocks.find((block) => block.kind === 'table');
  if (table?.kind !== 'table') throw new Error('no table');
  return table.rows.map(([what, properties, , period]) => ({
    what: plain(what),
    name: codesIn(what)[0] ?? (plain(what) === 'every event' ? '*' : ''),
    properties: codesIn(properties),
    period: plain(period),
  }));
}

const NAMES = ['purchase', 'view_item', 'add_to_cart', 'page_view', 'session_start', 'something'];
const PROPERTIES = {
  value: 12,
  currency: 'EUR',
  item_id: 'a',
  item_category: 'pots',
  transaction_id: 't',
  source: 'x',
  page_path: '/',
  engagement_time_msec: 5,
  note: 'never read',
  items: [{ item_id: 'a', price: 7, item_category: 'pots', note: 'never read' }],
} as const;
const pathsOf = (value: Json, path = ''): string[] => {
  const inner = Array.isArray(value) ? value : [value];
  return inner.flatMap((one) =>
    typeof one === 'object' && one !== null
      ? Object.entries(one as { readonly [key: string]: Json }).flatMap(([key, of]) =>
          pathsOf(of, path ? `${path}.${key}` : key),
        )
      : [path],
  );
};

const random = fc
  .record({ definitions: arbitraryDefinitions, history: fc.boolean() }, { noNullPrototype: true })
  .map(({ definitions, history }): Definitions => ({
    ...definitions,
    ...(history && {
      history: [{ event: 'something', properties: ['note'], for: '30d', why: 'to find out' }],
    }),
  }));

describe('the table of what is stored', () => {
  it('has every event and property that is stored, with its period, and none that is not', async () => {
    await fc.assert(
      fc.asyncProperty(random, async (definitions) => {
        const rows = await rowsOf(definitions);
        const plan = compile(writeOut(definitions), kinds);
        for (const [at, name] of NAMES.entries()) {
          const engine = createEngine(plan, { offsetAt: () => 0 }, { now: at });
          engine.apply({ name, time: at + 1, props: PROPERTIES as never });
          const stored = engine.lastStored();
          const row = rows.find((one) => one.name === name) ?? rows.find((one) => one.name === '*');
          expect(row !== undefined, name).toBe(stored !== null);
          if (!row || !stored) continue;
          const whole = (path: string) =>
            row.properties.some((one) => path === one || path.startsWith(`${one}.`));
          for (const path of pathsOf((stored.props ?? {}) as Json).filter(Boolean))
            expect(whole(path), `${name}.${path}`).toBe(true);
          const kept = pathsOf((stored.props ?? {}) as Json);
          for (const path of pathsOf(PROPERTIES as unknown as Json))
            if (whole(path)) expect(kept).toContain(path);
          expect(row.period).toBe(voice.span(retention(plan, name)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has every trait, place, source and fact that a page keeps, and none that it does not', async () => {
    const extra = fc.constantFrom(
      {},
      { experiences: { hero: { variants: { a: {}, b: {} } } } },
      { experiences: { hero: { segments: ['s0'], variants: { a: {} }, count: true } } },
    );
    await fc.assert(
      fc.asyncProperty(random, extra, async (base, more) => {
        const definitions: Definitions = { ...base, ...more };
        const names = new Set((await rowsOf(definitions)).map(({ name }) => name));
        const facts = factsRead(compile(writeOut(definitions), kinds));
        const drawn = Object.entries(definitions.experiences ?? {}).map(
          ([id, one]) => [id, drawnAs(id, one)] as const,
        );
        const traits = { plan: 'pro', likes: [], ends: '2027-01-01', other: 1 };
        const keeping = keepingFor(facts);
        const kept = keeping.traits({
          ...traits,
          ...Object.fromEntries(drawn.map(([, as]) => [as, 'a'])),
        });
        for (const id of Object.keys(traits)) expect([id, names.has(id)]).toEqual([id, id in kept]);
        for (const [id, as] of drawn) expect([id, names.has(id)]).toEqual([id, as in kept]);
        const place = keeping.place({
          country: 'DE',
          region: 'BE',
          city: 'Berlin',
          timezone: 'x',
        });
        for (const part of ['country', 'region', 'city', 'timezone'])
          expect(names.has(`geo.${part}`)).toBe(part in (place ?? {}));
        const told = { source: 'a', medium: 'b', campaign: 'c', channel: 'd', referrer: 'e' };
        const touches = keeping.touches({ first: told, last: told, session: told });
        for (const touch of ['first', 'last', 'session'] as const)
          for (const part of Object.keys(told))
            expect(names.has(`source.${touch}.${part}`)).toBe(part in (touches?.[touch] ?? {}));
        for (const fact of ['session.pages', 'session.landing', 'device.type', 'page.path'])
          expect([fact, names.has(fact)]).toEqual([fact, facts.has(fact)]);
      }),
      { numRuns: 60 },
    );
  });

  it('says of whom an id is remembered, and what was asked', async () => {
    const rows = await rowsOf({
      covey: 1,
      site: 'hazel.example',
      version: 1,
      issued: '2026-11-24T00:00:00Z',
      expires: '2027-01-24T00:00:00Z',
      session: { timeout: '1h' },
      traits: { likes: { type: 'string', values: ['a', 'b'] } },
      metrics: { orders: { count: 'purchase', within: '90d' } },
      segments: {
        buyer: { when: { 'metric.orders': { $gte: 1 } } },
        here: { when: { 'geo.country': 'DE', 'trait.likes': 'a' } },
      },
      surveys: {
        why: { trait: 'likes', question: 'Which?', type: 'choice', show: { segments: ['buyer'] } },
      },
    });
    const periodOf = (what: string) => rows.find((one) => one.what.startsWith(what))?.period;
    expect(periodOf('purchase')).toBe('90 days');
    expect(periodOf('transaction_id of purchase')).toMatch(/13 months \(395 days\)/);
    expect(periodOf('geo.country')).toMatch(/until the session ends, 60 minutes after/);
    expect(periodOf('when the question why')).toMatch(/as long as the history/);
    expect(rows.find(({ name }) => name === 'likes')?.properties).toEqual(['a', 'b']);
  });
});
