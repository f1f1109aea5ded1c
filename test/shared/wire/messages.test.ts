import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  contextUrl,
  countsUrl,
  definitionsUrl,
  isSite,
  parseContext,
  parseError,
  statsUrl,
} from '../../../shared/wire/index.ts';

test('addresses are the ones of the architecture', () => {
  const edge = 'https://edge.example';
  expect(definitionsUrl(edge, 'hazel.example')).toBe(`${edge}/v1/sites/hazel.example/definitions`);
  expect(definitionsUrl(edge, 'hazel.example', 12)).toBe(
    `${edge}/v1/sites/hazel.example/definitions/12`,
  );
  expect(contextUrl(edge)).toBe(`${edge}/v1/context`);
  expect(countsUrl(edge, 'localhost')).toBe(`${edge}/v1/sites/localhost/counts`);
  expect(statsUrl(edge, 'localhost')).toBe(`${edge}/v1/sites/localhost/stats`);
  expect(statsUrl(edge, 'localhost', { period: 0, version: 3 })).toBe(
    `${edge}/v1/sites/localhost/stats?period=0&version=3`,
  );
});

test('a site is a host name in lower case and nothing else', () => {
  for (const site of ['localhost', 'hazel.example', 'xn--bcher-kva.example', 'a', '1.2.3.4']) {
    expect([site, isSite(site)]).toEqual([site, true]);
  }
  for (const text of [
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    '-a',
    'a-',
    'a-.b',
    'Hazel.example',
    'a/b',
    'a b',
    'a:80',
    'é.example',
    'a\n',
    '%61',
    'x'.repeat(64),
    `${'a.'.repeat(127)}a`,
  ]) {
    expect([text, isSite(text)]).toEqual([text, false]);
  }
});

const place = { country: 'DE', region: 'BE', city: 'Berlin', timezone: 'Europe/Berlin' };

test('a context keeps its four fields and drops all others', () => {
  expect(parseContext(place)).toEqual(place);
  expect(parseContext({ ...place, city: null, ip: '192.0.2.1' })).toEqual({ ...place, city: null });
});

test.each([
  ['not an object', 'DE'],
  ['null', null],
  ['a list', [place]],
  ['a missing field', { country: 'DE', region: 'BE', city: 'Berlin' }],
  ['a number', { ...place, region: 11 }],
  ['an empty text', { ...place, country: '' }],
  ['a long text', { ...place, city: 'x'.repeat(101) }],
  ['inherited fields', Object.create(place) as unknown],
])('a context is refused whole: %s', (_, value) => {
  expect(parseContext(value)).toBeNull();
});

test('an error is read from its shape only', () => {
  const issue = { path: ['segments', 'a', 0], message: 'unknown fact' };
  const error = { code: 'invalid', message: 'Two things are wrong.', issues: [issue] };
  expect(parseError({ error })).toEqual(error);
  expect(
    parseError({ error: { ...error, issues: [issue, 'x', { path: 'a', message: 'm' }] } }),
  ).toEqual(error);
  for (const value of [null, 'no', [], {}, { error: 'no' }, { error: { code: 1, message: 'm' } }]) {
    expect(parseError(value)).toBeNull();
  }
});

test('parsers never throw, whatever JSON comes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect([null, 'object']).toContain(parseContext(value) && 'object');
      expect([null, 'object']).toContain(parseError({ error: value }) && 'object');
    }),
  );
});
