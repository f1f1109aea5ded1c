import type { Context } from '../../shared/wire/index.ts';

const SHOW = 'data-covey-show';
const HIDE = 'data-covey-hide';
/** What the author wrote there: the page takes it up again once it decides for itself. */
const WAS_SHOW = 'data-covey-edge-show';
const WAS_HIDE = 'data-covey-edge-hide';
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
  const show = element.getAttribute(SHOW);
  const hide = element.getAttribute(HIDE);
  // Attributes come as they are written. No id has a character that would have to be; such an element is the page's.
  if (/&/.test(`${show}${hide}`)) return;
  const shows = partly(show, answers);
  const hides = partly(hide, answers);
  if (!shows?.isTouched && !hides?.isTouched) return;
  element.before(mark, { html: true });

  const isShown = shows ? shows.answer : true;
  const isHidden = hides ? hides.answer : false;
  const isDecided =
    isShown === false || isHidden === true || (isShown !== null && isHidden !== null);
  if (isDecided) {
    if (isShown && !isHidden) element.removeAttribute('hidden');
    else element.setAttribute('hidden', '');
  }
  if (show !== null) element.setAttribute(WAS_SHOW, show);
  if (hide !== null) element.setAttribute(WAS_HIDE, hide);
  leave(element, SHOW, isDecided || isShown ? null : (shows?.rest ?? null));
  leave(element, HIDE, isDecided || isHidden === false ? null : (hides?.rest ?? null));
}

function leave(element: Element, name: string, value: string | null): void {
  if (value !== null) element.setAttribute(name, value);
  else if (element.hasAttribute(name)) element.removeAttribute(name);
}

/** Whether the visitor is in one of an attribute's segments, and those that this hangs on where it is not known. */
function partly(value: string | null, answers: ReadonlyMap<string, boolean>) {
  if (value === null) return null;
  const ids = value.split(/\s+/).filter(Boolean);
  const open = ids.filter((id) => !answers.has(id));
  const isIn = ids.some((id) => answers.get(id));
  return {
    answer: isIn ? true : open.length > 0 ? null : false,
    rest: open.join(' '),
    isTouched: open.length < ids.length,
  };
}
