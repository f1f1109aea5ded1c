/** `page.*`: the page the visitor is on. Absent is null. */
export function pageFacts({ location, title, referrer }: PageLike) {
  return {
    url: location.href,
    host: location.hostname,
    path: location.pathname,
    query: location.search.slice(1),
    hash: location.hash.slice(1),
    title,
    referrer: referrer || null,
  };
}

interface PageLike {
  readonly location: Location;
  readonly title: string;
  readonly referrer: string;
}
