// Adobe Analytics with AppMeasurement: `s.t()` and `s.tl()`, with the variables as they are sent.
import { adobeAnalytics } from '../../../shared/mappings/adobe-analytics.ts';
import { productsOf, wordsOf } from '../../../shared/mappings/adobe-products.ts';
import type { Bridge, Fields, Line } from './contract.ts';
import { follow } from './follow.ts';

/** Gives what ends it. `library`: what `s_gi` gives, where that is not the global `s`. */
export const connectAdobeAnalytics: Bridge = (covey, options = {}) =>
  follow(covey, options, {
    mapping: adobeAnalytics,
    name: 's',
    attach: (library, line) => {
      const s = library as Fields;
      line.calls(library, 't', ([overrides]) => hearPage(line, { ...s, ...fieldsOf(overrides) }));
      line.calls(library, 'tl', ([, , , overrides]) =>
        hearLink(line, { ...s, ...fieldsOf(overrides) }),
      );
    },
  });

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

function hearPage(line: Line, s: Fields): void {
  const props = propsOf(s);
  line.event('page_view', props);
  for (const event of eventsOf(s)) line.event(event, props);
}

/** Of a link only what it is told to send is sent. */
function hearLink(line: Line, s: Fields): void {
  const [variables, events] = [wordsOf(s['linkTrackVars']), wordsOf(s['linkTrackEvents'])];
  if (!variables.includes('events')) return;
  const { products, ...props } = propsOf(s);
  for (const event of eventsOf(s))
    if (events.includes(event))
      line.event(event, { ...props, ...(variables.includes('products') && { products }) });
}

/** `"purchase,event1=5,scAdd:serial"` in names. */
const eventsOf = (s: Fields): readonly string[] =>
  wordsOf(s['events']).map((event) => event.replace(/[=:].*/, ''));

/** What an implementation sets; the library has much else. */
function propsOf(s: Fields): { readonly [name: string]: unknown } {
  const set = Object.entries(s).filter(([name]) =>
    /^(eVar|prop|list)\d+$|^(purchaseID|transactionID|currencyCode|pageName|channel|campaign|zip|state)$/.test(
      name,
    ),
  );
  return { ...Object.fromEntries(set), products: productsOf(s['products']) };
}
