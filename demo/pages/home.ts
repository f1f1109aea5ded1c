import { html } from 'hono/html';
import { articleBySlug, articles } from '../journal.ts';
import type { Scene } from '../pictures/scenes.ts';
import { categories, productBySlug, products } from '../products.ts';
import type { Page } from './layout.ts';
import { articleCard, type Html, icon, type IconName, productGrid } from './parts.ts';

interface Hero {
  readonly eyebrow: string;
  readonly title: string;
  readonly text: string;
  readonly action: readonly [name: string, url: string];
  readonly second?: readonly [name: string, url: string];
  readonly scene: Scene;
}

const hero = (one: Hero): Html => html`
  <div class="hero__text">
    <p class="eyebrow">${one.eyebrow}</p>
    <h1>${one.title}</h1>
    <p class="lead">${one.text}</p>
    <p class="actions">
      <a class="button" href="${one.action[1]}">${one.action[0]}</a>
      ${one.second ? html`<a class="quiet" href="${one.second[1]}">${one.second[0]} ${icon('arrow')}</a>` : ''}
    </p>
  </div>
  <img class="hero__scene" src="/pictures/scene-${one.scene}.svg" alt="" width="800" height="640" />
`;

const defaultHero: Hero = {
  eyebrow: 'Kitchen and garden goods',
  title: 'Made for the long use of ordinary days',
  text: 'Pots, tools, seeds and a few provisions. Chosen slowly, repaired gladly, and sold only when we use them ourselves.',
  action: ['Look around', '/shop/'],
  second: ['Read the journal', '/journal/'],
  scene: 'kitchen',
};

/** By segment; `shop.js` takes the first that fits, in this order. */
const heroes: { readonly [segment: string]: Hero } = {
  'checkout-abandoner': {
    eyebrow: 'You were nearly there',
    title: 'Your basket is packed and waiting',
    text: 'Delivery is on us. Should something have been unclear at the end: we answer within the hour, and nobody will try to sell you anything.',
    action: ['Back to the checkout', '/checkout/'],
    second: ['Ask us first', '/account/#ask'],
    scene: 'table',
  },
  'cart-abandoner': {
    eyebrow: 'Still here',
    title: 'We kept your basket where you left it',
    text: 'No hurry. If you decide within the next days, we pay for delivery.',
    action: ['Open your basket', '/cart/'],
    second: ['Keep looking', '/shop/'],
    scene: 'table',
  },
  champion: {
    eyebrow: 'For friends of the house',
    title: 'The first look is yours',
    text: 'Next season’s colours are on the shelf for you a week before anyone else. You have earned it, one good pot at a time.',
    action: ['See what is new', '/shop/'],
    second: ['Your orders', '/account/'],
    scene: 'kitchen',
  },
  'values-sustainability': {
    eyebrow: 'You said: sustainability',
    title: 'Things that come apart, so they can stay together',
    text: 'Every handle, lid and blade is sold singly, for as long as there is a Hazel. On each product you will now find how it is made and mended.',
    action: ['What lasts longest', '/shop/garden/'],
    second: ['On mending', '/journal/mending/'],
    scene: 'garden',
  },
  'values-quality': {
    eyebrow: 'You said: quality',
    title: 'Buy it once, hand it on',
    text: 'Thirty-year guarantees, makers who sign their work, and one plain line on every product that says why it will last.',
    action: ['The pieces for life', '/shop/cook/'],
    second: ['How to look after them', '/journal/mending/'],
    scene: 'kitchen',
  },
  'values-price': {
    eyebrow: 'You said: price',
    title: 'Good things, at a price that makes sense',
    text: 'What it costs a year, where a set is cheaper, what is on offer: it now stands on every product, so that you can do the sums.',
    action: ['See the offers', '/offers/'],
    second: ['Seeds from €4.50', '/shop/seeds/'],
    scene: 'table',
  },
  'values-novelty': {
    eyebrow: 'You said: something new',
    title: 'Fresh from the workshop',
    text: 'New glazes, new tools, one new tomato. What changed since last year now stands on every product.',
    action: ['See what is new', '/shop/'],
    second: ['What we are growing', '/journal/growing/'],
    scene: 'garden',
  },
  'new-gardener': {
    eyebrow: 'For a first windowsill',
    title: 'Begin with three herbs and a good can',
    text: 'Nobody is born knowing when to water. We marked the things that forgive mistakes, and wrote down the rest.',
    action: ['Good to begin with', '/shop/pots/'],
    second: ['Ten minutes a week', '/journal/a-first-windowsill/'],
    scene: 'garden',
  },
  'deep-reader': {
    eyebrow: 'For people who read to the end',
    title: 'The journal has a new page for you',
    text: 'You take your time, and so do we. Here is what goes with what you have been reading.',
    action: ['Go on reading', '/journal/'],
    second: ['The things in the articles', '/shop/'],
    scene: 'table',
  },
  'returning-visitor': {
    eyebrow: 'Good to see you again',
    title: 'Welcome back',
    text: 'The kettle is on. A few things are new since you were here, and what you looked at is where you left it.',
    action: ['See what is new', '/shop/'],
    second: ['From the journal', '/journal/'],
    scene: 'kitchen',
  },
};

const note = (
  segment: string,
  options: {
    icon: IconName;
    eyebrow: string;
    title: string;
    text: Html | string;
    action?: Html;
  },
): Html =>
  html`<template data-covey-if="${segment}">
    <li class="note">
      ${icon(options.icon)}
      <div>
        <p class="eyebrow">${options.eyebrow}</p>
        <h3>${options.title}</h3>
        <p>${options.text}</p>
        ${options.action ? html`<p class="note__action">${options.action}</p>` : ''}
      </div>
    </li>
  </template>`;

const go = (name: string, url: string) =>
  html`<a class="quiet" href="${url}">${name} ${icon('arrow')}</a>`;

const notes = html`
  ${note('wants-tour', {
    icon: 'spark',
    eyebrow: 'First time here',
    title: 'Shall we show you around?',
    text: 'Four stops, half a minute.',
    action: html`<button class="quiet" type="button" data-action="tour">
        Take the tour ${icon('arrow')}
      </button>
      <button class="quiet" type="button" data-action="no-tour">No, thank you</button>`,
  })}
  ${note('checkout-abandoner', {
    icon: 'van',
    eyebrow: 'Left at the checkout',
    title: 'Delivery is on us',
    text: 'Everything is still in your basket. It takes about a minute to finish.',
    action: go('Back to the checkout', '/checkout/'),
  })}
  ${note('returning-visitor', {
    icon: 'leaf',
    eyebrow: 'Where you left off',
    title: 'Go on looking',
    text: html`Last time you looked at
      <a data-fill="last_item" href="/shop/">something from the shop</a>.`,
  })}
  ${note('first-order-ahead', {
    icon: 'tag',
    eyebrow: 'Your first order',
    title: 'Ten per cent, to begin with',
    text: html`Enter <strong class="code">WELCOME10</strong> in the basket. It does not run out.`,
    action: go('Where most people begin', '/shop/'),
  })}
  ${note('window-shopper', {
    icon: 'search',
    eyebrow: 'So many things',
    title: 'Shall we help you choose?',
    text: 'Three short questions, one suggestion, no account.',
    action: html`<button class="quiet" type="button" data-action="chooser">
      Help me choose ${icon('arrow')}
    </button>`,
  })}
  ${note('category-devotee', {
    icon: 'heart',
    eyebrow: 'You know what you like',
    title: 'All of it, on one page',
    text: html`You have been looking at one shelf only:
      <a data-fill="last_category" href="/shop/">this one</a>.`,
  })}
  ${note('wish-waiting', {
    icon: 'heart',
    eyebrow: 'Still on your list',
    title: 'Sleep on it again, or not',
    text: html`You put <a data-fill="last_wish" href="/wishlist/">something</a> on your wish list.
      We have some left.`,
  })}
  ${note('new-customer', {
    icon: 'medal',
    eyebrow: 'Thank you for your first order',
    title: 'How to keep it for thirty years',
    text: 'Oil for wood, a brush for iron, wax for cotton: an afternoon, once a winter.',
    action: go('Read how', '/journal/oil-for-wood-and-wax-for-cotton/'),
  })}
  ${note('loyal', {
    icon: 'medal',
    eyebrow: 'You know your way around',
    title: 'Sharpening is free for you',
    text: 'Send us any knife or pair of secateurs, ours or not, twice a year.',
    action: go('How to send it', '/account/#ask'),
  })}
  ${note('champion', {
    icon: 'spark',
    eyebrow: 'Friends of the house',
    title: 'New things, a week early',
    text: 'The propagation vase is on the shelf for you already.',
    action: go('Have the first look', '/products/propagation-vase/'),
  })}
  ${note('one-and-done', {
    icon: 'leaf',
    eyebrow: 'It has been a while',
    title: 'How is it holding up?',
    text: html`If something needs a part, it is on us. And if you need something new, take 10 % off
      with <strong class="code">AGAIN10</strong>.`,
  })}
  ${note('lapsed', {
    icon: 'leaf',
    eyebrow: 'We have not seen you lately',
    title: 'Three things are new since then',
    text: html`And <strong class="code">AGAIN10</strong> takes 10 % off, should one of them be for
      you.`,
    action: go('See what is new', '/shop/'),
  })}
  ${note('big-spender', {
    icon: 'person',
    eyebrow: 'Your own contact',
    title: 'Ask Ines',
    text: 'Questions about a piece, a gift, an odd size: Ines Halbach answers you herself, the same day.',
    action: go('Write to Ines', '/account/#ask'),
  })}
  ${note('growing-enthusiast', {
    icon: 'leaf',
    eyebrow: 'You read a lot about growing',
    title: 'What to sow next',
    text: 'Five varieties that come true from seed, tested this year.',
    action: go('To the seeds', '/shop/seeds/'),
  })}
  ${note('keen-gardener', {
    icon: 'medal',
    eyebrow: 'For keen gardeners',
    title: 'A clean cut, left or right',
    text: 'The first left-handed secateurs from Mourne Forge are here.',
    action: go('Have a look', '/products/bypass-secateurs/'),
  })}
`;

/** Filled with the card of the question, where it is due: the signed definitions have its words. */
const survey = html`<div class="question" data-covey-survey="matters"></div>`;

const promotions = [
  {
    id: 'bulb-week',
    name: 'Bulb week',
    title: 'Tulips until the ground freezes',
    text: '25 bulbs for €14 instead of €18.',
    url: '/products/tulip-bulbs/',
    slug: 'tulip-bulbs',
  },
  {
    id: 'kettle-season',
    name: 'Kettle season',
    title: 'Put the kettle on',
    text: 'The low kettle, €15 less until spring.',
    url: '/products/low-kettle/',
    slug: 'low-kettle',
  },
  {
    id: 'last-watering',
    name: 'Last watering',
    title: 'The can for next summer',
    text: 'Long reach, fine rose, €16 less now.',
    url: '/products/long-reach-can/',
    slug: 'long-reach-can',
  },
] as const;

export const promotionCards = (heading: 'h2' | 'h3'): Html =>
  html`<ul class="promotions">
    ${promotions.map(
      (promotion) =>
        html`<li
          class="promotion"
          data-promotion="${promotion.id}"
          data-promotion-name="${promotion.name}"
        >
          <div>
            ${
              heading === 'h2'
                ? html`<h2><a href="${promotion.url}">${promotion.title}</a></h2>`
                : html`<h3><a href="${promotion.url}">${promotion.title}</a></h3>`
            }
            <p>${promotion.text}</p>
          </div>
          <img
            src="/pictures/${promotion.slug}.svg"
            alt=""
            width="400"
            height="400"
            loading="lazy"
          />
        </li>`,
    )}
  </ul>`;

export const home = (): Page => ({
  path: '/',
  title: 'Hazel: kitchen and garden goods',
  description: 'Pots, tools, seeds and a few provisions, chosen slowly and repaired gladly.',
  data: { page: 'home' },
  body: html`
    <section class="hero" data-hero-slot>${hero(defaultHero)}</section>
    ${Object.entries(heroes).map(
      ([segment, one]) => html`<template data-hero="${segment}">${hero(one)}</template>`,
    )}
    <section class="zone" aria-label="For you">
      <ul class="notes">
        ${notes}
      </ul>
    </section>
    ${survey}
    <section class="section" aria-labelledby="shelves-title">
      <h2 id="shelves-title">Six shelves</h2>
      <ul class="shelves">
        ${categories.map(
          (category) =>
            html`<li class="shelf">
              <img
                src="/pictures/${productBySlug(category.cover).slug}.svg"
                alt=""
                width="400"
                height="400"
                loading="lazy"
              />
              <h3><a href="/shop/${category.slug}/">${category.name}</a></h3>
              <p>${category.line}</p>
            </li>`,
        )}
      </ul>
    </section>
    <section
      class="section section--tint"
      data-covey-show="new-visitor"
      hidden
      aria-labelledby="begin-title"
    >
      <h2 id="begin-title">Where most people begin</h2>
      <p class="section__lead">
        Small, useful every day, and a fair way of finding out whether you like us.
      </p>
      ${productGrid(
        ['moon-plate', 'ash-lid-jar', 'hand-trowel', 'long-tom-pot'].map(productBySlug),
        { id: 'begin', name: 'Where most people begin' },
        { className: 'grid--row' },
      )}
    </section>
    <section
      class="section section--tint"
      data-covey-show="price-sensitive values-price"
      hidden
      aria-labelledby="reduced-title"
    >
      <h2 id="reduced-title">Reduced, not lesser</h2>
      <p class="section__lead">The same things, for less, until the season turns.</p>
      ${productGrid(
        products.filter((product) => product.was),
        { id: 'reduced', name: 'Reduced' },
        { className: 'grid--row' },
      )}
    </section>
    <section
      class="section section--tint"
      data-covey-show="long-table"
      hidden
      aria-labelledby="long-title"
    >
      <h2 id="long-title">For a long table</h2>
      <p class="section__lead">Enough for everyone, and the one who comes late.</p>
      ${productGrid(
        products.filter((product) => product.large).slice(0, 4),
        { id: 'long-table', name: 'For a long table' },
        { className: 'grid--row' },
      )}
    </section>
    <section class="section" aria-labelledby="season-title">
      <h2 id="season-title">Out now, in the quiet season</h2>
      ${productGrid(
        ['ember-casserole', 'tulip-bulbs', 'kitchen-apron', 'evening-tea'].map(productBySlug),
        { id: 'season', name: 'Quiet season' },
        { className: 'grid--row' },
      )}
    </section>
    <section class="section" aria-labelledby="offers-title">
      <h2 id="offers-title">Three offers</h2>
      ${promotionCards('h3')}
    </section>
    <section
      class="section section--tint"
      data-covey-show="reading:stories"
      hidden
      aria-labelledby="reading-title"
    >
      <h2 id="reading-title">Because you read to the end</h2>
      <ul class="stories stories--three">
        ${['what-to-prune-in-winter', 'bulbs-before-the-frost', 'sharp-in-five-minutes'].map(
          (slug) => articleCard(articleBySlug(slug)),
        )}
      </ul>
    </section>
    <section
      class="section section--tint"
      data-covey-show="reading:tools"
      hidden
      aria-labelledby="tools-title"
    >
      <h2 id="tools-title">What it takes to do it</h2>
      <p class="section__lead">From the articles you read, what they are done with.</p>
      ${productGrid(
        ['hand-trowel', 'long-tom-pot', 'tulip-bulbs', 'kitchen-apron'].map(productBySlug),
        { id: 'tools', name: 'What it takes' },
        { className: 'grid--row' },
      )}
    </section>
    <section class="section" aria-labelledby="journal-title">
      <div class="section__head">
        <h2 id="journal-title">From the journal</h2>
        <a class="quiet" href="/journal/">All articles ${icon('arrow')}</a>
      </div>
      <ul class="stories stories--three">
        ${[articles[0], articles[3], articles[6]].map((article) => (article ? articleCard(article) : ''))}
      </ul>
    </section>
    <section class="section" aria-labelledby="how-title">
      <h2 id="how-title">How we keep shop</h2>
      <ul class="pledges">
        <li>
          ${icon('leaf')}
          <h3>Everything can be mended</h3>
          <p>Every part is sold singly, and there is an article on how to fit it.</p>
        </li>
        <li>
          ${icon('van')}
          <h3>Thirty days to change your mind</h3>
          <p>Used is fine. Send it back with the label in the box.</p>
        </li>
        <li>
          ${icon('person')}
          <h3>Your habits stay with you</h3>
          <p>
            If you allow it, this site remembers on your own device what you looked at. It is not
            sent to us. <a href="/remembers/">How that works</a>
          </p>
        </li>
      </ul>
    </section>
  `,
});
