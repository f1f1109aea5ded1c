import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitions as shop } from '../../../demo/definitions.ts';
import { definitionsSchema } from '../../../shared/definitions/schema.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { asLines, english, inOneLine, readerOf } from '../../../shared/reading/index.ts';
import { document } from '../../conformance/examples/example.ts';
import { arbitraryDefinitions } from '../definitions/arbitrary.ts';
import { documents } from '../engine/generate.ts';
import { changedDocuments } from './changed.ts';
import { constructs, expectApart, texts } from './held.ts';

const isValid = (definitions: Definitions) => definitionsSchema.safeParse(definitions).success;

describe('two definitions that differ in meaning never read the same', () => {
  it('wherever one of the reference’s examples is changed in one place', () => {
    let count = 0;
    constructs.forEach((definitions, i) => {
      count += expectApart(definitions, changedDocuments(definitions, 70, i));
    });
    expect(constructs.length).toBeGreaterThan(100);
    expect(count).toBeGreaterThan(2000);
  });

  it.each([
    ['checker', arbitraryDefinitions],
    ['engine', documents.map((all) => document(all[0] as Partial<Definitions>))],
  ])('wherever a random document of the %s is changed in one place', (_, made) => {
    fc.assert(
      fc.property(made.filter(isValid), fc.nat(), (definitions, seed) => {
        expectApart(definitions, changedDocuments(definitions, 900, seed));
      }),
      { numRuns: 60 },
    );
  });
});

describe('what the owner wrote', () => {
  const hostile = fc.constantFrom(
    '“',
    '”',
    '\\',
    '”)',
    ', and ',
    '\n  - ',
    '\u202e',
    '„',
    '»',
    '[',
    '; ',
  );
  const text = fc.array(hostile, { maxLength: 4 }).map((all) => `OWNER${all.join('OWNER')}`);
  const outside = (said: string) =>
    said.replace(/“(?:[^“”\\]|\\.)*”/gs, '').replace(/"(?:[^"\\]|\\.)*"/gs, '');

  it('stands in quotation marks that it cannot close, on one line', () => {
    fc.assert(
      fc.property(text, text, text, (name, value, event) => {
        const definitions = document({
          metrics: { m: { name, count: event, where: { [value]: value, x: { $in: [value] } } } },
          segments: {
            a: {
              name,
              description: value,
              when: { 'metric.m': 2, [`trait.${value}`]: { a: value } },
            },
            b: { name, when: { 'segment.a': true, [event]: { $regex: value } } },
          },
          groups: { g: { name, segments: ['a', 'b', 'c'] } },
        });
        const lines = asLines(readerOf(definitions).document());
        expect(outside(lines)).not.toContain('OWNER');
        expect(lines).not.toMatch(/\u202e/);
        for (const line of lines.split('\n').slice(1)) expect(line).toMatch(/^ +- /);
      }),
    );
  });

  it('is called by its id, too, where two are called the same', () => {
    const definitions = document({
      segments: {
        a: { name: 'Fans', when: {} },
        b: { name: 'Fans', when: { 'segment.a': false } },
        c: { name: 'd', when: { 'segment.d': true } },
        d: { when: { 'segment.c': true, 'segment.e': true } },
      },
    });
    const said = (id: string) => readerOf(definitions).thing('segments', id).parts?.[0]?.text;
    expect(said('b')).toBe('Is not in “Fans” (a)');
    expect(said('c')).toBe('Is in “d”');
    expect(said('d')).toBe('Is in “d” (c), and is in “e” (not defined)');
  });
});

describe('in English', () => {
  const said = (id: string) => {
    const { text, parts = [] } = readerOf(shop as never).thing('segments', id);
    return [text, ...parts.map((part) => inOneLine(part))];
  };

  it('a segment reads as a person would say it', () => {
    expect(said('window-shopper').slice(0, 2)).toEqual([
      '“Window shopper” (window-shopper)',
      'Viewed at least 5 different products in the last 7 days, and put nothing in the basket in the last 7 days',
    ]);
    expect(said('berlin')[1]).toBe('Is in “In Germany”, and the city is “Berlin”');
    expect(said('cart-abandoner').slice(1, 4)).toEqual([
      'Put something in the basket at least once in the last 7 days, and last put something in the basket 30 minutes or more ago or never; stays in for 2 days after that',
      'Described as “Left something in the basket for half an hour or more, up to 7 days”',
      'Out while this holds: bought something at least once in the last 7 days',
    ]);
    expect(said('checkout-abandoner').slice(1, 3)).toEqual([
      'Completed this at least once in the last 7 days [began to check out; not for 60 minutes after that: bought something]',
      'Stays in for 3 days after that last held',
    ]);
  });

  it('a time since with both bounds does not speak of never', () => {
    const { parts = [] } = readerOf(
      document({
        metrics: { last: { since: 'add_to_cart' } },
        segments: { s: { when: { 'metric.last': { $gte: '30m', $lt: '7d' } } } },
      }),
    ).thing('segments', 's');
    expect(parts.map((part) => inOneLine(part))).toEqual([
      'Last put something in the basket 30 minutes or more ago and less than 7 days ago',
    ]);
  });

  it('the same definitions read the same', () => {
    const again = JSON.parse(JSON.stringify(shop)) as Definitions;
    expect(texts(again, english)).toEqual(texts(shop as never, english));
  });
});
