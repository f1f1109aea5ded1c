/** Pieces that several pages share. */
import { html, raw } from 'hono/html';
import type { Article } from '../journal.ts';
import { topics } from '../journal.ts';
import type { Product, Value } from '../products.ts';
import { categories, euros } from '../products.ts';

export type Html = ReturnType<typeof html>;

const strokes = {
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
  heart:
    '<path d="M12 20S4 15 4 9.200A4.2 4.2 0 0 1 12 7.2 4.2 4.2 0 0 1 20 9.200C20 15 12 20 12 20Z"/>',
  basket: '<path d="M4.5 9.500h15l-1.6 9.500H6.100L4.5 9.500ZM8.5 9.5 11 4.500M15.5 9.5 13 4.5"/>',
  person: '<circle cx="12" cy="8" r="3.7"/><path d="M4.8 20c.8-4 3.7-6 7.2-6s6.4 2 7.2 6"/>',
  plus: '<path d="M12 5.500v13M5.5 12h13"/>',
  arrow: '<path d="M4.5 12h15M13.5 6l6 6-6 6"/>',
  share: '<path d="M12 15V4M8 7.5 12 4l4 3.500M6 12v7.500h12V12"/>',
  leaf: '<path d="M5 19C5 9 11 5 20 5c0 9-4 15-14 14M5 19 14 10"/>',
  van: '<path d="M3 7h10v9H3ZM13 10h4l3.5 3.200V16H13"/><circle cx="7.5" cy="17.5" r="1.8"/><circle cx="16.8" cy="17.5" r="1.8"/>',
  spark: '<path d="M12 4v5M12 15v5M4 12h5M15 12h5"/>',
  tag: '<path d="M4 4.500h7.500l8.5 8.5-7 7L4.5 11.500Z"/><circle cx="8.5" cy="8.5" r="1.2"/>',
  medal: '<circle cx="12" cy="9" r="5"/><path d="m9 13.5-1.5 6L12 17l4.5 2.500L15 13.5"/>',
} as const;
export type IconName = keyof typeof strokes;

export const icon = (name: IconName): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    ${raw(strokes[name])}
  </svg>`;

export const productUrl = (product: Product) => `/products/${product.slug}/`;
export const pictureUrl = (product: { readonly slug: string }) => `/pictures/${product.slug}.svg`;

export const price = (product: Product): Html =>
  product.was
    ? html`<p class="price">
        <ins><span class="visually-hidden">Now</span> ${euros(product.price)}</ins>
        <del><span class="visually-hidden">Before</span> ${euros(product.was)}</del>
      </p>`
    : html`<p class="price">${euros(product.price)}</p>`;

const valueIcons: { readonly [value in Value]: IconName } = {
  price: 'tag',
  quality: 'medal',
  sustainability: 'leaf',
  novelty: 'spark',
};

/** All four facts stand in the page; the style sheet shows the one that matters to the visitor. */
export const facts = (product: Product): Html =>
  html`${(Object.keys(valueIcons) as Value[]).map(
    (value) =>
      html`<p class="fact fact--${value}">
        ${icon(valueIcons[value])}<span>${product.facts[value]}</span>
      </p>`,
  )}`;

const badges = (product: Product): Html => html`
  ${product.fresh ? html`<span class="badge">New</span>` : ''}
  ${product.was ? html`<span class="badge badge--offer">Offer</span>` : ''}
  ${product.level === 'easy' ? html`<span class="badge badge--easy">Good to begin with</span>` : ''}
  ${product.level === 'keen' ? html`<span class="badge badge--keen">For keen gardeners</span>` : ''}
  ${product.large ? html`<span class="badge badge--large">For a long table</span>` : ''}
`;

export const wishButton = (product: Product): Html =>
  html`<button class="round wish" type="button" data-wish="${product.id}" aria-pressed="false">
    ${icon('heart')}<span class="visually-hidden">Put ${product.name} on the wish list</span>
  </button>`;

export const productCard = (product: Product, options: { heading?: 'h2' | 'h3' } = {}): Html => {
  const heading = options.heading ?? 'h3';
  const name = html`<a href="${productUrl(product)}">${product.name}</a>`;
  return html`<li class="card" data-item="${product.id}">
    <div class="card__picture">
      <img src="${pictureUrl(product)}" alt="" width="400" height="400" loading="lazy" />
      <div class="badges">${badges(product)}</div>
      ${wishButton(product)}
      <button class="round round--add" type="button" data-add="${product.id}">
        ${icon('plus')}<span class="visually-hidden">Put ${product.name} in the basket</span>
      </button>
    </div>
    <div class="card__text">
      ${
        heading === 'h2'
          ? html`<h2 class="card__name">${name}</h2>`
          : html`<h3 class="card__name">${name}</h3>`
      }
      <p class="card__brand">${product.brand}</p>
      ${price(product)} ${facts(product)}
    </div>
  </li>`;
};

export const productGrid = (
  products: readonly Product[],
  list: { readonly id: string; readonly name: string },
  options: { heading?: 'h2' | 'h3'; className?: string } = {},
): Html =>
  html`<ul
    class="grid ${options.className ?? ''}"
    data-list="${list.id}"
    data-list-name="${list.name}"
  >
    ${products.map((product) => productCard(product, options))}
  </ul>`;

export const topicName = (slug: string) => topics.find((topic) => topic.slug === slug)?.name ?? '';
export const categoryName = (slug: string) =>
  categories.find((category) => category.slug === slug)?.name ?? '';

export const longDate = (iso: string) =>
  new Date(`${iso}T12:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });

export const articleCard = (article: Article, heading: 'h2' | 'h3' = 'h3'): Html => {
  const title = html`<a href="/journal/${article.slug}/">${article.title}</a>`;
  return html`<li class="story" data-topic="${article.topic}">
    <img
      src="/pictures/journal-${article.slug}.svg"
      alt=""
      width="400"
      height="300"
      loading="lazy"
    />
    <p class="eyebrow">
      ${topicName(article.topic)} · ${article.minutes} minutes
      ${article.beginner ? html`<span class="badge badge--easy">Good to begin with</span>` : ''}
    </p>
    ${
      heading === 'h2'
        ? html`<h2 class="story__title">${title}</h2>`
        : html`<h3 class="story__title">${title}</h3>`
    }
    <p>${article.standfirst}</p>
  </li>`;
};

export const crumbs = (trail: readonly (readonly [name: string, url: string])[], here: string) =>
  html`<nav class="crumbs" aria-label="You are here">
    <ol>
      ${trail.map(([name, url]) => html`<li><a href="${url}">${name}</a></li>`)}
      <li aria-current="page">${here}</li>
    </ol>
  </nav>`;
