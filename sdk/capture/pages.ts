import { isOfCampaign } from '../../shared/sources/index.ts';
import type { CaptureContext, CaptureOptions } from './capture.ts';
import { pageProps, textOf } from './page-facts.ts';

/** Names of the parameter that holds what a visitor searched for, as Google Analytics 4 reads them. */
const SEARCH_PARAMETERS = ['q', 's', 'search', 'query', 'keyword'];
/** How long a new page's title is waited for, if it is not there with the address. */
const TITLE_MS = 50;

/** `page_view`, in single-page applications and out of the back/forward cache too, and `view_search_results`. */
export function capturePages(
  { window, listen, guard, emit, signal, leave }: CaptureContext,
  { onPage, hashPages }: Pick<CaptureOptions, 'onPage' | 'hashPages'>,
) {
  const { location, document } = window;
  const off = hashPages === undefined || hashPages === false || hashPages === 'off';
  /** Hashes that name a page. */
  const hashes = off ? null : hashPages === 'all' ? /./ : /^#!?\//;
  let route = '';
  /** Address of the page that was told last, and the one the visitor is at. */
  let shown = '';
  let current = '';
  /** The page as it was told. */
  let props: ReturnType<typeof pageProps> | undefined;
  const live = pageProps(window, () => referrer);
  /** Address of the page before, within this document. */
  let referrer: string | undefined;
  /** A page that has begun and is not told yet. */
  let pending: ReturnType<typeof setTimeout> | undefined;
  /** Nothing tells of new addresses: they are looked for. */
  let deaf = false;

  /** What makes a page another: not the tags that tell where a visitor came from. */
  const address = () => {
    const query = [...new URLSearchParams(location.search)].filter(([name]) => !isOfCampaign(name));
    const { hash, pathname } = location;
    if (hashes && (!hash || hashes.test(hash))) route = hash;
    return `${pathname}?${new URLSearchParams(query).toString()}${route}`;
  };
  const view = () => {
    clearTimeout(pending);
    pending = undefined;
    shown = current;
    props = { ...live };
    onPage();
    emit('page_view', {});
    const query = new URLSearchParams(location.search);
    const parameter = SEARCH_PARAMETERS.find((name) => query.get(name));
    if (parameter) emit('view_search_results', { search_term: query.get(parameter) });
  };
  /** Another page of the same document. */
  const begin = guard(() => {
    pending = undefined;
    if (current === shown) return;
    referrer = props?.page_location;
    view();
  });
  /**
   * A new hash or state on the same page is not another page. What a router does in one task, a redirect for
   * instance, is one page; its title often comes a little later.
   */
  const changed = guard(() => {
    const next = address();
    if (next === current) {
      // The same page under another address.
      if (props && pending === undefined) props = { ...props, page_location: location.href };
      return;
    }
    current = next;
    if (pending === undefined) for (const run of leave) run();
    const title = textOf(document, 'title');
    clearTimeout(pending);
    pending = setTimeout(() => {
      if (current === shown || textOf(document, 'title') !== title) begin();
      else pending = setTimeout(begin, TITLE_MS);
    }, 0);
    onPage();
  });
  /** Tells a page that has begun, before anything that happens on it. */
  const settle = guard(() => {
    if (deaf) changed();
    if (pending === undefined) return;
    clearTimeout(pending);
    begin();
  });

  /** Hears of new addresses: from the navigation API or, where there is none, from history's own methods. */
  const follow = () => {
    const { navigation, history } = window as Window & { readonly navigation?: EventTarget };
    if (navigation) return listen(navigation, 'currententrychange', changed);
    listen(window, 'popstate', changed);
    listen(window, 'hashchange', changed);
    for (const name of ['pushState', 'replaceState'] as const) {
      const original = history[name];
      const patched: History['pushState'] = function (this: History, ...args) {
        original.apply(this, args);
        changed();
      };
      history[name] = patched;
      signal.addEventListener('abort', () => {
        // Whoever wrapped it after us keeps calling ours, which then does nothing more.
        if (history[name] === patched) history[name] = original;
      });
    }
  };

  return {
    start(): void {
      current = address();
      view();
      listen(window, 'pagehide', settle);
      listen(document, 'visibilitychange', settle);
      listen(window, 'pageshow', (event) => {
        if ((event as PageTransitionEvent).persisted) view();
      });
      signal.addEventListener('abort', () => clearTimeout(pending));
      guard(() => {
        deaf = true;
        follow();
        deaf = false;
      })();
    },
    settle,
    /** The page as it was told, also when the address has changed already. */
    told: () => props,
    /** The page of now. */
    live,
  };
}
