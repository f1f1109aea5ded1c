import {
  channelOf,
  clickOf,
  isSameSite,
  kindOf,
  registeredName,
} from '../../shared/sources/index.ts';

/** How a page was reached, as the browser tells it. */
export interface Arrival {
  readonly href: string;
  readonly referrer: string;
}

/** Where a visit came from. */
export interface Source {
  /** `google`, `newsletter`, a host name, `(direct)`, or `(not set)` where other tags stand without it. */
  readonly source: string;
  /** `organic`, `cpc`, `email`, `referral`, `ai-assistant`, `(none)`, or `(not set)`. */
  readonly medium: string;
  readonly campaign: string | null;
  readonly term: string | null;
  readonly content: string | null;
  /** Channel group by the names of Google Analytics 4. */
  readonly channel: string;
  /** Host name of the page before, where it was another site's. */
  readonly referrer: string | null;
}

const MAX_LENGTH = 200;
const NOT_SET = '(not set)';

/** Host of the page before, as far as the browser tells; an app's name read as the host it belongs to. */
function hostOf(referrer: string): string {
  try {
    const { protocol, hostname } = new URL(referrer);
    const host = hostname.toLowerCase().replace(/^www\./, '');
    return protocol === 'android-app:' ? host.split('.').toReversed().join('.') : host;
  } catch {
    return '';
  }
}

/** What the page before tells by itself. */
function referral(host: string): Pick<Source, 'source' | 'medium'> {
  const kind = kindOf(host);
  if (kind === 'ai') return { source: host, medium: 'ai-assistant' };
  if (kind !== 'search') return { source: host, medium: 'referral' };
  return { source: registeredName(host).split('.')[0] ?? host, medium: 'organic' };
}

/** The source that an address and a referrer tell of; null for a page reached from the site itself. */
export function sourceOf({ href, referrer }: Arrival): Source | null {
  const location = new URL(href);
  const query = new URLSearchParams(location.search);
  const tag = (name: string) => query.get(`utm_${name}`)?.trim().slice(0, MAX_LENGTH) || null;
  const before = hostOf(referrer);
  const own = before !== '' && isSameSite(before, location.hostname.replace(/^www\./, ''));
  const host = own ? '' : before;
  const found = clickOf((name) => query.has(name));
  const click = found?.weak && host ? null : found;
  const [source, medium, campaign] = [tag('source'), tag('medium'), tag('campaign')];
  const tagged = source ?? medium ?? campaign;
  if (own && !tagged && !click) return null;
  const told = click ?? (host ? referral(host) : null);
  // A link of an assistant names itself, and no medium.
  const assistant = source && kindOf(source.toLowerCase()) === 'ai' ? 'ai-assistant' : null;
  const same = !source || source.toLowerCase() === click?.source;
  const untagged = tagged ? NOT_SET : null;
  const all = {
    source: source ?? told?.source ?? untagged ?? '(direct)',
    medium: medium ?? (same ? told?.medium : assistant) ?? untagged ?? '(none)',
    campaign,
    term: tag('term'),
    content: tag('content'),
  };
  return {
    ...all,
    channel: channelOf(all.source, all.medium, campaign),
    referrer: host || null,
  };
}

/** The source, or null where it is a host that no visit comes from: visitors were sent there to pay or to sign in. */
export function heeded<T extends Partial<Source>>(
  found: T | null,
  ignored: (host: string) => boolean,
): T | null {
  if (!found?.referrer || !ignored(found.referrer)) return found;
  const { source, medium } = referral(found.referrer);
  return found.source === source && found.medium === medium ? null : found;
}
