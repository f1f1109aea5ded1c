type Fields = { readonly [key: string]: unknown };
export interface ShopEvent {
  readonly name: string;
  readonly props: Fields;
}

/** What a product and a promotion are called in Google Analytics 4. Other fields keep their names. */
const ITEM: { readonly [field: string]: string } = {
  id: 'item_id',
  name: 'item_name',
  brand: 'item_brand',
  variant: 'item_variant',
  list: 'item_list_name',
  position: 'index',
};
const PROMOTION: { readonly [field: string]: string } = {
  id: 'promotion_id',
  name: 'promotion_name',
  creative: 'creative_name',
  position: 'creative_slot',
};
const ACTION: { readonly [field: string]: string } = {
  id: 'transaction_id',
  revenue: 'value',
  list: 'item_list_name',
  step: 'checkout_step',
  option: 'checkout_option',
};
const ACTIONS: { readonly [action: string]: string } = {
  detail: 'view_item',
  click: 'select_item',
  add: 'add_to_cart',
  remove: 'remove_from_cart',
  checkout: 'begin_checkout',
  checkout_option: 'set_checkout_option',
  purchase: 'purchase',
  refund: 'refund',
};

/**
 * The enhanced e-commerce of Universal Analytics (`ecommerce.detail`, `add`, `purchase`, `promoView` …) as the events
 * and parameters of Google Analytics 4. Of a checkout, the first step begins it; others are `checkout_progress`.
 */
export function universalEvents(ecommerce: unknown, currency: unknown): ShopEvent[] {
  if (typeof ecommerce !== 'object' || ecommerce === null) return [];
  const events: ShopEvent[] = [];
  const { impressions, promoView, promoClick, ...rest } = ecommerce as Fields;
  const tell = (name: string, props: Fields) =>
    events.push({ name, props: { ...(typeof currency === 'string' && { currency }), ...props } });
  if (Array.isArray(impressions)) tell('view_item_list', { items: rows(impressions).map(itemOf) });
  for (const [name, promotion] of [
    ['view_promotion', promoView],
    ['select_promotion', promoClick],
  ] as const) {
    const promotions = rows((promotion as Fields | undefined)?.['promotions']);
    if (promotions.length > 0)
      tell(name, { items: promotions.map((row) => renamed(row, PROMOTION)) });
  }
  for (const [action, name] of Object.entries(ACTIONS)) {
    const told = rest[action];
    if (typeof told !== 'object' || told === null) continue;
    const { actionField, products } = told as Fields;
    const field = renamed((actionField ?? {}) as Fields, ACTION);
    const items = rows(products).map(itemOf);
    const later = action === 'checkout' && Number(field['checkout_step'] ?? 1) !== 1;
    tell(later ? 'checkout_progress' : name, {
      ...(items.length > 0 && { items, ...valueOf(items) }),
      ...field,
    });
  }
  return events;
}

function rows(list: unknown): Fields[] {
  return Array.isArray(list)
    ? list.filter((row): row is Fields => typeof row === 'object' && row !== null)
    : [];
}

function itemOf({ category, ...product }: Fields): Fields {
  const categories = typeof category === 'string' ? category.split('/').slice(0, 5) : [];
  return {
    ...renamed(product, ITEM),
    ...Object.fromEntries(
      categories.map((name, at) => [`item_category${at === 0 ? '' : at + 1}`, name]),
    ),
  };
}

function renamed(fields: Fields, names: Fields): { [key: string]: unknown } {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      Object.hasOwn(names, key) ? String(names[key]) : key,
      numeric(key, value),
    ]),
  );
}

/** Universal Analytics took numbers as texts. */
function numeric(key: string, value: unknown): unknown {
  const number = /^(price|quantity|revenue|tax|shipping|position|step)$/.test(key);
  return number && typeof value === 'string' && /^-?\d{1,12}(\.\d{1,9})?$/.test(value)
    ? Number(value)
    : value;
}

/** The worth of the products, where each has a price. */
function valueOf(items: readonly Fields[]): { readonly value?: number } {
  const total = items.reduce(
    (sum, { price, quantity }) => sum + Number(price ?? NaN) * Number(quantity ?? 1),
    0,
  );
  return Number.isFinite(total) ? { value: Math.round(total * 1e6) / 1e6 } : {};
}
