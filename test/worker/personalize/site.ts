import { expect } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { formatKeys } from '../../../shared/signing/index.ts';
import {
  openDefinitions,
  personalize,
  type PersonalizeOptions,
  type VerifiedDefinitions,
} from '../../../worker/personalize/index.ts';
import { definitionsOf, makeKey, sign } from '../edge.ts';

export const SITE = 'hazel.example';

/** Segments of every kind that matters here: decided by a request, by the past, and by both. */
export const SEGMENTS: Definitions['segments'] = {
  german: { when: { 'geo.country': 'DE' } },
  berliner: { when: { 'geo.country': 'DE', 'geo.city': 'Berlin' } },
  french: { when: { 'geo.country': 'FR' } },
  speaker: { when: { 'device.language': { $in: ['de', 'de-AT'] } } },
  mobile: { when: { 'device.type': 'mobile' } },
  offers: { when: { 'page.path': '/offers' } },
  buyer: { when: { 'metric.orders': { $gte: 1 } } },
  'german-buyer': { when: { 'geo.country': 'DE', 'metric.orders': { $gte: 1 } } },
  stayer: { when: { 'geo.country': 'DE' }, keep: '7d' },
  night: { when: { 'now.hour': { $gte: 22 } } },
  trial: { when: { 'geo.country': 'DE' }, shadow: true },
};
export const ALL = Object.keys(SEGMENTS);

export async function verified(changes: Partial<Definitions> = {}): Promise<VerifiedDefinitions> {
  const key = await makeKey();
  const envelope = await sign(definitionsOf(SITE, { segments: SEGMENTS, ...changes }), key);
  const opened = await openDefinitions(envelope, { site: SITE, keys: formatKeys([key.public]) });
  expect(opened.ok).toBe(true);
  return (opened as { definitions: VerifiedDefinitions }).definitions;
}

export const BERLIN = {
  country: 'DE',
  regionCode: 'BE',
  city: 'Berlin',
  timezone: 'Europe/Berlin',
};

interface Visit extends Omit<RequestInit, 'cf'> {
  /** What Cloudflare says of the connection; null: nothing. */
  readonly cf?: object | null;
  readonly path?: string;
}

/** A visitor's request for a page, as a browser sends it. */
export function visit(
  headers: { readonly [name: string]: string } = {},
  { cf = BERLIN, path = '/', ...init }: Visit = {},
): Request {
  return new Request(`https://${SITE}${path}`, {
    ...init,
    ...(cf && { cf: cf as CfProperties }),
    headers: { 'sec-fetch-dest': 'document', accept: 'text/html', ...headers },
  });
}

export const page = (
  body: BodyInit | null,
  headers: { readonly [name: string]: string } = {},
  init: ResponseInit = {},
): Response =>
  new Response(body, {
    ...init,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  });

/** What a visitor in Berlin gets of this HTML, without what stands on the root. */
export async function seen(
  html: string,
  definitions: VerifiedDefinitions,
  request = visit(),
  options: Partial<PersonalizeOptions> = {},
): Promise<string> {
  const all = { segments: ALL, ...options };
  return personalize(page(html), definitions, request, all).text();
}
