/** Lists: everything, a category, the offers, the wish list, search. */
import { html } from 'hono/html';
import { categories, type Category, products, productsIn } from '../products.ts';
import { promotionCards } from './home.ts';
import type { Page } from './layout.ts';
import { crumbs, type Html, icon, productCard, productGrid } from './parts.ts';

/** Each helps one kind of visitor along, and is not there for the others. */
const helpers = html`
  <template data-covey-if="window-shopper">
    <aside class="helper" aria-label="Help with choosing">
      <p><strong>So many things.</strong> Three short questions, one suggestion.</p>
      <button class="button button--small" type="button" data-action="chooser">
        Help me choose
      </button>
    </aside>
  </template>
  <template data-covey-if="new-gardener">
    <aside class="helper" aria-label="For a first garden">
      <p>
        <strong>New to this?</strong> Look for “Good to begin with”: it forgives a forgotten week.
      </p>
      <a class="quiet" href="/journal/a-first-windowsill/">A first windowsill ${icon('arrow')}</a>
    </aside>
  </template>
`;

const sorting = html`<div class="sorting">
  <label for="sort">Sort by</label>
  <select id="sort" data-sort>
    <option value="">Our order</option>
    <option value="up">Price, low to high</option>
    <option value="down">Price, high to low</option>
    <option value="name">Name</option>
  </select>
</div>`;

export const everything = (): Page => ({
  path: '/shop/',
  title: 'Everything at Hazel',
  description: 'All kitchen and garden goods at Hazel on one page.',
  data: { page: 'list' },
  body: html`<div class="top">
      ${crumbs([['Home', '/']], 'Everything')}
      <h1>Everything, on one page</h1>
      <p class="lead">
        ${products.length} things. We could have more, and would know them less well.
      </p>
    </div>
    ${helpers} ${sorting}
    ${productGrid(products, { id: 'everything', name: 'Everything' }, { heading: 'h2' })}`,
});

export const categoryPage = (category: Category): Page => ({
  path: `/shop/${category.slug}/`,
  title: `${category.name} · Hazel`,
  description: category.intro,
  data: { page: 'list', category: category.slug },
  body: html`<div class="top top--${category.ground}">
      ${crumbs(
        [
          ['Home', '/'],
          ['Everything', '/shop/'],
        ],
        category.name,
      )}
      <h1>${category.name}</h1>
      <p class="lead">${category.intro}</p>
    </div>
    ${helpers} ${sorting}
    ${productGrid(
      productsIn(category.slug),
      { id: category.slug, name: category.name },
      { heading: 'h2' },
    )}
    <nav class="others" aria-label="Other shelves">
      <h2>Other shelves</h2>
      <ul>
        ${categories
          .filter((other) => other !== category)
          .map(
            (other) => html`<li><a class="pill" href="/shop/${other.slug}/">${other.name}</a></li>`,
          )}
      </ul>
    </nav>`,
});

export const offers = (): Page => ({
  path: '/offers/',
  title: 'Offers · Hazel',
  description: 'Things that cost less until the season turns.',
  data: { page: 'list' },
  body: html`<div class="top">
      ${crumbs([['Home', '/']], 'Offers')}
      <h1>Reduced, not lesser</h1>
      <p class="lead">
        We reduce what belongs to the season that is ending, and nothing else. No countdowns.
      </p>
    </div>
    ${promotionCards('h2')}
    ${productGrid(
      products.filter((product) => product.was),
      { id: 'offers', name: 'Offers' },
      { heading: 'h2' },
    )}`,
});

/** Every card once, for lists that the browser makes: it takes copies of what it needs. */
const allCards = html`<template data-cards>
  ${products.map((product) => productCard(product, { heading: 'h2' }))}
</template>`;

const empty = (title: string, text: Html | string): Html =>
  html`<div class="empty" data-empty hidden>
    <h2>${title}</h2>
    <p>${text}</p>
    <a class="button" href="/shop/">Look around</a>
  </div>`;

export const wishlist = (): Page => ({
  path: '/wishlist/',
  title: 'Your wish list · Hazel',
  description: 'What you have put on your wish list.',
  data: { page: 'wishlist' },
  body: html`<div class="top">
      ${crumbs([['Home', '/']], 'Wish list')}
      <h1>Your wish list</h1>
      <p class="lead">It is kept in this browser, and nowhere else.</p>
    </div>
    <template data-covey-if="wish-waiting">
      <aside class="helper" aria-label="Still on your list">
        <p>
          <strong>Still thinking?</strong> We can tell you when something on this list is reduced.
        </p>
        <a class="quiet" href="#letter-title">With our letter ${icon('arrow')}</a>
      </aside>
    </template>
    <ul class="grid" data-results data-list="wishlist" data-list-name="Wish list"></ul>
    ${allCards} ${empty('Nothing here yet', 'Press the heart on anything you want to remember.')}`,
});

export const search = (): Page => ({
  path: '/search/',
  title: 'Search · Hazel',
  description: 'Search the shop and the journal.',
  data: { page: 'search' },
  body: html`<div class="top">
      ${crumbs([['Home', '/']], 'Search')}
      <h1>Search</h1>
      <form class="search-form" role="search" action="/search/" method="get">
        <div class="field">
          <label for="q">What are you looking for?</label>
          <input id="q" type="search" name="q" autocomplete="off" />
        </div>
        <button class="button" type="submit">Search</button>
      </form>
      <p class="search-count" role="status" data-search-count></p>
    </div>
    <template data-covey-if="search-without-result">
      <aside class="helper" aria-label="Help with searching">
        <p>
          <strong>Twice nothing: that is our fault.</strong> Tell us what you were looking for, and
          we say whether somebody we trust makes it.
        </p>
        <a class="button button--small" href="/account/#ask">Ask us</a>
      </aside>
    </template>
    <ul class="grid" data-results data-list="search" data-list-name="Search results"></ul>
    ${allCards}
    <section data-stories hidden aria-labelledby="found-title">
      <h2 id="found-title">From the journal</h2>
      <ul class="plain-list" data-story-results></ul>
    </section>
    <div class="empty" data-empty hidden>
      <h2>Nothing by that name</h2>
      <p>Try one word, or a material: walnut, linen, stoneware, clay.</p>
      <a class="button" href="/shop/">See everything</a>
    </div>`,
});
