// Headers that many answers share. The build writes those of scripts into dist/edge/_headers, too: Cloudflare serves them past the Worker.

/** On every answer, unless its route says something stricter or wider. */
export const SECURITY = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

/**
 * Pages of any site may read these. None goes by a cookie; `/v1/context` tells where the request comes from, and a site's
 * health says the day of the last report to who brings a token.
 */
export const PUBLIC = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};

/** Of a script by its plain name. */
export const NEWEST_SCRIPT = 'public, max-age=3600, stale-while-revalidate=86400';
/** Of one whose name holds its hash. */
export const SCRIPT_FOR_EVER = 'public, max-age=31536000, immutable';

/** A strict policy for the studio: everything from here, nothing inline, no frame around it. */
export const STUDIO_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');
