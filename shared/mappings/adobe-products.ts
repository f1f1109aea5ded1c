/** What stands between commas; "None" is what AppMeasurement says where nothing is. */
export const wordsOf = (value: unknown): readonly string[] =>
  typeof value === 'string' && value !== 'None' ? value.split(/\s*,\s*/).filter(Boolean) : [];

/** `"Pans;pan-1;2;78.00;…"`: of each product its category, name, number of pieces, and their price together. */
export const productsOf = (products: unknown): readonly object[] =>
  wordsOf(products).map((text) => {
    const [category = '', product = '', quantity, price] = text.split(';');
    return {
      product,
      ...(category && { category }),
      ...(quantity && { quantity: Number(quantity) }),
      ...(price && { price: Number(price) }),
    };
  });
