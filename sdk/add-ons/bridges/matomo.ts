// Matomo and Piwik PRO: the commands that a site pushes to `_paq`.
import { matomo } from '../../../shared/mappings/matomo.ts';
import type { Bridge, Fields, Line } from './contract.ts';
import { follow } from './follow.ts';

type Command = readonly unknown[];

/** Names of a command's arguments, in order. */
const ORDER = ['orderId', 'grandTotal', 'subTotal', 'tax', 'shipping', 'discount'];
const ITEM = ['sku', 'name', 'category', 'price', 'quantity'];
const VIEW = ['sku', 'name', 'category', 'price'];

const named = (names: readonly string[], values: readonly unknown[]): Fields =>
  Object.fromEntries(
    names.map((name, at) => [name, values[at]] as const).filter(([, value]) => value !== undefined),
  );

/** Gives what ends it. */
export const connectMatomo: Bridge = (covey, options = {}) => {
  /** What is said of goods before they are sent. */
  const basket = new Map<unknown, Fields>();
  let view: Fields | undefined;
  const hear = (line: Line, [command, ...given]: Command) => {
    const [first, second, third, fourth] = given;
    switch (command) {
      case 'setEcommerceView':
        view = named(
          VIEW,
          given.map((value) => value || undefined),
        );
        break;
      case 'addEcommerceItem':
        basket.set(first, named(ITEM, given));
        break;
      case 'removeEcommerceItem':
        basket.delete(first);
        break;
      case 'clearEcommerceCart':
        basket.clear();
        break;
      case 'trackPageView':
        line.event(command, { title: first });
        if (view) line.event(...viewed(view));
        view = undefined;
        break;
      case 'trackEcommerceOrder':
        line.event(command, { ...named(ORDER, given), products: [...basket.values()] });
        basket.clear();
        break;
      case 'trackEcommerceCartUpdate':
        line.event(command, { grandTotal: first, products: [...basket.values()] });
        break;
      case 'trackSiteSearch':
        line.event(command, named(['keyword', 'search_category', 'results'], given));
        break;
      case 'trackEvent':
        line.event(second, { event_category: first, event_label: third, value: fourth });
        break;
      case 'trackGoal':
        line.event(`goal_${String(first)}`, { revenue: second });
        break;
      case 'ecommerceOrder':
        line.event(command, { ...(second as object), products: first });
        break;
      case 'ecommerceProductDetailView':
      case 'ecommerceAddToCart':
      case 'ecommerceRemoveFromCart':
        line.event(command, { products: first });
        break;
      case 'ecommerceCartUpdate':
        line.event(command, { products: first, grandTotal: second });
    }
  };
  return follow(covey, options, {
    mapping: matomo,
    name: '_paq',
    attach: (library, line) =>
      line.calls(library, 'push', (commands) => {
        for (const command of commands) if (Array.isArray(command)) hear(line, command as Command);
      }),
  });
};

/** A page about one product, or about a category. */
const viewed = (view: Fields): [string, Fields] =>
  view['sku'] === undefined
    ? ['view_item_list', { item_category: view['category'] }]
    : ['view_item', { products: [view] }];
