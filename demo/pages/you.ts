/** Account, "What this site remembers", and the page for wrong addresses. */
import { html } from 'hono/html';
import type { Page } from './layout.ts';
import { crumbs } from './parts.ts';

const choice = (
  name: string,
  legend: string,
  why: string,
  options: readonly (readonly [value: string, label: string])[],
) =>
  html`<fieldset class="about">
    <legend>${legend}</legend>
    <p class="small">${why}</p>
    <div class="choices">
      ${options.map(
        ([value, label]) =>
          html`<label class="choice"
            ><input type="radio" name="${name}" value="${value}" /><span>${label}</span></label
          >`,
      )}
      <label class="choice"
        ><input type="radio" name="${name}" value="" checked /><span>Rather not say</span></label
      >
    </div>
  </fieldset>`;

export const account = (): Page => ({
  path: '/account/',
  title: 'You · Hazel',
  description: 'Account, orders and what you told us about yourself.',
  data: { page: 'account' },
  body: html`<div class="top">
      ${crumbs([['Home', '/']], 'You')}
      <h1>You</h1>
    </div>
    <div class="panels">
      <section class="panel" aria-labelledby="sign-title">
        <h2 id="sign-title">Account</h2>
        <div data-signed-out>
          <p>
            An account remembers your address. In this invented shop it remembers only a first name.
          </p>
          <form data-form="account" novalidate>
            <div class="field">
              <label for="first-name">First name</label>
              <input id="first-name" name="first-name" autocomplete="given-name" required />
              <p class="error" id="first-name-error" role="alert"></p>
            </div>
            <p class="actions">
              <button class="button" type="submit" name="act" value="sign_up">
                Open an account
              </button>
              <button class="button button--plain" type="submit" name="act" value="login">
                Sign in
              </button>
            </p>
          </form>
        </div>
        <div data-signed-in hidden>
          <p>Signed in as <strong data-account-name></strong>.</p>
          <p class="small">
            Signing out also erases what Covey keeps in this browser, so that the next person starts
            fresh.
          </p>
          <button class="button button--plain" type="button" data-action="sign-out">
            Sign out
          </button>
        </div>
      </section>
      <section class="panel" aria-labelledby="orders-title">
        <h2 id="orders-title">Orders</h2>
        <ul class="orders" data-orders></ul>
        <p class="small" data-no-orders>Orders made in this browser appear here.</p>
      </section>
      <section class="panel panel--wide" aria-labelledby="about-title">
        <h2 id="about-title">About you, if you like</h2>
        <p>
          Three questions that change what you see here. The answers stay on this device; “Rather
          not say” removes an answer.
        </p>
        <form data-form="about">
          ${choice(
            'gardener',
            'How long have you been gardening?',
            'Marks what is good to begin with, or leaves it out.',
            [
              ['new', 'I am new to it'],
              ['some', 'A few seasons'],
              ['keen', 'All my life'],
            ],
          )}
          ${choice('household', 'For how many do you set the table?', 'Puts larger things first.', [
            ['one', 'One'],
            ['two', 'Two'],
            ['more', 'Three or more'],
          ])}
          ${choice(
            'matters',
            'What matters most when you buy for your home?',
            'Decides which line you read on each product.',
            [
              ['price', 'A fair price'],
              ['quality', 'That it lasts'],
              ['sustainability', 'How it is made'],
              ['novelty', 'Something new'],
            ],
          )}
          <p class="actions"><button class="button" type="submit">Keep these answers</button></p>
          <p class="form-note" role="status" data-about-note></p>
        </form>
      </section>
      <section class="panel panel--wide" id="ask" aria-labelledby="ask-title">
        <h2 id="ask-title">Ask us</h2>
        <template data-covey-if="big-spender">
          <p class="helper">
            <span><strong>Ines Halbach</strong> answers you herself, the same day.</span>
          </p>
        </template>
        <form data-form="ask" novalidate>
          <div class="field">
            <label for="question">Your question</label>
            <textarea id="question" name="question" rows="3" required></textarea>
            <p class="error" id="question-error" role="alert"></p>
          </div>
          <button class="button" type="submit">Ask</button>
          <p class="form-note" role="status"></p>
        </form>
      </section>
    </div>`,
});

export const remembers = (): Page => ({
  path: '/remembers/',
  title: 'What this site remembers · Hazel',
  description: 'What Hazel keeps in your browser, what it sends, and how to change your mind.',
  data: { page: 'remembers' },
  body: html`<div class="top">
      ${crumbs([['Home', '/']], 'What this site remembers')}
      <h1>What this site remembers</h1>
      <p class="lead">
        Little, on your own device, and only what you allow. This page says it all, in plain words.
      </p>
    </div>
    <div class="prose">
      <section aria-labelledby="now-title">
        <h2 id="now-title">Your choice now</h2>
        <dl class="status">
          <div>
            <dt>Remember on this device, to change the page</dt>
            <dd data-consent="personalisation">Not answered: counts as no</dd>
          </div>
          <div>
            <dt>One noisy answer every four weeks</dt>
            <dd data-consent="measurement">Not answered: counts as no</dd>
          </div>
        </dl>
        <p class="actions">
          <button class="button" type="button" data-cc="show-preferencesModal">
            Change your choice
          </button>
          <button class="button button--plain" type="button" data-action="panel">
            See what is stored
          </button>
        </p>
      </section>
      <h2>If you allow remembering</h2>
      <p>
        This site notes in your browser what you looked at, put in the basket and bought, and
        decides there, on your device, what to show you: a tour on a first visit, a hint when you
        cannot choose, free delivery for a basket that waited. The notes are not sent to us or
        anyone. Each is deleted when nothing needs it any more, at the latest after thirteen months.
      </p>
      <p>
        The rules for this are public and signed by us; your browser refuses any others. The panel
        lists each of them, whether it applies to you, why, and since when.
      </p>
      <p>
        To say when delivery comes, our server tells your browser the country and town your
        connection seems to come from. It keeps neither.
      </p>
      <h2>If you allow counting</h2>
      <p>
        Once in four weeks your browser sends one answer to one question, such as “has this visitor
        been here before?”. It rolls dice first, and at least one answer in nine is wrong on
        purpose. From many answers we can estimate how many people a group has; from yours, nobody
        can be sure of anything. If somebody could link the answer to you, a guess of fifty-fifty
        would become at most 88 to 12.
      </p>
      <p>
        Counts once given cannot be taken back: they are a sum, and nobody knows which part of it
        was yours. If you withdraw, no further ones are sent.
      </p>
      <h2>If you refuse</h2>
      <p>
        The shop works as before. What remains after a refusal is the refusal itself: two short
        notes in this browser, one of the banner and one of Covey, that say “refused”, when, and to
        which version of the text. Without them we would have to ask on every page.
      </p>
      <h2>What a shop needs anyway</h2>
      <p>
        Your basket, your wish list, a first name if you give one, and the orders you make here are
        kept in this browser, because you asked for them by using them. This shop sets no cookies.
      </p>
      <h2>If you change your mind</h2>
      <p>
        A withdrawal takes effect at once, in every tab, and deletes all notes. It is as easy as
        agreeing was: the link stands at the foot of every page. If your browser sends Global
        Privacy Control, we take that as no, and do not ask again; you may still say yes here.
      </p>
      <h2>Limits</h2>
      <p>
        Whoever uses this browser after you can see what it shows you. Safari deletes such notes
        after seven days without a visit. And any program that runs in this page could read what the
        page stores: that is so on every website, and the reason why we let none in but our own and
        Covey.
      </p>
    </div>`,
});

export const notFound = (): Page => ({
  path: '404.html',
  title: 'Not on any shelf · Hazel',
  description: 'This page does not exist.',
  data: { page: 'missing' },
  body: html`<div class="thanks">
    <img src="/pictures/scene-garden.svg" alt="" width="800" height="640" />
    <div>
      <p class="eyebrow">404</p>
      <h1>Not on any shelf</h1>
      <p class="lead">There is no page at this address. It may have moved, or never been there.</p>
      <p class="actions">
        <a class="button" href="/">To the front door</a>
        <a class="quiet" href="/search/">Search</a>
      </p>
    </div>
  </div>`,
});
