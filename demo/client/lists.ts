/** Lists of products: views and clicks are told, hearts and plus signs work, lists can be sorted. */
import { setQuantity, quantityOf } from './basket.ts';
import type { Catalog, CatalogProduct } from './catalog.ts';
import { all, el, one, onClick, toast } from './dom.ts';
import { ecommerce, event, item, money } from './events.ts';
import { onKept, read, write } from './keep.ts';

const productOf = (catalog: Catalog, element: Element | null) =>
  catalog.byId.get(element?.closest<HTMLElement>('[data-item]')?.dataset['item'] ?? '');

function toldList(list: HTMLElement, catalog: Catalog) {
  const id = list.dataset['list'] ?? '';
  const name = list.dataset['listName'] ?? '';
  const items = all('[data-item]', list).flatMap((card, index) => {
    const product = productOf(catalog, card);
    return product ? [item(product, { index, item_list_id: id, item_list_name: name })] : [];
  });
  if (items.length > 0)
    ecommerce('view_item_list', { item_list_id: id, item_list_name: name, items });
}

/** Calls `seen` once for each element that comes into view; hidden ones wait until they are shown. */
function onSeen(elements: readonly HTMLElement[], seen: (element: HTMLElement) => void) {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        observer.unobserve(entry.target);
        seen(entry.target as HTMLElement);
      }
    },
    { rootMargin: '-40px' },
  );
  for (const element of elements) observer.observe(element);
}

export function addToBasket(product: CatalogProduct, quantity: number) {
  setQuantity(product.id, quantityOf(product.id) + quantity);
  const items = [item(product, { quantity })];
  ecommerce('add_to_cart', { ...money(items), items });
  toast(`${product.name} is in your basket.`, { name: 'Open it', url: '/cart/' });
}

const wishes = () => read('hazel-wishes', []);

function showState() {
  const list = wishes();
  for (const button of all<HTMLButtonElement>('[data-wish]'))
    button.setAttribute('aria-pressed', String(list.includes(button.dataset['wish'] ?? '')));
  const counts: { readonly [name: string]: number } = {
    wishes: list.length,
    basket: read('hazel-basket', []).reduce((sum, line) => sum + line.quantity, 0),
  };
  for (const badge of all('[data-count]')) {
    const count = counts[badge.dataset['count'] ?? ''] ?? 0;
    badge.hidden = count === 0;
    badge.replaceChildren(String(count), el('span', { class: 'visually-hidden' }, ' inside'));
  }
}

export function startLists(catalog: Catalog) {
  showState();
  onKept(showState);
  onSeen(all('[data-list]'), (list) => toldList(list, catalog));
  onSeen(all('[data-promotion]'), ({ dataset }) =>
    ecommerce('view_promotion', {
      promotion_id: dataset['promotion'],
      promotion_name: dataset['promotionName'],
    }),
  );

  onClick('[data-wish]', (button) => {
    const product = catalog.byId.get(button.dataset['wish'] ?? '');
    if (!product) return;
    const had = wishes().includes(product.id);
    write(
      'hazel-wishes',
      had ? wishes().filter((id) => id !== product.id) : [product.id, ...wishes()],
    );
    if (had) return toast(`${product.name} is off your wish list.`);
    const items = [item(product)];
    ecommerce('add_to_wishlist', { ...money(items), items });
    toast(`${product.name} is on your wish list.`, { name: 'Open it', url: '/wishlist/' });
  });
  onClick('[data-add]', (button) => {
    const product = catalog.byId.get(button.dataset['add'] ?? '');
    if (product) addToBasket(product, 1);
  });
  onClick('[data-list] .card__name a', (link) => {
    const list = link.closest<HTMLElement>('[data-list]');
    const product = productOf(catalog, link);
    if (!list || !product) return;
    const place = {
      item_list_id: list.dataset['list'] ?? '',
      item_list_name: list.dataset['listName'] ?? '',
    };
    ecommerce('select_item', { ...place, items: [item(product, place)] });
  });
  onClick('[data-promotion] a', (link) => {
    const { promotion, promotionName } =
      link.closest<HTMLElement>('[data-promotion]')?.dataset ?? {};
    ecommerce('select_promotion', { promotion_id: promotion, promotion_name: promotionName });
  });

  one<HTMLSelectElement>('[data-sort]')?.addEventListener('change', ({ target }) => {
    const grid = one('.grid[data-list]');
    if (!grid) return;
    const order = (target as HTMLSelectElement).value;
    const place = new Map(catalog.products.map((product, index) => [product.id, index]));
    const compare: { readonly [order: string]: (a: CatalogProduct, b: CatalogProduct) => number } =
      {
        up: (a, b) => a.price - b.price,
        down: (a, b) => b.price - a.price,
        name: (a, b) => a.name.localeCompare(b.name),
      };
    const rule = compare[order] ?? ((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
    const cards = all('[data-item]', grid).toSorted((a, b) => {
      const [first, second] = [productOf(catalog, a), productOf(catalog, b)];
      return first && second ? rule(first, second) : 0;
    });
    grid.append(...cards);
  });
}

/** Fills the page's list with copies of the cards of these products. */
export function showCards(ids: readonly string[], catalog: Catalog) {
  const list = one('[data-results]');
  const source = one<HTMLTemplateElement>('template[data-cards]');
  if (!list || !source) return;
  list.replaceChildren(
    ...ids.flatMap((id) => {
      const card = one(`[data-item="${CSS.escape(id)}"]`, source.content);
      return card ? [card.cloneNode(true)] : [];
    }),
  );
  for (const part of all('[data-empty]')) part.hidden = ids.length > 0;
  showState();
  if (ids.length > 0) toldList(list, catalog);
}

export function wishlistPage(catalog: Catalog) {
  showCards(wishes(), catalog);
  onKept(() => {
    // A heart that is taken back leaves the card for a moment of regret; a reload removes it.
    if (wishes().length === 0) showCards([], catalog);
  });
}

const simple = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '');

const has = (text: string, word: string) =>
  simple(text)
    .split(/[^\p{L}\p{N}]+/u)
    .some(
      (part) =>
        part.startsWith(word) || (word.length > 3 && part.startsWith(word.replace(/s$/, ''))),
    );

/** Every word of the query must begin a word of the text; words in the name weigh more. */
function score(query: readonly string[], name: string, words: string): number {
  let sum = 0;
  for (const word of query) {
    if (has(name, word)) sum += 3;
    else if (has(words, word)) sum += 1;
    else return 0;
  }
  return sum;
}

const ranked = <T>(list: readonly T[], rate: (entry: T) => number) =>
  list
    .map((entry) => ({ entry, points: rate(entry) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
    .map(({ entry }) => entry);

export function searchPage(catalog: Catalog) {
  const text = (new URLSearchParams(location.search).get('q') ?? '').trim().slice(0, 100);
  for (const input of all<HTMLInputElement>('input[name="q"]')) input.value = text;
  const query = simple(text).split(/\s+/).filter(Boolean);
  const empty = one('[data-empty]');
  if (query.length === 0) {
    if (empty) empty.hidden = true;
    one('#q')?.focus();
    return;
  }
  const found = ranked(catalog.products, (product) =>
    score(query, `${product.name} ${product.categoryName}`, `${product.brand} ${product.words}`),
  );
  const stories = ranked(catalog.articles, (article) => score(query, article.title, article.words));
  showCards(
    found.map((product) => product.id),
    catalog,
  );
  if (empty) empty.hidden = found.length + stories.length > 0;
  const section = one('[data-stories]');
  if (section) section.hidden = stories.length === 0;
  one('[data-story-results]')?.replaceChildren(
    ...stories.map((article) =>
      el('li', {}, el('a', { href: `/journal/${article.slug}/` }, article.title)),
    ),
  );
  const count = one('[data-search-count]');
  if (count) {
    const things = ['Nothing', 'One thing'][found.length] ?? `${found.length} things`;
    const pages = ['no article', 'one article'][stories.length] ?? `${stories.length} articles`;
    count.textContent = `${things} and ${pages} for “${text}”`;
  }
  event('search', { search_term: text, results: found.length });
}
