/**
 * Whether the text is a site's name: a host name in lower case, without port (`hazel.example`,
 * `localhost`), at most 253 characters, labels of 1 to 63 (RFC 1123 §2.1).
 */
export function isSite(text: string): boolean {
  return (
    text.length < 254 && /^(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/.test(text)
  );
}

/** A site's address at the Worker: `PUT` registers it. `edge` is the Worker's origin. */
export function siteUrl(edge: string, site: string): string {
  return `${edge}/v1/sites/${site}`;
}
