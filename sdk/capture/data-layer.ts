import type { CaptureContext, CaptureOptions } from './capture.ts';

/** What is captured without the site's help: the site's own copy would count twice. */
const AUTOMATIC = [
  'page_view',
  'user_engagement',
  'scroll',
  'click',
  'file_download',
  'form_start',
  'form_submit',
  'view_search_results',
  'session_start',
  'first_visit',
];

interface Layer extends Array<unknown> {
  push(...items: unknown[]): number;
}

/**
 * Events that the site already sends to Google Tag Manager or gtag, by their own names: pushes of
 * `{ event, ecommerce, … }` and of gtag's arguments `('event', name, parameters)`.
 */
export function captureDataLayer(
  { window, guard, listen, signal }: CaptureContext,
  backlog: boolean,
  emit: CaptureOptions['emit'],
  selected: (name: string) => boolean,
): void {
  const page = window as Window & { dataLayer?: unknown };
  let hooked: Layer | undefined;

  const read = guard((item: unknown) => {
    const found = eventIn(item);
    if (!found || (AUTOMATIC.includes(found.name) && selected(found.name))) return;
    emit(found.name, found.props);
  });
  const hook = (past: boolean) => {
    const layer = (page.dataLayer ??= []);
    if (!Array.isArray(layer) || layer === hooked) return;
    hooked = layer as Layer;
    if (past) layer.slice().forEach(read);
    const original = layer.push;
    layer.push = function (this: Layer, ...items) {
      const length = original.apply(this, items);
      if (!signal.aborted) items.forEach(read);
      return length;
    };
  };
  hook(backlog);
  // A tag written later in the page may have put another array in its place.
  listen(window, 'load', () => hook(true));
}

function eventIn(item: unknown): { name: string; props: { [key: string]: unknown } } | null {
  if (typeof item !== 'object' || item === null) return null;
  if (Object.prototype.toString.call(item) === '[object Arguments]' || Array.isArray(item)) {
    const [kind, name, parameters] = Array.from(item as ArrayLike<unknown>);
    return kind === 'event' && typeof name === 'string'
      ? { name, props: { ...(parameters as object | undefined) } }
      : null;
  }
  const { event, ecommerce, ...rest } = item as { readonly [key: string]: unknown };
  // `gtm.js`, `gtm.dom` and the like are the tag manager's own.
  if (typeof event !== 'string' || event.startsWith('gtm.')) return null;
  return { name: event, props: { ...rest, ...(ecommerce as object | undefined) } };
}
