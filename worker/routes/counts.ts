import { decodeReport, REPORT_BYTES } from '../../shared/wire/index.ts';
import { readBody, refuseType } from '../body.ts';
import { failure } from '../failure.ts';
import { sawReport } from '../metrics/isolate.ts';
import { foreignHost } from '../senders.ts';
import { SHARDS } from '../shards.ts';
import { reportTogether } from '../together.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

const post: Handler = async (context) => {
  if (siteOf(context) === null) return NO_SITE;
  // An objection by Global Privacy Control: dropped unread, and without a word that would tell the page.
  if (context.req.header('sec-gpc') === '1') return counted();
  let outcome: string = 'internal';
  try {
    const result = await take(context);
    outcome = 'code' in result ? result.code : 'accepted';
    return result;
  } finally {
    sawReport(outcome);
  }
};

const counted = () => new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });

const take: Handler = async (context) => {
  const site = siteOf(context) ?? '';
  const request = context.req.raw;
  const refused = refuseType(request, 'application/octet-stream');
  if (refused) return refused;
  const body = await readBody(request, REPORT_BYTES);
  if (!body.ok) return body;
  const decoded = decodeReport(body.bytes);
  if (!decoded.ok) {
    return failure(
      'bad-request',
      `Not a count report (${decoded.code}): ${REPORT_BYTES} bytes of version 1 are expected, zeros at the end.`,
    );
  }
  const { reportId, ...report } = decoded.report;
  const idHash = new Uint8Array(await crypto.subtle.digest('SHA-256', reportId));
  // By the id, so that a repeated report meets the shard that knows it.
  const shard = (idHash[0] ?? 0) % SHARDS;
  const foreign = foreignHost(context.req.header('origin'), site);
  const received = { ...report, idHash, foreign };
  const { env, executionCtx } = context;
  return (await reportTogether(env, executionCtx, site, shard, received)) ?? counted();
};

/** Takes one randomised answer. Of the request nothing but its 56 bytes, `Origin` and `Sec-GPC` is looked at. */
export function addCounts(app: App): void {
  route(app, '/v1/sites/:site/counts', { POST: post }, ['POST']);
}
