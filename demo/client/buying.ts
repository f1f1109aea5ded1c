/** Basket, checkout and thanks. */
import {
  basketLines,
  DELIVERY,
  FREE_FROM,
  setQuantity,
  type Sum,
  sumOf,
  useCoupon,
} from './basket.ts';
import type { Catalog } from './catalog.ts';
import type { Covey } from './covey.ts';
import { all, el, euros, fieldError, one, onClick, onForm, toast } from './dom.ts';
import { ecommerce, item, money } from './events.ts';
import { onKept, type Order, read, write } from './keep.ts';

const itemsOf = (sum: Sum) =>
  sum.lines.map((line) => item(line.product, { quantity: line.quantity }));

const totalRow = (label: string, amount: string, className = '') =>
  el('div', { class: className }, el('dt', {}, label), el('dd', {}, amount));

function showTotals(
  sum: Pick<Sum, 'subtotal' | 'discount' | 'delivery' | 'total'> & { coupon?: string | null },
) {
  one('[data-totals]')?.replaceChildren(
    totalRow('Goods', euros(sum.subtotal)),
    ...(sum.discount > 0 ? [totalRow(`Code ${sum.coupon ?? ''}`, `−${euros(sum.discount)}`)] : []),
    totalRow('Delivery', sum.delivery === 0 ? 'Free' : euros(sum.delivery)),
    totalRow('Sum', euros(sum.total), 'totals__sum'),
  );
}

function showMiniLines(lines: Sum['lines']) {
  one('[data-mini-lines]')?.replaceChildren(
    ...lines.map((line) =>
      el(
        'li',
        {},
        el('img', { src: `/pictures/${line.product.slug}.svg`, alt: '', width: 56, height: 56 }),
        el('span', {}, `${line.quantity} × ${line.product.name}`),
        el('span', { class: 'number' }, euros(line.product.price * line.quantity)),
      ),
    ),
  );
}

/** Shows the page for a full or for an empty basket. */
function showFull(full: boolean) {
  for (const part of all('[data-full]')) part.hidden = !full;
  for (const part of all('[data-empty]')) part.hidden = full;
}

/** Delivery is a present for those whose basket waited. */
const isOnUs = (covey: Covey | null) =>
  covey?.has('cart-abandoner') === true || covey?.has('checkout-abandoner') === true;

async function followCovey(ready: Promise<Covey | null>, render: (onUs: boolean) => void) {
  render(false);
  const covey = await ready;
  if (!covey) return;
  await covey.ready;
  render(isOnUs(covey));
  covey.on('change', () => render(isOnUs(covey)));
}

const stepper = (id: string, name: string, quantity: number) =>
  el(
    'div',
    { class: 'stepper' },
    el(
      'button',
      { class: 'round', type: 'button', 'data-less': id, 'aria-label': `One ${name} less` },
      '−',
    ),
    el('span', { class: 'stepper__number', 'aria-live': 'polite' }, String(quantity)),
    el(
      'button',
      { class: 'round', type: 'button', 'data-more': id, 'aria-label': `One ${name} more` },
      '+',
    ),
  );

export function cartPage(catalog: Catalog, ready: Promise<Covey | null>) {
  let onUs = false;
  const render = () => {
    const focused = document.activeElement?.getAttributeNames().includes('data-less')
      ? `[data-less="${document.activeElement.getAttribute('data-less')}"]`
      : document.activeElement?.getAttributeNames().includes('data-more')
        ? `[data-more="${document.activeElement.getAttribute('data-more')}"]`
        : null;
    const sum = sumOf(catalog, { deliveryIsOnUs: onUs });
    showFull(sum.lines.length > 0);
    one('[data-lines]')?.replaceChildren(
      ...sum.lines.map(({ product, quantity }) =>
        el(
          'li',
          { class: 'line' },
          el('img', { src: `/pictures/${product.slug}.svg`, alt: '', width: 112, height: 112 }),
          el(
            'div',
            { class: 'line__text' },
            el('h2', {}, el('a', { href: `/products/${product.slug}/` }, product.name)),
            el('p', { class: 'small' }, `${product.brand} · ${euros(product.price)}`),
            el(
              'button',
              { class: 'link small', type: 'button', 'data-remove': product.id },
              'Take out',
              el('span', { class: 'visually-hidden' }, ` ${product.name}`),
            ),
          ),
          stepper(product.id, product.name, quantity),
          el('p', { class: 'line__sum number' }, euros(product.price * quantity)),
        ),
      ),
    );
    const free = one('[data-free-text]');
    if (free)
      free.textContent = onUs
        ? 'Delivery is on us.'
        : sum.toFree > 0
          ? `${euros(sum.toFree)} to free delivery.`
          : 'Delivery is free.';
    const bar = one<HTMLProgressElement>('[data-free-bar]');
    if (bar) bar.value = FREE_FROM - sum.toFree;
    showTotals(sum);
    if (focused) one(focused)?.focus();
  };
  onKept(render);
  void followCovey(ready, (free) => {
    onUs = free;
    render();
  });

  const change = (id: string, by: number) => {
    const product = catalog.byId.get(id);
    const line = basketLines().find((each) => each.id === id);
    if (!product || !line) return;
    const quantity = Math.max(0, Math.min(20, line.quantity + by));
    const difference = quantity - line.quantity;
    if (difference === 0) return;
    setQuantity(id, quantity);
    const items = [item(product, { quantity: Math.abs(difference) })];
    ecommerce(difference > 0 ? 'add_to_cart' : 'remove_from_cart', { ...money(items), items });
  };
  onClick('[data-less]', (button) => change(button.dataset['less'] ?? '', -1));
  onClick('[data-more]', (button) => change(button.dataset['more'] ?? '', 1));
  onClick('[data-remove]', (button) => change(button.dataset['remove'] ?? '', -20));

  const code = one<HTMLInputElement>('#coupon');
  if (code) code.value = read('hazel-coupon', '');
  onForm('coupon', (_form, data) => {
    if (!code) return;
    const text = String(data.get('coupon') ?? '')
      .trim()
      .toUpperCase();
    if (text === '') {
      write('hazel-coupon', '');
      return fieldError(code, '');
    }
    const problem = useCoupon(text, sumOf(catalog).subtotal);
    fieldError(code, problem ?? '');
    if (!problem) toast(`${text} is used.`);
  });

  const sum = sumOf(catalog);
  if (sum.lines.length > 0) ecommerce('view_cart', { ...money(itemsOf(sum)), items: itemsOf(sum) });
}

const RULES: { readonly [name: string]: (value: string) => string } = {
  name: (value) => (value ? '' : 'Tell us whose name goes on the parcel.'),
  email: (value) =>
    /^\S+@\S+\.\S+$/.test(value) ? '' : 'An email address looks like name@example.org.',
  street: (value) =>
    !value ? 'Tell us the street.' : /\d/.test(value) ? '' : 'The house number is missing.',
  postcode: (value) => (/^\d{4,5}$/.test(value) ? '' : 'A postcode has four or five digits.'),
  city: (value) => (value ? '' : 'Tell us the town.'),
};

export function checkoutPage(catalog: Catalog, ready: Promise<Covey | null>) {
  const form = one<HTMLFormElement>('[data-form="checkout"]');
  if (!form) return;
  let onUs = false;
  const value = (name: string) => String(new FormData(form).get(name) ?? '').trim();
  const current = () =>
    sumOf(catalog, { tier: value('delivery') || 'standard', deliveryIsOnUs: onUs });
  const render = () => {
    const sum = current();
    showFull(sum.lines.length > 0);
    showMiniLines(sum.lines);
    showTotals(sum);
  };
  onKept(render);
  void followCovey(ready, (free) => {
    onUs = free;
    render();
  });
  if (basketLines().length === 0) return;

  const tell = (name: string, more: { readonly [key: string]: unknown } = {}) => {
    const sum = current();
    ecommerce(name, {
      currency: 'EUR',
      value: sum.subtotal,
      ...(sum.coupon ? { coupon: sum.coupon } : {}),
      ...more,
      items: itemsOf(sum),
    });
  };
  tell('begin_checkout');

  const told = new Set<string>();
  form.addEventListener('change', (event) => {
    const field = event.target as HTMLInputElement;
    if (field.name === 'delivery') {
      render();
      tell('add_shipping_info', { shipping_tier: field.value });
      told.add('shipping');
    }
    if (field.name === 'payment') {
      const place = document.getElementById('payment-error');
      if (place) place.textContent = '';
      tell('add_payment_info', { payment_type: field.value });
    }
    const rule = RULES[field.name];
    if (rule && field.getAttribute('aria-invalid')) fieldError(field, rule(field.value.trim()));
  });

  onForm('checkout', (_form, data) => {
    const problems: { readonly id: string; readonly text: string }[] = [];
    for (const [name, rule] of Object.entries(RULES)) {
      const input = form.elements.namedItem(name) as HTMLInputElement;
      const text = rule(String(data.get(name) ?? '').trim());
      fieldError(input, text);
      if (text) problems.push({ id: name, text });
    }
    const payment = String(data.get('payment') ?? '');
    const place = document.getElementById('payment-error');
    if (place) place.textContent = payment ? '' : 'Choose how you would like to pay.';
    if (!payment) problems.push({ id: 'payment', text: 'Choose how you would like to pay.' });
    const box = one('[data-errors]', form);
    if (box) {
      box.hidden = problems.length === 0;
      box.replaceChildren(
        el(
          'h2',
          {},
          problems.length === 1 ? 'One thing is missing' : `${problems.length} things are missing`,
        ),
        el(
          'ul',
          {},
          ...problems.map(({ id, text }) =>
            el('li', {}, el('a', { href: `#${id === 'payment' ? 'payment-error' : id}` }, text)),
          ),
        ),
      );
      if (problems.length > 0) return box.focus();
    }
    const sum = current();
    if (!told.has('shipping')) tell('add_shipping_info', { shipping_tier: value('delivery') });
    const time = Date.now();
    const order: Order = {
      id: `H-${time.toString(36).toUpperCase()}`,
      time,
      lines: sum.lines.map(({ id, quantity }) => ({ id, quantity })),
      subtotal: sum.subtotal,
      discount: sum.discount,
      delivery: sum.delivery,
      total: sum.total,
      ...(sum.coupon ? { coupon: sum.coupon } : {}),
      deliveryTier: value('delivery') in DELIVERY ? value('delivery') : 'standard',
      payment,
    };
    write('hazel-orders', [order, ...read('hazel-orders', [])].slice(0, 50));
    write('hazel-basket', []);
    write('hazel-coupon', '');
    location.assign('/thanks/');
  });
}

/** The parameters of `purchase` and `refund`. */
export function orderParameters(catalog: Catalog, order: Order) {
  return {
    transaction_id: order.id,
    currency: 'EUR',
    value: Math.round((order.subtotal - order.discount) * 100) / 100,
    shipping: order.delivery,
    tax: Math.round((order.total - order.total / 1.19) * 100) / 100,
    ...(order.coupon ? { coupon: order.coupon } : {}),
    items: itemsOf(sumOf(catalog, { lines: order.lines })),
  };
}

export function thanksPage(catalog: Catalog) {
  const orders = read('hazel-orders', []);
  const order = orders[0];
  const place = one('[data-order]');
  if (place) place.hidden = !order;
  for (const part of all('[data-empty]')) part.hidden = order !== undefined;
  if (!order) return;
  const id = one('[data-order-id]');
  if (id) id.textContent = order.id;
  showMiniLines(sumOf(catalog, { lines: order.lines }).lines);
  showTotals({ ...order, coupon: order.coupon ?? null });
  if (order.told) return;
  // Written first: a reload must not count the order twice.
  write('hazel-orders', [{ ...order, told: true }, ...orders.slice(1)]);
  ecommerce('purchase', orderParameters(catalog, order));
}
