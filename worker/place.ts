import type { Context } from '../shared/wire/index.ts';

/** What Cloudflare says of the connection, coarse as it is; never looked up, never kept. */
export function placeOf(cf: Partial<CfProperties> | undefined): Context {
  const country = text(cf?.['country']);
  return {
    // XX: unknown; T1: Tor, which is no country.
    country: country === 'XX' || country === 'T1' ? null : country,
    region: text(cf?.['regionCode']),
    city: text(cf?.['city']),
    timezone: text(cf?.['timezone']),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
