import type { CaptureContext } from './capture.ts';

/** Names of the parameter that holds what a visitor searched for, as Google Analytics 4 reads them. */
const SEARCH_PARAMETERS = ['q', 's', 'search', 'query', 'keyword'];

/** `page_view`, in single-page applications and out of the back/forward cache too, and `view_search_results`. */
export function capturePages(context: CaptureContext, onPage: () => void): void {
  const { window, listen, guard, emit, signal } = context;
  const { location, history } = window;
  const address = () => location.pathname + location.search;
  let current = '';

  const view = () => {
    current = address();
    onPage();
    emit('page_view', {});
    const query = new URLSearchParams(location.search);
    const parameter = SEARCH_PARAMETERS.find((name) => query.get(name));
    if (parameter) emit('view_search_results', { search_term: query.get(parameter) });
  };
  /** A new hash or state on the same page is not another page. */
  const changed = guard(() => {
    if (address() === current) return;
    for (const run of context.leave) run();
    view();
  });

  const navigation = (window as Window & { readonly navigation?: EventTarget }).navigation;
  if (navigation) {
    listen(navigation, 'currententrychange', changed);
  } else {
    listen(window, 'popstate', changed);
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
  }
  listen(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) view();
  });
  guard(view)();
}
