// How many events of the trip a request of each library carries.
import { gunzipSync } from 'node:zlib';

/** A request in which a page reported something. */
export interface Sent {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

export function eventsOfPosthog({ path, query, body }: Sent): number {
  if (path !== '/e/') return 0;
  const plain = query.get('compression') === 'gzip-js' ? gunzipSync(body) : body;
  return (JSON.parse(plain.toString()) as { readonly batch: unknown[] }).batch.length;
}

export function eventsOfMixpanel({ path, body }: Sent): number {
  if (path !== '/track/') return 0;
  const data = new URLSearchParams(body.toString()).get('data') ?? '';
  return (JSON.parse(Buffer.from(data, 'base64').toString()) as unknown[]).length;
}

export const eventsOfSegment = ({ path }: Sent): number => (path === '/v1/t' ? 1 : 0);

export function eventsOfSnowplow({ path, body }: Sent): number {
  if (path !== '/com.snowplowanalytics.snowplow/tp2') return 0;
  return (JSON.parse(body.toString()) as { readonly data: unknown[] }).data.length;
}
