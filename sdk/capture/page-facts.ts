/** `page.*`: the page the visitor is on. */
export function pageFacts({ location, title }: Pick<Document, 'title'> & { location: Location }) {
  return {
    path: location.pathname,
    title,
    host: location.hostname,
    hash: location.hash.slice(1),
  };
}
