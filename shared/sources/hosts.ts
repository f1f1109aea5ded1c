/** Under a country's domain, names are often given out one level further down: `hazel.co.uk`. */
const SECOND_LEVEL =
  /^(ac|co|com|edu|gob|gouv|gov|govt|go|gv|ltd|me|mil|ne|net|nom|or|org|plc|sch)$/;

/** Hosting under which every name has an owner of its own. */
const HOSTING =
  /(^|\.)((git(hub|lab)|webflow)\.io|(netlify|vercel|web|onrender)\.app|(pages|workers|fly)\.dev|(herokuapp|firebaseapp|myshopify|wordpress|blogspot|wixsite|appspot)\.com|azurewebsites\.net|cloudfront\.net|amazonaws\.com|surge\.sh)$/;

/**
 * The part of a host name that somebody registered: `hazel.co.uk` of `shop.hazel.co.uk`. A small rule instead of the
 * public suffix list, which weighs as much as the engine: right for one-part suffixes, for the usual second levels
 * under two-letter countries, and for the hosting named above, where the whole host is taken.
 */
export function registeredName(host: string): string {
  if (HOSTING.test(host) || /^[\d.]+$|:/.test(host)) return host;
  const labels = host.split('.');
  const [second = '', top = ''] = labels.slice(-2);
  return labels.slice(top.length === 2 && SECOND_LEVEL.test(second) ? -3 : -2).join('.');
}

/** Whether two hosts are one site's: the same, or siblings below one registered name. */
export function isSameSite(a: string, b: string): boolean {
  return registeredName(a) === registeredName(b);
}

/** Whether a host is the domain, or lies below it. */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
