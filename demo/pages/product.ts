import { html } from 'hono/html';
import { articles } from '../journal.ts';
import { type Product, productBySlug } from '../products.ts';
import type { Page } from './layout.ts';
import {
  articleCard,
  categoryName,
  crumbs,
  facts,
  icon,
  pictureUrl,
  price,
  productGrid,
  productUrl,
} from './parts.ts';

const delivery = html`<ul class="promises">
  <li>
    ${icon('van')}
    <span class="by-place by-place--default">Delivered in three to five days, free from €60</span>
    <span class="by-place by-place--germany">Delivered in Germany in two days, free from €60</span>
    <span class="by-place by-place--berlin"
      >Collect tonight in Berlin-Wedding, or delivered tomorrow</span
    >
  </li>
  <li>${icon('leaf')}<span>Thirty days to change your mind, used is fine</span></li>
</ul>`;

const asides = html`
  <template data-covey-if="big-spender">
    <aside class="aside">
      <h2>Your own contact</h2>
      <p>
        Not sure about this one? Ines Halbach has used it for years and answers you herself, the
        same day. <a href="/account/#ask">Write to Ines</a>
      </p>
    </aside>
  </template>
  <template data-covey-if="category-devotee">
    <aside class="aside">
      <h2>You have looked at this shelf a lot</h2>
      <p>
        Put any two side by side at home: order both, keep one, and the return is free.
        <a data-fill="last_category" href="/shop/">See the whole shelf</a>
      </p>
    </aside>
  </template>
  <template data-covey-if="first-order-ahead">
    <aside class="aside">
      <h2>For your first order</h2>
      <p><strong class="code">WELCOME10</strong> takes ten per cent off, in the basket.</p>
    </aside>
  </template>
`;

export const productPage = (product: Product): Page => {
  const reading = articles.filter((article) => article.products.includes(product.slug)).slice(0, 3);
  return {
    path: productUrl(product),
    title: `${product.name} · Hazel`,
    description: product.short,
    data: { page: 'product', item: product.id, category: product.category },
    body: html`
      ${crumbs(
        [
          ['Home', '/'],
          [categoryName(product.category), `/shop/${product.category}/`],
        ],
        product.name,
      )}
      <article class="product">
        <div class="product__picture">
          <img
            src="${pictureUrl(product)}"
            alt="Drawing: ${product.name}"
            width="400"
            height="400"
          />
        </div>
        <div class="product__text">
          <p class="eyebrow">${product.brand}</p>
          <h1>${product.name}</h1>
          <p class="lead">${product.short}</p>
          ${price(product)} ${facts(product)}
          <form class="buy" data-form="buy">
            <div class="stepper">
              <label for="quantity">Quantity</label>
              <button class="round" type="button" data-step="-1">
                <span aria-hidden="true">−</span><span class="visually-hidden">One less</span>
              </button>
              <input
                id="quantity"
                name="quantity"
                type="number"
                inputmode="numeric"
                min="1"
                max="20"
                value="1"
              />
              <button class="round" type="button" data-step="1">
                <span aria-hidden="true">+</span><span class="visually-hidden">One more</span>
              </button>
            </div>
            <button class="button" type="submit">Put in the basket</button>
            <button class="round wish" type="button" data-wish="${product.id}" aria-pressed="false">
              ${icon('heart')}<span class="visually-hidden"
                >Put ${product.name} on the wish list</span
              >
            </button>
            <button class="round" type="button" data-action="share">
              ${icon('share')}<span class="visually-hidden">Share ${product.name}</span>
            </button>
          </form>
          ${delivery} ${asides}
          <p class="story-text">${product.story}</p>
          <dl class="details">
            ${product.details.map(
              ([label, value]) =>
                html`<div>
                  <dt>${label}</dt>
                  <dd>${value}</dd>
                </div>`,
            )}
          </dl>
        </div>
      </article>
      <section class="section" aria-labelledby="pairs-title">
        <h2 id="pairs-title">Goes well with</h2>
        ${productGrid(
          product.pairs.map(productBySlug),
          { id: 'pairs', name: `Goes well with ${product.name}` },
          { className: 'grid--row grid--three' },
        )}
      </section>
      ${
        reading.length > 0
          ? html`<section class="section" aria-labelledby="about-title">
              <h2 id="about-title">In the journal</h2>
              <ul class="stories ${reading.length > 1 ? 'stories--three' : ''}">
                ${reading.map((article) => articleCard(article))}
              </ul>
            </section>`
          : ''
      }
    `,
  };
};
