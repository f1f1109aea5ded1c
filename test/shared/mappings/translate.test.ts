import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isUsualEvent } from '../../../shared/definitions/checks/vocabulary.ts';
import { adobeXdm } from '../../../shared/mappings/adobe-xdm.ts';
import { mixpanel } from '../../../shared/mappings/mixpanel.ts';
import { segment } from '../../../shared/mappings/segment.ts';
import { STANDARD } from '../../../shared/mappings/standard.ts';
import { spelling, translate } from '../../../shared/mappings/translate.ts';
import type { Mapping } from '../../../shared/mappings/types.ts';

/** All tables, by file. */
const TABLES = await Promise.all(
  readdirSync('shared/mappings')
    .filter((file) => !/^(types|standard|translate|adobe-products|snowplow-events)\.ts$/.test(file))
    .map(async (file) => {
      const exported = (await import(
        /* @vite-ignore */ `../../../shared/mappings/${file}`
      )) as object;
      return [file, Object.values(exported)[0] as Mapping] as const;
    }),
);

describe('tables of names', () => {
  it.each(TABLES)(
    '%s names events as they are looked up, and gives names that the web uses',
    (_, table) => {
      for (const [theirs, standard] of Object.entries(table.events)) {
        expect(spelling(theirs)).toBe(theirs);
        if (!['', 'cart_update'].includes(standard)) expect(isUsualEvent(standard)).toBe(true);
      }
    },
  );

  it('knows the events that the checker knows', () => {
    expect(STANDARD.filter((name) => !isUsualEvent(name))).toEqual([]);
  });
});

describe('an event of a tool', () => {
  it.each([
    'Order Completed',
    'orderCompleted',
    'order-completed',
    'ORDER COMPLETED',
    'order_completed',
  ])('is known however it is spelt: %s', (name) => {
    expect(translate(segment, name, {})?.name).toBe('purchase');
  });

  it('keeps its name where nobody knows it, and has the standard one where the web does', () => {
    expect(translate(segment, 'Lamp Dimmed', {})).toEqual({ name: 'Lamp Dimmed', props: {} });
    expect(translate(segment, 'Add To Cart', {})?.name).toBe('add_to_cart');
    expect(translate(mixpanel, 'toString', {})?.name).toBe('toString');
  });

  it('is nobody’s where it is the tool’s own affair', () => {
    expect(translate(mixpanel, '$identify', {})).toBe(null);
    expect(translate(mixpanel, '$mp_web_page_view', {})?.name).toBe('page_view');
    expect(translate(adobeXdm, 'decisioning.propositionDisplay', {})).toBe(null);
  });

  it('keeps what the tool wrote, unchanged, and has standard properties beside it', () => {
    const fields = Object.freeze({
      order_id: 'o-1',
      revenue: 78,
      products: Object.freeze([Object.freeze({ sku: 'pan-1', name: 'Pan', position: 2 })]),
      mood: 'good',
    });
    expect(translate(segment, 'Order Completed', fields)?.props).toEqual({
      ...fields,
      transaction_id: 'o-1',
      value: 78,
      items: [
        { sku: 'pan-1', item_id: 'pan-1', name: 'Pan', item_name: 'Pan', position: 2, index: 2 },
      ],
    });
  });

  it('about one product has it as its only item; one about nothing has none', () => {
    const { props } =
      translate(segment, 'Product Added', { product_id: 'pan-1', price: '19.5', quantity: 2 }) ??
      {};
    expect(props).toMatchObject({ items: [{ item_id: 'pan-1', quantity: 2 }], value: 39 });
    // A promotion has an id and a name, too, and an order those of whoever bought.
    for (const name of ['Promotion Viewed', 'Order Completed', 'Lamp Dimmed'])
      expect(translate(segment, name, { product_id: 'pan-1', name: 'Pan' })?.props['items']).toBe(
        undefined,
      );
    expect(translate(segment, 'Product Viewed', { name: '', sku: false })?.props['items']).toBe(
      undefined,
    );
    expect(translate(segment, 'Signed Up', { category: 'mail' })?.props).toEqual({
      category: 'mail',
    });
  });

  it('is worth its items where it says nothing else and each has a price, and a list of goods is worth nothing', () => {
    const products = [
      { sku: 'a', price: 0.1 },
      { sku: 'b', price: 0.2 },
    ];
    expect(translate(segment, 'Cart Viewed', { products })?.props['value']).toBe(0.3);
    expect(translate(segment, 'Cart Viewed', { products, value: 0 })?.props['value']).toBe(0);
    expect(
      translate(segment, 'Cart Viewed', { products: [...products, { sku: 'c' }] })?.props['value'],
    ).toBe(undefined);
    expect(translate(segment, 'Product List Viewed', { products })?.props['value']).toBe(undefined);
  });

  it('of a tool that gives the price of a line has that of a piece', () => {
    const xdm = { productListItems: [{ SKU: 'pan-1', quantity: 3, priceTotal: 30 }, null, 'junk'] };
    expect(translate(adobeXdm, 'commerce.purchases', xdm)?.props).toMatchObject({
      items: [{ item_id: 'pan-1', price: 10, quantity: 3 }],
      value: 30,
    });
  });
});
