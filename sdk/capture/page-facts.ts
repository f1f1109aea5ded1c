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

/**
 * What every event tells of its page, unless it says otherwise. Looked up as it is read, so that one object does for all
 * events: most definitions read little of it.
 */
export function pageProps({ location, document }: Window, referrer?: () => string | undefined) {
  return {
    get page_location() {
      return location.href;
    },
    get page_path() {
      return location.pathname;
    },
    get page_title() {
      return textOf(document, 'title');
    },
    get page_referrer() {
      return referrer?.() ?? textOf(document, 'referrer');
    },
  };
}
