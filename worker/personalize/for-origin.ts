import { isForPage } from './whether.ts';

/**
 * The request as the site's own server is to have it: for a page, without `If-None-Match` and `If-Modified-Since`. A copy
 * that the browser has from before would be confirmed, and shown for as long as the page stays the same.
 */
export function forOrigin(request: Request): Request {
  if (!isForPage(request)) return request;
  const whole = new Request(request);
  for (const name of ['if-none-match', 'if-modified-since']) whole.headers.delete(name);
  return whole;
}
