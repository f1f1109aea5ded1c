/** Events in Google Analytics 4's form, as the shop sent them before it knew Covey. */
import type { CatalogProduct } from './catalog.ts';

interface Item {
  readonly item_id: string;
  readonly item_name: string;
  readonly item_brand: string;
  readonly item_category: string;
  readonly price: number;
  readonly discount?: number;
  readonly quantity?: number;
  readonly index?: number;
  readonly item_list_id?: string;
  readonly item_list_name?: string;
}

export function item(
  product: CatalogProduct,
  more: Partial<Pick<Item, 'quantity' | 'index' | 'item_list_id' | 'item_list_name'>> = {},
): Item {
  return {
    item_id: product.id,
    item_name: product.name,
    item_brand: product.brand,
    item_category: product.category,
    price: product.price,
    ...(product.was ? { discount: product.was - product.price } : {}),
    ...more,
  };
}

const layer = () => {
  const page = window as Window & { dataLayer?: unknown[] };
  return (page.dataLayer ??= []);
};

export function event(name: string, properties: { readonly [key: string]: unknown } = {}) {
  layer().push({ event: name, ...properties });
}

export function ecommerce(name: string, properties: { readonly [key: string]: unknown }) {
  layer().push({ ecommerce: null });
  layer().push({ event: name, ecommerce: properties });
}

export const money = (items: readonly Item[]) => ({
  currency: 'EUR',
  value:
    Math.round(items.reduce((sum, one) => sum + one.price * (one.quantity ?? 1), 0) * 100) / 100,
});
