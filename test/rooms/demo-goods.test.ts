import { describe, expect, test } from 'vitest';
import { articles, topics } from '../../demo/journal.ts';
import { picture, thing } from '../../demo/pictures/index.ts';
import { cover, scene, scenes } from '../../demo/pictures/scenes.ts';
import { categories, productBySlug, products } from '../../demo/products.ts';

describe('the product file', () => {
  test('names every product and its address once', () => {
    for (const key of ['id', 'slug', 'name'] as const)
      expect(new Set(products.map((product) => product[key])).size).toBe(products.length);
  });

  test('puts every product on a shelf, and no shelf is empty', () => {
    const shelves = new Set(products.map(({ category }) => category));
    expect(shelves).toEqual(new Set(categories.map(({ slug }) => slug)));
    for (const { cover: slug, slug: category } of categories)
      expect(productBySlug(slug).category).toBe(category);
  });

  test('has prices in whole cents, and an offer is always less than before', () => {
    for (const { name, price, was } of products) {
      expect(Number(price.toFixed(2)), name).toBe(price);
      expect(price, name).toBeGreaterThan(0);
      if (was !== undefined) expect(was, name).toBeGreaterThan(price);
    }
  });

  test('pairs products with others that exist, articles too', () => {
    for (const { slug, pairs } of products) {
      expect(pairs).not.toContain(slug);
      for (const pair of pairs) expect(productBySlug(pair).slug).toBe(pair);
    }
    for (const article of articles) {
      for (const slug of article.products) expect(productBySlug(slug).slug).toBe(slug);
      expect(topics.map(({ slug }) => slug)).toContain(article.topic);
    }
  });
});

describe('the pictures', () => {
  const wellFormed = (svg: string) => {
    const open: string[] = [];
    for (const [, closing, name = '', , selfClosing] of svg.matchAll(
      /<(\/?)([a-zA-Z]+)((?:"[^"]*"|[^">])*?)(\/?)>/g,
    )) {
      if (closing) expect(open.pop()).toBe(name);
      else if (!selfClosing) open.push(name);
    }
    return open.length === 0;
  };

  test('are well-formed, and every paint they use is defined in them', () => {
    const all = [
      ...products.map(({ drawing, ground }) => picture(drawing, ground)),
      ...articles.map(({ drawing, ground }) => cover(drawing, ground)),
      ...scenes.map(scene),
    ];
    for (const svg of all) {
      expect(wellFormed(svg)).toBe(true);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
    }
  });

  test('are the same at every build', () => {
    for (const { drawing } of products) expect(thing(drawing, 'a')).toBe(thing(drawing, 'a'));
  });
});
