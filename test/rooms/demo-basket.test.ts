// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { basketLines, setQuantity, sumOf, useCoupon } from '../../demo/client/basket.ts';
import type { Catalog, CatalogProduct } from '../../demo/client/catalog.ts';
import { read, write } from '../../demo/client/keep.ts';

const product = (id: string, price: number): CatalogProduct => ({
  id,
  slug: id,
  name: id,
  brand: 'Hazel',
  category: 'table',
  categoryName: 'Table',
  price,
  words: '',
});
const products = [product('bowl', 24), product('oil', 19.9), product('seeds', 4.5)];
const catalog: Catalog = {
  products,
  articles: [],
  byId: new Map(products.map((each) => [each.id, each])),
};

beforeEach(() => localStorage.clear());

describe('the basket', () => {
  test('is empty at first, and costs nothing', () => {
    expect(sumOf(catalog)).toMatchObject({ lines: [], subtotal: 0, delivery: 0, total: 0 });
  });

  test('keeps quantities between none and twenty', () => {
    setQuantity('bowl', 2);
    setQuantity('oil', 99);
    setQuantity('seeds', 1);
    setQuantity('seeds', -3);
    expect(basketLines()).toEqual([
      { id: 'bowl', quantity: 2 },
      { id: 'oil', quantity: 20 },
    ]);
  });

  test('adds delivery below €60 and none from there on, after the discount', () => {
    setQuantity('bowl', 2);
    expect(sumOf(catalog)).toMatchObject({ subtotal: 48, delivery: 4.9, total: 52.9, toFree: 12 });
    setQuantity('seeds', 3);
    expect(sumOf(catalog)).toMatchObject({ subtotal: 61.5, delivery: 0, total: 61.5, toFree: 0 });
    expect(useCoupon('WELCOME10', 61.5)).toBeNull();
    expect(sumOf(catalog)).toMatchObject({ discount: 6.15, delivery: 4.9, total: 60.25 });
  });

  test('charges express and collects for nothing, whatever the sum', () => {
    setQuantity('bowl', 4);
    expect(sumOf(catalog, { tier: 'express' }).delivery).toBe(9.9);
    expect(sumOf(catalog, { tier: 'collect' }).delivery).toBe(0);
  });

  test('delivers for nothing when the shop pays', () => {
    setQuantity('seeds', 1);
    expect(sumOf(catalog, { deliveryIsOnUs: true })).toMatchObject({ delivery: 0, toFree: 0 });
  });

  test('says why a code cannot be used', () => {
    expect(useCoupon('NOPE', 50)).toContain('NOPE');
    expect(useCoupon('HAZEL5', 20)).toContain('€5 from €40');
    expect(read('hazel-coupon', '')).toBe('');
    expect(useCoupon('HAZEL5', 40)).toBeNull();
    expect(read('hazel-coupon', '')).toBe('HAZEL5');
  });

  test('adds cents without losing any', () => {
    setQuantity('oil', 3);
    expect(sumOf(catalog).subtotal).toBe(59.7);
  });

  test('forgets products that are no longer sold', () => {
    setQuantity('gone', 1);
    expect(sumOf(catalog).lines).toEqual([]);
  });

  test('starts afresh where what was stored cannot be understood', () => {
    localStorage.setItem('hazel-basket', '{"not":"a list"}');
    expect(basketLines()).toEqual([]);
    localStorage.setItem('hazel-basket', 'broken');
    expect(basketLines()).toEqual([]);
  });

  test('leaves nothing behind when it is emptied', () => {
    write('hazel-basket', [{ id: 'bowl', quantity: 1 }]);
    setQuantity('bowl', 0);
    expect(localStorage.length).toBe(0);
  });
});
