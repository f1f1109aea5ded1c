/** Where a visit came from. */
export interface Source {
  /** `google`, `newsletter`, a host name, or `(direct)`. */
  readonly source: string;
  /** `organic`, `cpc`, `email`, `referral`, `(none)`. */
  readonly medium: string;
  readonly campaign: string | null;
  readonly term: string | null;
  readonly content: string | null;
  /** Channel group by the names of Google Analytics 4. */
  readonly channel: string;
  /** Host name of the page before, where it was another site's. */
  readonly referrer: string | null;
}

/** `source.*`: where the visitor came from at first, lately (a direct visit changes nothing), and this time. */
export interface Touches {
  /** Null: this device was not asked to remember it when it happened. */
  readonly first: Source | null;
  readonly last: Source | null;
  readonly session: Source;
}

const SEARCH =
  /(^|\.)(google|bing|duckduckgo|yahoo|ecosia|baidu|yandex|startpage|qwant|naver|seznam|search\.brave)\./;
const SOCIAL =
  /(^|\.)(facebook|instagram|linkedin|lnkd|twitter|reddit|pinterest|tiktok|threads|snapchat|vk|bsky|mastodon)\.|^(t\.co|x\.com|youtu\.be|lnkd\.in)$|(^|\.)youtube\.com$/;
const PAID = /cp[acmv]?$|^ppc|retargeting|^paid/;

/** The source that an address and a referrer tell of; null for a page reached from the site itself. */
export function sourceOf(location: Location, referrer: string): Source | null {
  const query = new URLSearchParams(location.search);
  const tag = (name: string) => query.get(`utm_${name}`)?.slice(0, 200) || null;
  let host = '';
  try {
    host = new URL(referrer).hostname.replace(/^www\./, '');
  } catch {
    // No referrer, or none that can be read.
  }
  const own = host === location.hostname.replace(/^www\./, '');
  const tagged = tag('source') ?? tag('medium') ?? tag('campaign');
  const ad = query.has('gclid') ? 'google' : query.has('msclkid') ? 'bing' : null;
  if (own && !tagged && !ad) return null;
  const external = own ? '' : host;
  const search = SEARCH.exec(external)?.[2];
  const social = SOCIAL.exec(external);
  const source = tag('source') ?? ad ?? search?.replace('search.', '') ?? (external || '(direct)');
  const medium =
    tag('medium') ??
    (ad
      ? 'cpc'
      : tagged
        ? '(not set)'
        : search
          ? 'organic'
          : social
            ? 'social'
            : external
              ? 'referral'
              : '(none)');
  return {
    source,
    medium,
    campaign: tag('campaign'),
    term: tag('term'),
    content: tag('content'),
    channel: channelOf(source.toLowerCase(), medium.toLowerCase()),
    referrer: external || null,
  };
}

function channelOf(source: string, medium: string): string {
  const named = `${source}.`;
  const search = SEARCH.test(named);
  const social = SOCIAL.test(named) || SOCIAL.test(source);
  if (medium === '(none)') return 'Direct';
  if (PAID.test(medium)) return search ? 'Paid Search' : social ? 'Paid Social' : 'Paid Other';
  if (/^(display|banner|expandable|interstitial)$/.test(medium)) return 'Display';
  if (medium === 'organic' || search) return 'Organic Search';
  if (social || /^(social|social-network|social-media|sm)$/.test(medium)) return 'Organic Social';
  if (/^e-?mail$/.test(medium) || /^e-?mail$/.test(source)) return 'Email';
  if (/^affiliates?$/.test(medium)) return 'Affiliates';
  if (/^sms$/.test(medium)) return 'SMS';
  return /^(referral|app|link)$/.test(medium) ? 'Referral' : 'Unassigned';
}

const DIRECT: Source = {
  source: '(direct)',
  medium: '(none)',
  campaign: null,
  term: null,
  content: null,
  channel: 'Direct',
  referrer: null,
};

/** The touches after a page was reached from `found`, in a session that is new or not, by a visitor who is or not. */
export function touch(
  before: Touches | null,
  found: Source | null,
  newSession: boolean,
  newVisitor: boolean,
): Touches {
  const arrival = found ?? DIRECT;
  return {
    first: newVisitor ? arrival : (before?.first ?? null),
    last: arrival.channel === 'Direct' && !newVisitor ? (before?.last ?? null) : arrival,
    session: newSession || !before ? arrival : before.session,
  };
}
