/** `page.*`: the page the visitor is on. */
export function pageFacts({ location, document }: Window) {
  return {
    path: location.pathname,
    title: textOf(document, 'title'),
    host: location.hostname,
    hash: location.hash.slice(1),
  };
}

/** A text of the document. A form or picture with its name stands before it, and a page may have made it throw. */
export function textOf(document: Document, name: 'title' | 'referrer'): string {
  try {
    const text: unknown = document[name];
    return typeof text === 'string' ? text : '';
  } catch {
    return '';
  }
}

/** What every event tells of its page, unless it says otherwise. */
export function pageProps({ location, document }: Window, referrer?: string) {
  return {
    page_location: location.href,
    page_path: location.pathname,
    page_title: textOf(document, 'title'),
    page_referrer: referrer ?? textOf(document, 'referrer'),
  };
}
