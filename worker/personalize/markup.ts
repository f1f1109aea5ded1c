import type { Context } from '../../shared/wire/index.ts';

/** What the author wrote there stands under `data-covey-edge-` then: the page takes it up again once it decides for itself. */
const SHOW = 'data-covey-show';
const HIDE = 'data-covey-hide';
/** On the root: segments that the visitor is in by this request, and where the page was asked from. */
const DECIDED = 'data-covey-edge';
const PLACE = 'data-covey-edge-geo';

const HTML = 'http://www.w3.org/1999/xhtml';

export interface Markup {
  readonly answers: ReadonlyMap<string, boolean>;
  /** What was told of the place, where something was decided by it. */
  readonly place: Partial<Context> | null;
}

/**
 * Writes what is decided into the page's start tags, and touches nothing else: a start tag needs no end tag, which
 * authors may leave out. Elements that the page has to decide, or to clone, stay as they are.
 *
 * @param mark put before each start tag that is written into
 */
export function writeInto(
  rewriter: HTMLRewriter,
  { answers, place }: Markup,
  mark: string,
): HTMLRewriter {
  const entered = [...answers].flatMap(([id, isIn]) => (isIn ? [id] : []));
  let isRoot = true;
  /** The page decides on what it clones. Of a template no author may leave the end tag out. */
  let templates = 0;
  const decide = (element: Element) => {
    if (templates === 0) write(element, answers, mark);
  };
  return rewriter
    .on('template', {
      element(element) {
        // In SVG and MathML it is no template, and may have no end tag.
        if (element.namespaceURI !== HTML) return;
        templates += 1;
        element.onEndTag(() => void (templates -= 1));
      },
    })
    .on('html', {
      element(element) {
        if (!isRoot) return;
        isRoot = false;
        element.before(mark, { html: true });
        element.setAttribute(DECIDED, entered.join(' '));
        if (place) element.setAttribute(PLACE, encoded(JSON.stringify(place)));
        else element.removeAttribute(PLACE);
      },
    })
    .on(`[${SHOW}]`, { element: decide })
    .on(`[${HIDE}]:not([${SHOW}])`, { element: decide });
}

/** In ASCII, whatever the encoding of the page. Of what stands in an attribute HTMLRewriter escapes quotes alone. */
const encoded = (text: string): string =>
  text
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('&', '&amp;');

function write(element: Element, answers: ReadonlyMap<string, boolean>, mark: string): void {
  // Elsewhere `hidden` means nothing, and the page leaves it alone.
  if (element.namespaceURI !== HTML) return;
  const [name, other] = element.hasAttribute(SHOW) ? [SHOW, HIDE] : [HIDE, SHOW];
  const value = element.getAttribute(name) ?? '';
  // Attributes come as they are written. No id has a character that would have to be; such an element is the page's. So
  // is one with both attributes: the page could not take them back one by one.
  if (value.includes('&') || element.hasAttribute(other)) return;
  const ids = value.split(/\s+/).filter(Boolean);
  const open = ids.filter((id) => !answers.has(id));
  if (open.length === ids.length) return;

  element.before(mark, { html: true });
  const isIn = ids.some((id) => answers.get(id));
  element.setAttribute(name.replace('covey', 'covey-edge'), value);
  if (!isIn && open.length > 0) {
    element.setAttribute(name, open.join(' '));
    return;
  }
  element.removeAttribute(name);
  if (isIn === (name === SHOW)) element.removeAttribute('hidden');
  else element.setAttribute('hidden', '');
}
