const NAME = 'covey-preview=';
/** As definitions name segments, and variants of experiences; more than a link has use for is left out. */
const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}(:[A-Za-z0-9][A-Za-z0-9_-]{0,63})?$/;
const MOST = 20;

/** What the page's markup says of segments. */
const MARKED = ['data-covey-show', 'data-covey-hide', 'data-covey-if'] as const;

const partsOf = (search: string): string[] => search.slice(1).split('&');

/** The segments that an address asks to see, each once: `?covey-preview=champion,loyal`. */
export function idsIn(search: string): string[] {
  const ids = partsOf(search)
    .filter((part) => part.startsWith(NAME))
    .flatMap((part) => part.slice(NAME.length).split(/,|%2C/i))
    .filter((id) => ID.test(id));
  return [...new Set(ids)].slice(0, MOST);
}

/** The same address without the preview. */
export function addressWithout({ pathname, search, hash }: Location): string {
  const others = partsOf(search).filter((part) => part && !part.startsWith(NAME));
  return pathname + (others.length > 0 ? `?${others.join('&')}` : '') + hash;
}

/** Those that the page's own markup names: an address may say anything, and the bar repeats none of that. */
export function namedIn(document: Document, ids: readonly string[]): string[] {
  const named = new Set(
    MARKED.flatMap((attribute) =>
      [...document.querySelectorAll(`[${attribute}]`)].flatMap(
        (element) => element.getAttribute(attribute)?.split(/\s+/) ?? [],
      ),
    ),
  );
  return ids.filter((id) => named.has(id));
}
