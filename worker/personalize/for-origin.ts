import { isForPage } from './whether.ts';

/**
 * What a browser says of copies that it has from before. One that is confirmed would be shown for as long as the page stays
 * the same, and an answer in terms of one (a compression dictionary) could not be written into.
 */
const OF_COPIES = ['if-none-match', 'if-modified-since', 'available-dictionary', 'dictionary-id'];

/** The request as the site's own server is to have it: for a page, without a word of copies that the browser has. */
export function forOrigin(request: Request): Request {
  if (!isForPage(request)) return request;
  const whole = new Request(request);
  for (const name of OF_COPIES) whole.headers.delete(name);
  return whole;
}
