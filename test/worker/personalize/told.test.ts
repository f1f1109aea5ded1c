// What a request tells, and that nothing of it is guessed.
import { describe, expect, it } from 'vitest';
import { offsetIn } from '../../../worker/personalize/clock.ts';
import { toldBy } from '../../../worker/personalize/told.ts';
import { seen, verified, visit } from './site.ts';

const device = (headers: { readonly [name: string]: string }) => {
  const { facts, names } = toldBy(visit(headers), {});
  return Object.fromEntries(
    Object.entries(facts.device ?? {}).filter(([name]) => names.has(`device.${name}`)),
  );
};

describe('of the device', () => {
  it('what its client hints say in the words that scripts hear', () => {
    const brands = '"Google Chrome";v="147", "Chromium";v="147", "Not:A;Brand";v="8"';
    expect(
      device({ 'sec-ch-ua': brands, 'sec-ch-ua-mobile': '?1', 'sec-ch-ua-platform': '"Android"' }),
    ).toEqual({ browser: 'Google Chrome', type: 'mobile', os: 'Android' });
    expect(device({ 'sec-ch-ua': '"Not/A)Brand";v="8", "Chromium";v="147"' })).toEqual({
      browser: 'Chromium',
    });
    expect(device({ 'sec-ch-ua': '"A \\"B\\"";v="1"' })).toEqual({ browser: 'A "B"' });
  });

  it('no type where it may be a tablet, no system of no name', () => {
    expect(device({ 'sec-ch-ua-mobile': '?0', 'sec-ch-ua-platform': '""' })).toEqual({});
    expect(device({ 'user-agent': 'Mozilla/5.0 (iPhone) Mobile Safari' })).toEqual({});
  });

  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de-AT'],
    ['en', 'en'],
    ['es-419,es;q=0.9', 'es-419'],
    ['de-at,de;q=0.9', null],
    ['*', null],
    ['de;q=0.5,en', null],
    ['zh-Hans-CN', null],
    ['', null],
    ['<script>', null],
  ])('the language of %j is %j', (header, language) => {
    expect(device({ 'accept-language': header })).toEqual(language === null ? {} : { language });
  });
});

it('of the place what Cloudflare says, and nothing where it was not asked', () => {
  expect(toldBy(visit(), {}).facts.geo).toEqual({
    country: 'DE',
    region: 'BE',
    city: 'Berlin',
    timezone: 'Europe/Berlin',
  });
  const tor = toldBy(visit({}, { cf: { country: 'T1' } }), {});
  expect([tor.facts.geo?.['country'], tor.names.has('geo.country')]).toEqual([null, true]);
  const nowhere = toldBy(visit({}, { cf: null }), {});
  expect([nowhere.facts.geo, nowhere.names.has('geo.country')]).toEqual([undefined, false]);
});

it('of the clock nothing, unless the caller says so', async () => {
  const definitions = await verified();
  const now = Date.UTC(2026, 10, 29, 21, 30);
  const html = '<p data-covey-show="night" hidden>a</p>';
  const at = (options: object, cf: object = { timezone: 'Europe/Berlin' }) =>
    seen(html, definitions, visit({}, { cf }), { now: now + 0, ...options });
  expect(await at({})).toBe(html);
  expect(await at({ clock: true })).toBe('<p data-covey-edge-show="night">a</p>');
  expect(await at({ clock: true }, { timezone: 'Europe/London' })).toBe(
    '<p hidden="" data-covey-edge-show="night">a</p>',
  );
  for (const timezone of ['Mars/Olympus', '', undefined])
    expect(await at({ clock: true }, { timezone })).toBe(html);
});

it('offsets follow summer time, west and by half hours', () => {
  const winter = Date.UTC(2026, 0, 15);
  const summer = Date.UTC(2026, 6, 15);
  expect([winter, summer].map((time) => offsetIn('Europe/Berlin', time))).toEqual([60, 120]);
  expect([winter, summer].map((time) => offsetIn('America/St_Johns', time))).toEqual([-210, -150]);
  expect(['UTC', 'Asia/Kathmandu'].map((zone) => offsetIn(zone, winter))).toEqual([0, 345]);
});
