import { endingDays, expiryOf, expiryText } from '../../shared/definitions/expiry.ts';
import { MAX_BACKUP_BYTES, type SiteHealth } from '../../shared/wire/index.ts';
import { authorize } from '../auth.ts';
import { failure, STATUS } from '../failure.ts';
import { siteObject } from '../objects.ts';
import type { Health } from '../site-object.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

const DAY_MS = 86_400_000;

const health: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  let readsCounts = false;
  if (context.req.header('authorization') !== undefined) {
    // Any token of the site, so that each is told its end; what stands below, one that reads counts.
    const who = await authorize(context.req.raw, context.env, site, null);
    if (!who.ok) return who;
    readsCounts = who.scope !== 'publish';
  }
  let found: Health | null;
  try {
    found = await siteObject(context.env, site).health(site);
  } catch (error) {
    console.error(error);
    return failure(
      'unavailable',
      `The database of ${site} does not answer: pages go on with the definitions they have, and reports are not taken. Look at the Worker's log and at Cloudflare's status.`,
    );
  }
  if (!found) return failure('not-found', `Nothing is published for ${site}.`);
  const { hash, expires, version } = found.document;
  const [end, now] = [Date.parse(expires), Date.now()];
  const begun = Date.parse(found.document.published ?? '');
  const { state, days } = expiryOf(end, now, endingDays(begun, end));
  const ok = state !== 'ended';
  const body: SiteHealth = {
    ok,
    site,
    definitions: { version, hash, expires, state, daysLeft: days },
    database: { ok: true },
    reports: { state: reportsState(found, now), ...(readsCounts && { last: lastDay(found) }) },
    ...(readsCounts && {
      counters: found.counters,
      backup: { last: found.backup, maxBytes: MAX_BACKUP_BYTES },
    }),
  };
  const message = `The definitions of ${site} ${expiryText(end, now)}: no page decides anything. Sign and publish a new version: covey renew, covey sign, covey publish.`;
  return Response.json(ok ? body : { ...body, error: { code: 'ended', message } }, {
    status: ok ? 200 : STATUS.ended,
    headers: { 'cache-control': 'no-store' },
  });
};

/** For anyone, so no more than whether they come: not how many, nor on which day. */
function reportsState(
  { isCounted, lastDay: last }: Health,
  now: number,
): SiteHealth['reports']['state'] {
  if (!isCounted) return 'off';
  if (last === null) return 'none';
  return Math.floor(now / DAY_MS) - last <= 1 ? 'arriving' : 'quiet';
}

const lastDay = ({ lastDay: day }: Health): string | null =>
  day === null ? null : new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Whether a site's pages, its database and its counts go on, for a monitor. */
export function addHealth(app: App): void {
  route(app, '/v1/sites/:site/health', { GET: health }, ['GET']);
}
