// What a site tells each tool, in the tool's own way: a product looked at, put into the basket and bought, and
// something that only this site knows. Each tool is told of the same order.
type Call = (...args: unknown[]) => unknown;

/** The libraries as the page has them. */
export interface Libraries {
  readonly mixpanel: { readonly track: Call; readonly people: { readonly set: Call } };
  readonly posthog: { readonly capture: Call; readonly identify: Call };
  readonly analytics: { readonly track: Call; readonly page: Call; readonly identify: Call };
  readonly rudderanalytics: { readonly track: Call; readonly page: Call; readonly identify: Call };
  readonly alloy: Call;
  readonly snowplow: Call;
  readonly plausible: Call;
}

const pan = { product_id: 'pan-1', name: 'Pan', category: 'Pans', price: 39, currency: 'EUR' };
const order = {
  order_id: 'o-1',
  revenue: 78,
  currency: 'EUR',
  products: [{ product_id: 'pan-1', name: 'Pan', price: 39, quantity: 2 }],
};

const specified = (track: Call) => [
  track('Product Viewed', pan),
  track('Product Added', { ...pan, quantity: 2 }),
  track('Order Completed', order),
  track('Lamp dimmed', { level: 3 }),
];

const xdmItems = [{ SKU: 'pan-1', name: 'Pan', quantity: 2, priceTotal: 78 }];
const product = {
  id: 'pan-1',
  name: 'Pan',
  category: 'Pans',
  price: 39,
  currency: 'EUR',
  quantity: 2,
};
const iglu = (vendor: string, name: string) => `iglu:${vendor}/${name}/jsonschema/1-0-0`;
const snowplowShop = (type: string, data: object, context: object[]) => ({
  event: {
    schema: iglu('com.snowplowanalytics.snowplow.ecommerce', 'snowplow_ecommerce_action'),
    data: { type, ...data },
  },
  context,
});
const entity = (name: string, data: object) => ({
  schema: iglu('com.snowplowanalytics.snowplow.ecommerce', name),
  data,
});

const page = window as unknown as {
  readonly adobeDataLayer: unknown[];
  readonly s: { [variable: string]: unknown; t(): unknown };
};
/** The list, and what takes its place. */
const matomo = () =>
  (window as unknown as { readonly [name: string]: unknown })['_paq'] as {
    push(...commands: unknown[][]): unknown;
  };

/** By tool; each gives what the library gave. */
export const shopping = {
  mixpanel: ({ mixpanel }: Libraries) => [
    mixpanel.people.set({ gardener: 'keen', secret: 1 }),
    ...specified((...call) => mixpanel.track(...call)),
  ],
  segment: ({ analytics }: Libraries) => [
    analytics.page('Home'),
    analytics.identify('visitor-1', { gardener: 'keen', secret: 1 }),
    ...specified((...call) => analytics.track(...call)),
  ],
  posthog: ({ posthog }: Libraries) => [
    posthog.identify('visitor-1', { gardener: 'keen', secret: 1 }),
    ...specified((...call) => posthog.capture(...call)),
  ],
  rudderstack: ({ rudderanalytics }: Libraries) => [
    rudderanalytics.page('Home'),
    rudderanalytics.identify('visitor-1', { gardener: 'keen', secret: 1 }),
    ...specified((...call) => rudderanalytics.track(...call)),
  ],
  'adobe-web-sdk': ({ alloy }: Libraries) =>
    [
      { xdm: { eventType: 'web.webpagedetails.pageViews' } },
      {
        xdm: {
          eventType: 'commerce.productViews',
          productListItems: [{ SKU: 'pan-1', priceTotal: 39, quantity: 1 }],
        },
      },
      { xdm: { commerce: { productListAdds: { value: 1 } }, productListItems: xdmItems } },
      {
        type: 'commerce.purchases',
        xdm: {
          commerce: { order: { purchaseID: 'o-1', priceTotal: 78, currencyCode: 'EUR' } },
          productListItems: xdmItems,
        },
      },
      { type: 'Lamp dimmed', xdm: { level: 3 } },
    ].map((event) => (alloy('sendEvent', event) as Promise<unknown>).catch(() => 'failed')),
  'adobe-data-layer': () => [
    page.adobeDataLayer.push({ event: 'page-view' }),
    page.adobeDataLayer.push({
      event: 'product-page-view',
      eventInfo: {
        productContext: {
          sku: 'pan-1',
          name: 'Pan',
          pricing: { regularPrice: 39, currencyCode: 'EUR' },
        },
      },
    }),
    page.adobeDataLayer.push({
      event: 'add-to-cart',
      items: [{ item_id: 'pan-1', price: 39, quantity: 2 }],
    }),
    page.adobeDataLayer.push({
      event: 'place-order',
      currency: 'EUR',
      eventInfo: { orderContext: { orderId: 'o-1', grandTotal: 78 } },
    }),
    page.adobeDataLayer.push({ event: 'Lamp dimmed', level: 3 }),
  ],
  snowplow: ({ snowplow }: Libraries) => [
    snowplow(
      'trackSelfDescribingEvent',
      snowplowShop('product_view', {}, [entity('product', { ...product, quantity: 1 })]),
    ),
    snowplow(
      'trackSelfDescribingEvent',
      snowplowShop('add_to_cart', {}, [
        entity('product', product),
        entity('cart', { total_value: 78, currency: 'EUR' }),
      ]),
    ),
    snowplow(
      'trackSelfDescribingEvent',
      snowplowShop('transaction', {}, [
        entity('product', product),
        entity('transaction', { transaction_id: 'o-1', revenue: 78, currency: 'EUR' }),
      ]),
    ),
    snowplow('trackSelfDescribingEvent', {
      event: { schema: iglu('example.hazel', 'lamp_dimmed'), data: { level: 3, room: 'Küche' } },
    }),
    snowplow('trackStructEvent', { category: 'lamps', action: 'Lamp dimmed', value: 3 }),
  ],
  plausible: ({ plausible }: Libraries) => [
    plausible('Add to Cart', {
      props: { item_id: 'pan-1' },
      revenue: { amount: '78', currency: 'EUR' },
    }),
    plausible('Purchase', { props: { order_id: 'o-1' }, revenue: { amount: 78, currency: 'EUR' } }),
    plausible('Lamp dimmed', { props: { level: '3' } }),
  ],
  // Neither is published as a package: what stands in for them is in the page.
  matomo: () => [
    matomo().push(['setEcommerceView', 'pan-1', 'Pan', ['Pans', 'Kitchen'], 39], ['trackPageView']),
    matomo().push(['addEcommerceItem', 'pan-1', 'Pan', 'Pans', 39, 2]),
    matomo().push(['trackEcommerceCartUpdate', 78]),
    matomo().push(['trackEcommerceOrder', 'o-1', 78, 78, 12, 0, false]),
    matomo().push(['trackSiteSearch', 'pan', false, 0]),
    matomo().push(['trackEvent', 'lamps', 'Lamp dimmed', 'desk', 3]),
  ],
  'adobe-analytics': () => {
    const say = (events: string, products: string, more = {}) => {
      Object.assign(page.s, { events, products, purchaseID: '', ...more });
      return page.s.t();
    };
    return [
      say('prodView', 'Pans;pan-1;1;39', { currencyCode: 'EUR', eVar1: 'red' }),
      say('scAdd,event12=3', 'Pans;pan-1;2;78'),
      say('purchase', 'Pans;pan-1;2;78', { purchaseID: 'o-1' }),
    ];
  },
};
