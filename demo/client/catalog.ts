/** The product file, as the browser sees it: `/products.json`. */
export interface CatalogProduct {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly brand: string;
  readonly category: string;
  readonly categoryName: string;
  readonly price: number;
  readonly was?: number;
  readonly level?: string;
  readonly words: string;
}

export interface CatalogArticle {
  readonly slug: string;
  readonly title: string;
  readonly words: string;
}

export interface Catalog {
  readonly products: readonly CatalogProduct[];
  readonly articles: readonly CatalogArticle[];
  readonly byId: ReadonlyMap<string, CatalogProduct>;
}

export async function loadCatalog(): Promise<Catalog> {
  const answer = await fetch('/products.json');
  if (!answer.ok) throw new Error(`products.json answered ${answer.status}`);
  const { products, articles } = (await answer.json()) as Omit<Catalog, 'byId'>;
  return { products, articles, byId: new Map(products.map((product) => [product.id, product])) };
}
