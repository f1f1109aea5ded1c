import type { HostFacts } from '../../shared/engine/index.ts';
import type { Context } from '../../shared/wire/index.ts';
import { placeOf } from '../place.ts';
import { isTimezone } from './clock.ts';

/** What a request tells of the facts that definitions may read, and of which of them it tells anything. */
export interface Told {
  readonly facts: HostFacts;
  /** Facts that are known, absent ones included. All others are unknown, whatever `facts` leaves out. */
  readonly names: ReadonlySet<string>;
  /** Time zone of the visitor's clock, where that may be guessed. */
  readonly timezone: string | null;
}

export interface TellOptions {
  /** Instead of what Cloudflare says of the connection. */
  readonly place?: Context | undefined;
  /** `now.*` by the time zone of the connection. */
  readonly clock?: boolean | undefined;
}

/** All that a request may tell. */
const TELLABLE = [
  'page.path',
  'page.host',
  'geo.country',
  'geo.region',
  'geo.city',
  'geo.timezone',
  'device.type',
  'device.os',
  'device.browser',
  'device.language',
];
const CLOCK = ['now.hour', 'now.weekday', 'now.date', 'now.month'];

/**
 * The facts of a request that the page would find to be the same. What a browser says of itself counts only where its
 * request and its scripts say it in the same words.
 */
export function toldBy(request: Request, { place, clock }: TellOptions): Told {
  const { headers } = request;
  const { pathname, hostname } = new URL(request.url);
  const cf = request.cf as Partial<CfProperties> | undefined;
  const geo = place ?? (cf && placeOf(cf));
  const device = {
    type: headers.get('sec-ch-ua-mobile') === '?1' ? 'mobile' : null,
    os: platformOf(headers.get('sec-ch-ua-platform')),
    browser: brandOf(headers.get('sec-ch-ua')),
    language: languageOf(headers.get('accept-language')),
  };
  const timezone = clock && geo?.timezone && isTimezone(geo.timezone) ? geo.timezone : null;
  return {
    facts: { ...(geo && { geo: { ...geo } }), device, page: { path: pathname, host: hostname } },
    names: new Set([
      'page.path',
      'page.host',
      ...Object.keys(geo ?? {}).map((name) => `geo.${name}`),
      // What a request does not say, the page may still find out.
      ...Object.entries(device).flatMap(([name, value]) => (value ? [`device.${name}`] : [])),
      ...(timezone ? CLOCK : []),
    ]),
    timezone,
  };
}

/** Facts that some request may tell. */
export const tellable = (clock: boolean | undefined): ReadonlySet<string> =>
  new Set(clock ? [...TELLABLE, ...CLOCK] : TELLABLE);

/** Headers of a request that these facts are told by. */
export function headersOf(facts: Iterable<string>): readonly string[] {
  const by: { readonly [fact: string]: string } = {
    'device.type': 'Sec-CH-UA-Mobile',
    'device.os': 'Sec-CH-UA-Platform',
    'device.browser': 'Sec-CH-UA',
    'device.language': 'Accept-Language',
  };
  return [...facts].flatMap((fact) => by[fact] ?? []).toSorted();
}

function platformOf(header: string | null): string | null {
  return /^"([^"\\]+)"$/.exec(header ?? '')?.[1] ?? null;
}

/** The product's own name, as `sdk/capture/device.ts` chooses it among the same brands in the same order. */
function brandOf(header: string | null): string | null {
  const brands = [...(header ?? '').matchAll(/"((?:[^"\\]|\\.)*)"\s*;\s*v=/g)]
    .map(([, brand = '']) => brand.replaceAll(/\\(.)/g, '$1'))
    .filter((brand) => !/not.*brand/i.test(brand));
  return brands.find((brand) => brand !== 'Chromium') ?? brands[0] ?? null;
}

/** The language that a browser names first, in the form in which it tells scripts of it. */
function languageOf(header: string | null): string | null {
  return /^([a-z]{2,3}(?:-(?:[A-Z]{2}|\d{3}))?)(?:,|$)/.exec(header ?? '')?.[1] ?? null;
}
