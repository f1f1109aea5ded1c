/** Basket, checkout, thanks. The shop's script fills them from this browser. */
import { html } from 'hono/html';
import type { Page } from './layout.ts';
import { crumbs, icon } from './parts.ts';

const summary = html`<dl class="totals" data-totals></dl>`;

export const cart = (): Page => ({
  path: '/cart/',
  title: 'Your basket · Hazel',
  description: 'What you have put in your basket.',
  data: { page: 'cart' },
  body: html`<div class="top">
      ${crumbs([['Home', '/']], 'Basket')}
      <h1>Your basket</h1>
    </div>
    <template data-covey-if="cart-abandoner checkout-abandoner">
      <p class="helper helper--glad">
        ${icon('van')}<span
          ><strong>Delivery is on us.</strong> You came back, and so did your basket.</span
        >
      </p>
    </template>
    <div class="with-side" data-full hidden>
      <div>
        <ul class="lines" data-lines></ul>
        <template data-covey-if="first-order-ahead">
          <p class="helper">
            <span
              >First order: <strong class="code">WELCOME10</strong> takes ten per cent off.</span
            >
          </p>
        </template>
      </div>
      <section class="side" aria-labelledby="sum-title">
        <h2 id="sum-title">Sum</h2>
        <div class="free" data-free>
          <p data-free-text></p>
          <progress
            max="60"
            value="0"
            data-free-bar
            aria-label="On the way to free delivery"
          ></progress>
        </div>
        ${summary}
        <form class="coupon" data-form="coupon" novalidate>
          <div class="field">
            <label for="coupon">Code</label>
            <input id="coupon" name="coupon" autocomplete="off" autocapitalize="characters" />
            <p class="error" id="coupon-error" role="alert"></p>
          </div>
          <button class="button button--plain" type="submit">Use</button>
        </form>
        <a class="button button--wide" href="/checkout/">To the checkout</a>
        <p class="small">All prices with tax. Nothing is reserved or charged yet.</p>
      </section>
    </div>
    <div class="empty" data-empty hidden>
      <h2>Nothing in it yet</h2>
      <p>It keeps what you put in it, in this browser, until you take it out.</p>
      <a class="button" href="/shop/">Look around</a>
    </div>
    <noscript
      ><p class="helper">
        The basket needs JavaScript. Everything else can be read without.
      </p></noscript
    >`,
});

const field = (
  name: string,
  label: string,
  autocomplete: string,
  options: { type?: string; optional?: boolean; inputmode?: string; className?: string } = {},
) =>
  html`<div class="field ${options.className ?? ''}">
    <label for="${name}">${label}${options.optional ? ' (if you like)' : ''}</label>
    <input
      id="${name}"
      name="${name}"
      type="${options.type ?? 'text'}"
      autocomplete="${autocomplete}"
      ${options.inputmode ? html`inputmode="${options.inputmode}"` : ''}
      ${options.optional ? '' : html`required aria-describedby="${name}-error"`}
    />
    <p class="error" id="${name}-error"></p>
  </div>`;

const option = (group: string, value: string, title: string, text: string, checked = false) =>
  html`<label class="option">
    <input type="radio" name="${group}" value="${value}" ${checked ? html`checked` : ''} />
    <span><strong>${title}</strong><small>${text}</small></span>
  </label>`;

export const checkout = (): Page => ({
  path: '/checkout/',
  title: 'Checkout · Hazel',
  description: 'Address, delivery and payment.',
  data: { page: 'checkout' },
  body: html`<div class="top">
      ${crumbs(
        [
          ['Home', '/'],
          ['Basket', '/cart/'],
        ],
        'Checkout',
      )}
      <h1>Checkout</h1>
      <p class="small">
        This shop is invented: nothing you type here is sent, and nothing is charged. Any name will
        do.
      </p>
    </div>
    <div class="with-side" data-full hidden>
      <form class="checkout" data-form="checkout" novalidate>
        <div class="form-errors" role="alert" tabindex="-1" data-errors hidden></div>
        <fieldset>
          <legend>1. Where does it go?</legend>
          <div class="fields">
            ${field('name', 'Name', 'name')} ${field('email', 'Email', 'email', { type: 'email' })}
            ${field('street', 'Street and number', 'street-address', { className: 'field--wide' })}
            ${field('postcode', 'Postcode', 'postal-code', { inputmode: 'numeric' })}
            ${field('city', 'Town', 'address-level2')}
          </div>
        </fieldset>
        <fieldset>
          <legend>2. How?</legend>
          ${option('delivery', 'standard', 'Standard', 'Three to five days · €4.90, free from €60', true)}
          ${option('delivery', 'express', 'Tomorrow', 'If you order by noon · €9.90')}
          <template data-covey-if="berlin">
            ${option('delivery', 'collect', 'Collect in Berlin', 'Tonight, at our workshop in Wedding · free')}
          </template>
        </fieldset>
        <fieldset>
          <legend>3. How would you like to pay?</legend>
          ${option('payment', 'invoice', 'By invoice', 'Within thirty days of delivery')}
          ${option('payment', 'transfer', 'By bank transfer', 'We send it once it has arrived')}
          ${option('payment', 'card', 'By card', 'You would be taken to your bank; here we pretend')}
          <p class="error" id="payment-error"></p>
        </fieldset>
        <div class="field">
          <label for="message">A word to the packer (if you like)</label>
          <textarea id="message" name="message" rows="2"></textarea>
        </div>
        <button class="button button--wide" type="submit">Order, for nothing at all</button>
      </form>
      <section class="side" aria-labelledby="order-title">
        <h2 id="order-title">Your order</h2>
        <ul class="mini-lines" data-mini-lines></ul>
        ${summary}
        <template data-covey-if="checkout-abandoner">
          <p class="small helper--glad">
            Welcome back. Delivery is on us, and your basket is as you left it.
          </p>
        </template>
      </section>
    </div>
    <div class="empty" data-empty hidden>
      <h2>Your basket is empty</h2>
      <p>There is nothing to check out yet.</p>
      <a class="button" href="/shop/">Look around</a>
    </div>`,
});

export const thanks = (): Page => ({
  path: '/thanks/',
  title: 'Thank you · Hazel',
  description: 'Your order.',
  data: { page: 'thanks' },
  body: html`<div class="thanks">
    <img src="/pictures/scene-table.svg" alt="" width="800" height="640" />
    <div data-order hidden>
      <p class="eyebrow">Order <span data-order-id></span></p>
      <h1>Thank you</h1>
      <p class="lead">
        If this were a real shop, somebody would now be looking for a box of the right size.
      </p>
      <ul class="mini-lines" data-mini-lines></ul>
      <dl class="totals" data-totals></dl>
      <template data-covey-if="new-customer">
        <p class="helper">
          <span>
            <strong>Your first order.</strong> Here is how to keep it for thirty years:
            <a href="/journal/oil-for-wood-and-wax-for-cotton/">oil for wood, wax for cotton</a>.
          </span>
        </p>
      </template>
      <template data-covey-if="champion loyal">
        <p class="helper helper--glad">
          <span><strong>Again.</strong> We put a packet of seeds in the box.</span>
        </p>
      </template>
      <p class="actions">
        <a class="button" href="/journal/">Something to read meanwhile</a>
        <a class="quiet" href="/account/">Your orders ${icon('arrow')}</a>
      </p>
    </div>
    <div class="empty" data-empty hidden>
      <h1>No order yet</h1>
      <p>Orders made in this browser appear here.</p>
      <a class="button" href="/shop/">Look around</a>
    </div>
  </div>`,
});
