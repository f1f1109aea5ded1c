import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Touches } from '../../sdk/ingest/index.ts';
import type { Definitions, MetricDefinition } from '../../shared/definitions/types.ts';
import {
  define,
  HOUR,
  MINUTE,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  settle,
  SITE,
  START,
  stored,
  useClock,
  type Device,
  type Owner,
  type PageOptions,
} from './harness.ts';

useClock();
let owner: Owner;
let usual: Uint8Array<ArrayBuffer>;
/** Reads all there is of a source. */
const everything = ['first', 'last', 'session'].flatMap((touch) =>
  ['source', 'medium', 'campaign', 'term', 'content', 'channel', 'referrer'].map((part) => ({
    [`source.${touch}.${part}`]: 'nowhere',
  })),
);
const definitions = (change: Partial<Definitions> = {}) =>
  define({
    segments: {
      newsletter: { when: { 'source.session.medium': 'email' } },
      firstSearch: { when: { 'source.first.channel': 'Organic Search' } },
      lastAd: { when: { 'source.last.channel': 'Paid Search' } },
      nobody: { when: { $or: everything } },
      directNow: { when: { 'source.session.channel': 'Direct' } },
    },
    ...change,
  });

beforeAll(async () => {
  owner = await newOwner();
  usual = await owner.sign(definitions());
});

/** Opens a page, and tells what is remembered of where the visitor came from. */
async function visit(options: PageOptions = {}, device: Device = newDevice(), envelope = usual) {
  const edge = newEdge(envelope);
  device.storage.setItem(NAME, JSON.stringify({ personalisation: true, time: START }));
  const tab = open(device, edge, owner, options);
  await tab.covey.ready;
  await settle();
  const touches = async () => {
    await settle();
    const { snapshot } = (await stored(device)).state as {
      snapshot: { touches: Touches };
    };
    return snapshot.touches;
  };
  return { ...tab, touches };
}
const told = async (url: string, referrer: string, envelope = usual) => {
  const { touches } = await visit({ url, referrer }, newDevice(), envelope);
  const { source, medium, channel } = (await touches()).session;
  return [source, medium, channel];
};

describe('what is said of a session as it begins', () => {
  const sessions = (each: MetricDefinition) => ({
    sessions: { 'metric.such': { $gte: 1 } },
    each: { such: each },
  });
  const document = definitions({
    metrics: {
      ads: { count: 'session_start', where: { channel: 'Paid Search' } },
      phones: sessions({ count: 'session_start', where: { device_type: 'mobile' } }),
      desks: sessions({ count: 'session_start', where: { device_type: 'desktop' } }),
    },
    segments: {
      'came-by-ad': { when: { 'metric.ads': { $gte: 1 } } },
      'always-by-desk': { when: { 'metric.desks': { $gte: 2 }, 'metric.phones': 0 } },
    },
  });

  it('device and source of each session can be asked for later, and no more of it is kept', async () => {
    const device = newDevice();
    const envelope = await owner.sign(document);
    const ad = { url: `https://${SITE}/?gclid=1`, referrer: 'https://www.google.com/' };
    const first = await visit(ad, device, envelope);
    expect(first.covey.segments()).toEqual(['came-by-ad']);
    await first.touches();
    await first.leave();
    vi.setSystemTime(START + 3 * HOUR);
    const second = await visit({ url: `https://${SITE}/` }, device, envelope);
    expect(second.covey.segments()).toEqual(['came-by-ad', 'always-by-desk']);
    await second.touches();
    const { events } = await stored(device);
    expect(events.filter(({ name }) => name === 'session_start').map(({ props }) => props)).toEqual(
      [
        { channel: 'Paid Search', device_type: 'desktop' },
        { channel: 'Direct', device_type: 'desktop' },
      ],
    );
  });
});

describe('where a visit came from', () => {
  const home = `https://${SITE}/`;
  it.each([
    [home, '', '(direct)', '(none)', 'Direct'],
    [home, 'https://www.google.com/', 'google', 'organic', 'Organic Search'],
    [home, 'https://uk.search.yahoo.com/', 'yahoo', 'organic', 'Organic Search'],
    [home, 'https://mail.google.com/', 'mail.google.com', 'referral', 'Referral'],
    [home, 'https://notgoogle.com/', 'notgoogle.com', 'referral', 'Referral'],
    [home, 'https://google.com.evil.example/', 'google.com.evil.example', 'referral', 'Referral'],
    [home, 'https://chatgpt.com/', 'chatgpt.com', 'ai-assistant', 'AI Assistant'],
    [`${home}?utm_source=chatgpt.com`, '', 'chatgpt.com', 'ai-assistant', 'AI Assistant'],
    [home, 'https://www.youtube.com/', 'youtube.com', 'referral', 'Organic Video'],
    [home, 'https://l.facebook.com/', 'l.facebook.com', 'referral', 'Organic Social'],
    [
      home,
      'android-app://com.google.android.googlequicksearchbox/',
      'google',
      'organic',
      'Organic Search',
    ],
    [home, 'android-app://com.google.android.gm/', 'gm.android.google.com', 'referral', 'Referral'],
    [`${home}?gclid=1`, 'https://www.google.com/', 'google', 'cpc', 'Paid Search'],
    [`${home}?gbraid=1`, '', 'google', 'cpc', 'Paid Search'],
    [`${home}?wbraid=1`, '', 'google', 'cpc', 'Paid Search'],
    [`${home}?dclid=1`, '', 'dbm', 'cpm', 'Display'],
    [`${home}?msclkid=1`, '', 'bing', 'cpc', 'Paid Search'],
    [`${home}?ttclid=1`, '', 'tiktok', 'cpc', 'Paid Social'],
    [`${home}?li_fat_id=1`, '', 'linkedin', 'cpc', 'Paid Social'],
    [`${home}?twclid=1`, 'https://t.co/', 'twitter', 'cpc', 'Paid Social'],
    [`${home}?fbclid=1`, '', 'facebook', 'referral', 'Organic Social'],
    [
      `${home}?fbclid=1`,
      'https://l.instagram.com/',
      'l.instagram.com',
      'referral',
      'Organic Social',
    ],
    [`${home}?awc=1`, 'https://blog.example/', 'awin', 'affiliate', 'Affiliates'],
    [`${home}?utm_source=june&utm_medium=E-Mail&fbclid=1`, '', 'june', 'E-Mail', 'Email'],
    [`${home}?utm_source=june&gclid=1`, '', 'june', '(not set)', 'Unassigned'],
    [`${home}?utm_source=google&gclid=1`, '', 'google', 'cpc', 'Paid Search'],
    [`${home}?utm_campaign=spring`, 'https://www.bing.com/', 'bing', 'organic', 'Organic Search'],
    [`${home}?utm_campaign=spring`, '', '(not set)', '(not set)', 'Unassigned'],
    [`${home}?utm_medium=email`, '', '(not set)', 'email', 'Email'],
    // A plus sign is a blank and %2B is one; a value may hold an equals sign, and the first of two counts.
    [
      `${home}?utm_source=the+letter%2B&utm_medium=a=b&utm_source=mail`,
      '',
      'the letter+',
      'a=b',
      'Unassigned',
    ],
  ])('%s from "%s" is %s / %s: %s', async (url, referrer, ...expected) => {
    expect(await told(url, referrer)).toEqual(expected);
  });

  it.each([
    'https://hazel.example/a/',
    'https://shop.hazel.example/',
    'https://www.hazel.example/',
  ])('the site itself (%s) sends nobody', async (referrer) => {
    expect(await told(home, referrer)).toEqual(['(direct)', '(none)', 'Direct']);
  });

  it('somebody who comes back from paying or signing in did not come from there', async () => {
    expect(await told(home, 'https://www.paypal.com/')).toEqual(['(direct)', '(none)', 'Direct']);
    expect(await told(home, 'https://accounts.google.com/')).toEqual([
      '(direct)',
      '(none)',
      'Direct',
    ]);
    expect(await told(`${home}?utm_source=paypal&utm_medium=email`, 'https://paypal.com/')).toEqual(
      ['paypal', 'email', 'Email'],
    );
  });

  it('the signed list adds hosts, and takes usual ones off', async () => {
    const signed = await owner.sign(
      definitions({ sources: { ignore: ['bank.example', '-paypal.com'] } }),
    );
    expect((await told(home, 'https://acs.bank.example/', signed))[2]).toBe('Direct');
    expect((await told(home, 'https://notbank.example/', signed))[2]).toBe('Referral');
    expect((await told(home, 'https://www.paypal.com/', signed))[0]).toBe('paypal.com');
  });

  it('first, last and this session keep apart', async () => {
    const device = newDevice();
    await (await visit({ referrer: 'https://www.google.com/' }, device)).leave();
    vi.setSystemTime(START + HOUR);
    const ad = await visit({ url: `${home}?utm_source=google&utm_medium=cpc` }, device);
    expect(ad.covey.segments()).toEqual(['firstSearch', 'lastAd']);
    await ad.leave();
    vi.setSystemTime(START + 2 * HOUR);
    const direct = await visit({}, device);
    expect(direct.covey.segments()).toEqual(['firstSearch', 'lastAd', 'directNow']);
  });

  it('they change with a session, and not inside one', async () => {
    const device = newDevice();
    await (await visit({ referrer: 'https://www.google.com/' }, device)).leave();
    vi.setSystemTime(START + MINUTE);
    const ad = await visit({ url: `${home}?gclid=1` }, device);
    const { first, last, session } = await ad.touches();
    expect([first?.channel, last?.channel, session.channel]).toEqual(
      Array(3).fill('Organic Search'),
    );
  });

  it('a page left open for long begins a direct session, and what was last stays', async () => {
    const { covey, touches } = await visit({ url: `${home}?gclid=1` });
    expect(covey.segments()).toEqual(['lastAd']);
    vi.setSystemTime(START + HOUR);
    covey.track('purchase');
    expect(covey.segments()).toEqual(['lastAd', 'directNow']);
    expect((await touches()).first?.channel).toBe('Paid Search');
  });

  it('is not lost on pages that record nothing by themselves', async () => {
    const device = newDevice();
    await (await visit({ url: `${home}?gclid=1`, capture: 'off' }, device)).leave();
    const next = await visit({ referrer: home, capture: 'off' }, device);
    next.covey.track('purchase');
    const { first, last, session } = await next.touches();
    expect([first?.channel, last?.channel, session.channel]).toEqual(Array(3).fill('Paid Search'));
  });

  it('definitions that begin to ask within a session do not know where it came from', async () => {
    const device = newDevice();
    const without = await owner.sign(define({ segments: { x: { when: { 'page.path': '/' } } } }));
    await (await visit({ referrer: 'https://www.google.com/' }, device, without)).leave();
    vi.setSystemTime(START + 20 * MINUTE);
    const signed = await owner.sign(definitions({ version: 2 }));
    const later = await visit({ referrer: home }, device, signed);
    expect(later.covey.segments()).toEqual([]);
  });
});
