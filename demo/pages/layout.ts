/** The frame of every page: head, strip, header, footer. */
import { html, raw } from 'hono/html';
import { TEXT_VERSION } from '../consent-text.ts';
import { topics } from '../journal.ts';
import { categories } from '../products.ts';
import { type Html, icon } from './parts.ts';

/** Where the shop finds its Covey: the Worker's origin, the site's name there, the pinned keys. */
export interface ShopSettings {
  readonly edge: string;
  readonly site: string;
  /** One or more `kid:x`, separated by spaces. */
  readonly key: string;
}

export interface Page {
  /** Path with a slash at its end, or a file name. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** What the page's script has to know: `data-page`, `data-item` and the like. */
  readonly data: { readonly [name: string]: string };
  readonly body: Html;
}

export const mark = raw(
  '<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><path class="mark__nut" d="M16 29C8.5 29 5 23.5 5 18.5 5 16 6 14 7.5 13h17C26 14 27 16 27 18.5 27 23.5 23.5 29 16 29Z"/><path class="mark__cap" d="M4.5 14.500C4 9.5 9 6.5 16 6.500S28 9.5 27.5 14.500C25 12.8 22.5 15 20 13.4 17.5 15 14.5 15 12 13.4 9.5 15 7 12.8 4.5 14.500Z"/><path class="mark__leaf" d="M16 7C15 3 18.5.8 24 1.5 24 5.5 20.5 8 16 7Z"/></svg>',
);

const strip = html`<div class="strip">
  <p class="strip__note strip__note--default">
    Free delivery from €60. Thirty days to change your mind.
  </p>
  <p class="strip__note strip__note--germany">
    Delivered anywhere in Germany in two days. Free from €60.
  </p>
  <p class="strip__note strip__note--berlin">
    In Berlin? Order by noon and collect tonight at our workshop in Wedding.
  </p>
  <p class="strip__note strip__note--offers">
    Four offers end with the season. <a href="/offers/">See what is left</a>
  </p>
  <p class="strip__note strip__note--abandoner">
    Your basket is still here, and delivery is on us. <a href="/cart/">Open your basket</a>
  </p>
</div>`;

const header = (path: string) => {
  const link = (url: string, name: string) =>
    html`<li>
      <a href="${url}" ${path.startsWith(url) ? raw('aria-current="true"') : ''}>${name}</a>
    </li>`;
  return html`<header class="header">
    <div class="header__row">
      <a class="logo" href="/">${mark}<span>Hazel</span></a>
      <form class="find" role="search" action="/search/" method="get">
        <label class="visually-hidden" for="find">Search the shop</label>
        <input id="find" type="search" name="q" placeholder="Search" autocomplete="off" />
        <button class="round" type="submit">
          ${icon('search')}<span class="visually-hidden">Search</span>
        </button>
      </form>
      <ul class="header__actions">
        <li class="header__search">
          <a class="round" href="/search/"
            >${icon('search')}<span class="visually-hidden">Search</span></a
          >
        </li>
        <li>
          <a class="round" href="/account/"
            >${icon('person')}<span class="visually-hidden">You</span></a
          >
        </li>
        <li>
          <a class="round" href="/wishlist/"
            >${icon('heart')}<span class="visually-hidden">Wish list</span
            ><span class="count" data-count="wishes" hidden></span
          ></a>
        </li>
        <li>
          <a class="round" href="/cart/"
            >${icon('basket')}<span class="visually-hidden">Basket</span
            ><span class="count" data-count="basket" hidden></span
          ></a>
        </li>
      </ul>
    </div>
    <nav class="nav" aria-label="Shop">
      <ul>
        ${categories.map((category) => link(`/shop/${category.slug}/`, category.name))}
        ${link('/offers/', 'Offers')} ${link('/journal/', 'Journal')}
      </ul>
    </nav>
  </header>`;
};

const footer = html`<footer class="footer">
  <div class="footer__grid">
    <section class="footer__letter" aria-labelledby="letter-title">
      <h2 id="letter-title">A letter, four times a year</h2>
      <p>What to sow, what to cook, what is worth mending.</p>
      <form class="letter" data-form="letter" novalidate>
        <div class="field">
          <label for="letter-email">Your email address</label>
          <input id="letter-email" name="email" type="email" autocomplete="email" required />
        </div>
        <button class="button" type="submit">Send me the letter</button>
        <p class="form-note" role="status"></p>
      </form>
    </section>
    <nav aria-label="Shop, in full">
      <h2>Shop</h2>
      <ul>
        ${categories.map(
          (category) => html`<li><a href="/shop/${category.slug}/">${category.name}</a></li>`,
        )}
        <li><a href="/shop/">Everything</a></li>
        <li><a href="/offers/">Offers</a></li>
      </ul>
    </nav>
    <nav aria-label="Journal">
      <h2>Journal</h2>
      <ul>
        ${topics.map((topic) => html`<li><a href="/journal/${topic.slug}/">${topic.name}</a></li>`)}
        <li><a href="/journal/">All articles</a></li>
      </ul>
    </nav>
    <nav aria-label="Your choices">
      <h2>You</h2>
      <ul>
        <li><a href="/account/">Account and orders</a></li>
        <li><a href="/remembers/">What this site remembers</a></li>
        <li>
          <button class="link" type="button" data-cc="show-preferencesModal">
            Change your choice
          </button>
        </li>
        <li><button class="link" type="button" data-action="panel">See what is stored</button></li>
      </ul>
    </nav>
  </div>
  <p class="footer__small">
    Hazel is an invented shop: nothing is sold, sent or charged here. It shows a site that uses
    Covey.
  </p>
</footer>`;

export const document = (page: Page, settings: ShopSettings): Html =>
  html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <title>${page.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content="${page.description}" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#fffdf8" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#1b1714" media="(prefers-color-scheme: dark)" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="preload" href="/fonts/fraunces.woff2" as="font" type="font/woff2" crossorigin />
        <link rel="preload" href="/fonts/inter.woff2" as="font" type="font/woff2" crossorigin />
        <link rel="stylesheet" href="/shop.css" />
        <script src="/early.js"></script>
        <script
          async
          src="${settings.edge}/covey.js"
          data-site="${settings.site}"
          data-key="${settings.key}"
          data-consent-text="${TEXT_VERSION}"
        ></script>
        <script type="module" src="/shop.js"></script>
        <script type="module" src="/demo-bar.js"></script>
      </head>
      <body
        ${raw(
          Object.entries(page.data)
            .map(([name, value]) => `data-${name}="${value}"`)
            .join(' '),
        )}
      >
        <a class="skip" href="#main">Skip to the content</a>
        ${strip} ${header(page.path)}
        <main id="main" tabindex="-1">${page.body}</main>
        ${footer}
        <div class="toast" role="status" aria-live="polite"></div>
      </body>
    </html>`;
