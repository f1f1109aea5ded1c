import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { contextUrl, parseContext } from '../../shared/wire/index.ts';
import { app } from '../../worker/app.ts';
import { call, EDGE, everythingStored, refusal } from './edge.ts';

const BERLIN = {
  country: 'DE',
  region: 'Land Berlin',
  regionCode: 'BE',
  city: 'Berlin',
  timezone: 'Europe/Berlin',
};
const here = { country: 'DE', region: 'BE', city: 'Berlin', timezone: 'Europe/Berlin' };

test('country, region, city and time zone of the request, and nothing else', async () => {
  const before = await everythingStored();
  const response = await call(contextUrl(EDGE), {
    cf: { ...BERLIN, postalCode: '10115', latitude: '52.5', asn: 1, clientTcpRtt: 3 },
    headers: { 'cf-connecting-ip': '192.0.2.1', 'user-agent': 'Test/1' },
  });
  const answer = await response.json();
  expect(answer).toEqual(here);
  expect(parseContext(answer)).toEqual(here);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(await everythingStored()).toBe(before);
});

test('what the edge does not know is null; Tor and XX are no countries', async () => {
  for (const [cf, country] of [
    [{ country: 'XX' }, null],
    [{ country: 'T1' }, null],
    [{ country: 'FR', city: '' }, 'FR'],
  ] as const) {
    const response = await call(contextUrl(EDGE), { cf });
    expect(await response.json()).toEqual({ country, region: null, city: null, timezone: null });
  }
});

test('an objection changes nothing: the answer is coarse and unkept for everyone', async () => {
  const response = await call(contextUrl(EDGE), { cf: BERLIN, headers: { 'sec-gpc': '1' } });
  expect(await response.json()).toEqual(here);
});

const ask = async (value: string) => {
  const local = { ...env, COVEY_DEV_CONTEXT: value };
  return (await app.request(contextUrl(EDGE), {}, local)).json();
};

test('a local run may say where it is', async () => {
  expect(await ask('{"country":"NO","city":"Oslo"}')).toEqual({
    country: 'NO',
    region: null,
    city: 'Oslo',
    timezone: null,
  });
  for (const unusable of ['{', '{"country":5}', '']) {
    expect(await ask(unusable)).toEqual({
      country: null,
      region: null,
      city: null,
      timezone: null,
    });
  }
});

test('only GET', async () => {
  expect(await refusal(call(contextUrl(EDGE), { method: 'POST' }))).toEqual([
    405,
    'method-not-allowed',
  ]);
});
