import type { CaptureContext, LayerReader } from './capture.ts';
import { createDataModel, isObject, readable } from './data-model.ts';
import { universalEvents } from './universal-ecommerce.ts';

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

/** As in `track`, where names that begin like a segment's transitions are refused, too. */
const MAX_NAME = 100;

/**
 * Events that the site already sends to Google Tag Manager or gtag, by their own names: pushes of
 * `{ event, ecommerce, … }`, gtag's arguments `('event', name, parameters)`, and Universal Analytics' e-commerce.
 * Gives what reads one item; `time` is when it was pushed.
 */
export function createLayerReader(
  { guard, emit }: Pick<CaptureContext, 'guard' | 'emit'>,
  selected: (name: string) => boolean,
): LayerReader {
  const unreadable = guard((error: unknown) => {
    throw error;
  });
  const model = createDataModel(unreadable);
  return guard((item: unknown, time: number) => {
    const tell = (event: string, props: { readonly [key: string]: unknown }) => {
      if (!event || event.length > MAX_NAME || /^(enter|leave):/.test(event)) return;
      if (AUTOMATIC.includes(event) && selected(event)) return;
      emit(event, props, time);
    };
    if (Object.prototype.toString.call(item) === '[object Arguments]') {
      const [command, first, second] = Array.from(item as ArrayLike<unknown>);
      if (command === 'set') model.set(first, second);
      if (command === 'event' && typeof first === 'string') tell(first, model.event(second));
      return;
    }
    if (!isObject(item)) return;
    // Each member is read once: what one getter throws costs that member alone.
    const given = Object.fromEntries(readable(item, unreadable));
    const props = model.push(given);
    const { event, ecommerce } = given;
    const universal = universalEvents(ecommerce, props['currencyCode']);
    for (const { name: shop, props: told } of universal) tell(shop, told);
    // `gtm.js`, `gtm.dom` and the like are the tag manager's own, and `covey_segments` is ours.
    if (typeof event !== 'string' || /^(gtm\.|covey_segments$)/.test(event)) return;
    if (!universal.some((told) => told.name === event)) tell(event, props);
  });
}
