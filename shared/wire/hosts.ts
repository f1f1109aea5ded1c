// Pages of which hosts a site takes reports from.

const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether it is this host, or a subdomain of it. */
export function isOf(host: string, whole: string): boolean {
  return host === whole || host.endsWith(`.${whole}`);
}

/**
 * Whether a page's host is allowed by the site's name alone: the site or a subdomain of it, with or without `www.`, or the
 * visitor's own machine. Of `www.com` no `com` is made. Further ones stand in the definitions (`counting.hosts`).
 */
export function isOwnHost(host: string, site: string): boolean {
  return LOOPBACK.test(host) || isOf(host, site.replace(/^www\.(?=.*\.)/, ''));
}
