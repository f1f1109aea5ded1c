import { isOwnHost } from '../shared/wire/index.ts';

/**
 * The host of the page that sent a request, where the site's name alone does not allow it; null: allowed. A browser names
 * the page's origin, and no page can change what it says; whatever is no browser may say anything, or nothing.
 */
export function foreignHost(origin: string | undefined, site: string): string | null {
  if (origin === undefined || origin === `https://${site}`) return null;
  if (!URL.canParse(origin)) return origin.slice(0, 253);
  const host = new URL(origin).hostname.replace(/\.$/, '');
  return isOwnHost(host, site) ? null : host;
}
