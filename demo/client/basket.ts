/** Basket and prices. */
import type { Catalog, CatalogProduct } from './catalog.ts';
import { type Line, read, write } from './keep.ts';

export const FREE_FROM = 60;
export const DELIVERY: { readonly [tier: string]: number } = {
  standard: 4.9,
  express: 9.9,
  collect: 0,
};

const COUPONS: {
  readonly [code: string]: { readonly text: string; readonly off: (sum: number) => number };
} = {
  WELCOME10: { text: '10 % for your first order', off: (sum) => sum * 0.1 },
  AGAIN10: { text: '10 % for coming back', off: (sum) => sum * 0.1 },
  HAZEL5: { text: '€5 from €40', off: (sum) => (sum >= 40 ? 5 : 0) },
};

export interface PricedLine extends Line {
  readonly product: CatalogProduct;
}

export interface Sum {
  readonly lines: readonly PricedLine[];
  readonly subtotal: number;
  readonly coupon: string | null;
  readonly couponText: string;
  readonly discount: number;
  readonly delivery: number;
  readonly total: number;
  /** What is missing to free delivery; 0 when it is free. */
  readonly toFree: number;
}

const cents = (amount: number) => Math.round(amount * 100) / 100;

export const basketLines = (): readonly Line[] => read('hazel-basket', []);

export function setQuantity(id: string, quantity: number) {
  const wanted = Math.max(0, Math.min(20, Math.trunc(quantity)));
  const lines = basketLines();
  const known = lines.some((line) => line.id === id);
  const next = known
    ? lines.map((line) => (line.id === id ? { id, quantity: wanted } : line))
    : [...lines, { id, quantity: wanted }];
  write(
    'hazel-basket',
    next.filter((line) => line.quantity > 0),
  );
}

export const quantityOf = (id: string) =>
  basketLines().find((line) => line.id === id)?.quantity ?? 0;

/** The reason why a code cannot be used, or null when it was taken. */
export function useCoupon(code: string, subtotal: number): string | null {
  const coupon = COUPONS[code];
  if (!coupon) return `We do not know the code “${code}”. Check it letter by letter.`;
  if (coupon.off(subtotal) === 0) return `${code} needs a larger basket: ${coupon.text}.`;
  write('hazel-coupon', code);
  return null;
}

export function sumOf(
  catalog: Catalog,
  options: {
    readonly tier?: string;
    readonly deliveryIsOnUs?: boolean;
    readonly lines?: readonly Line[];
  } = {},
): Sum {
  const lines = (options.lines ?? basketLines()).flatMap((line) => {
    const product = catalog.byId.get(line.id);
    return product ? [{ ...line, product }] : [];
  });
  const subtotal = cents(lines.reduce((sum, line) => sum + line.product.price * line.quantity, 0));
  const code = read('hazel-coupon', '');
  const coupon = COUPONS[code];
  const discount = coupon ? cents(coupon.off(subtotal)) : 0;
  const tier = options.tier ?? 'standard';
  const free =
    tier === 'standard' && (options.deliveryIsOnUs === true || subtotal - discount >= FREE_FROM);
  const delivery = lines.length === 0 || free ? 0 : (DELIVERY[tier] ?? 0);
  return {
    lines,
    subtotal,
    coupon: coupon ? code : null,
    couponText: coupon?.text ?? '',
    discount,
    delivery,
    total: cents(subtotal - discount + delivery),
    toFree: options.deliveryIsOnUs ? 0 : Math.max(0, cents(FREE_FROM - subtotal + discount)),
  };
}
