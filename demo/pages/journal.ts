import { html } from 'hono/html';
import { type Article, articles, articlesOn, type Topic, topics } from '../journal.ts';
import { productBySlug } from '../products.ts';
import type { Page } from './layout.ts';
import { articleCard, crumbs, longDate, productGrid, topicName } from './parts.ts';

const topicLinks = (current?: string) =>
  html`<nav class="others others--plain" aria-label="Topics">
    <ul>
      <li>
        <a class="pill" href="/journal/" ${current ? '' : html`aria-current="page"`}>All</a>
      </li>
      ${topics.map(
        (topic) =>
          html`<li>
            <a
              class="pill"
              href="/journal/${topic.slug}/"
              ${topic.slug === current ? html`aria-current="page"` : ''}
              >${topic.name}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;

export const journal = (): Page => ({
  path: '/journal/',
  title: 'Journal · Hazel',
  description: 'On growing, cooking and mending.',
  data: { page: 'journal' },
  body: html`<div class="top">
      ${crumbs([['Home', '/']], 'Journal')}
      <h1>The journal</h1>
      <p class="lead">Written by the people who make, grow and use what we sell.</p>
      ${topicLinks()}
    </div>
    <template data-covey-if="deep-reader">
      <p class="helper">
        <strong>You take your time.</strong> The long ones are marked by their minutes; “What to
        prune in winter” is the longest.
      </p>
    </template>
    <ul class="stories stories--lead">
      ${articles.map((article) => articleCard(article, 'h2'))}
    </ul>`,
});

export const topicPage = (topic: Topic): Page => ({
  path: `/journal/${topic.slug}/`,
  title: `${topic.name} · Journal · Hazel`,
  description: topic.line,
  data: { page: 'journal', topic: topic.slug },
  body: html`<div class="top">
      ${crumbs(
        [
          ['Home', '/'],
          ['Journal', '/journal/'],
        ],
        topic.name,
      )}
      <h1>${topic.name}</h1>
      <p class="lead">${topic.line}.</p>
      ${topicLinks(topic.slug)}
    </div>
    <ul class="stories stories--three">
      ${articlesOn(topic.slug).map((article) => articleCard(article, 'h2'))}
    </ul>`,
});

export const articlePage = (article: Article): Page => {
  const related = [
    ...articlesOn(article.topic),
    ...articles.filter((other) => other.topic !== article.topic),
  ]
    .filter((other) => other !== article)
    .slice(0, 3);
  return {
    path: `/journal/${article.slug}/`,
    title: `${article.title} · Hazel`,
    description: article.standfirst,
    data: { page: 'article', topic: article.topic, article: article.slug },
    body: html`
      ${crumbs(
        [
          ['Home', '/'],
          ['Journal', '/journal/'],
          [topicName(article.topic), `/journal/${article.topic}/`],
        ],
        article.title,
      )}
      <article class="article">
        <header>
          <p class="eyebrow">${topicName(article.topic)} · ${article.minutes} minutes</p>
          <h1>${article.title}</h1>
          <p class="lead">${article.standfirst}</p>
          <p class="small">${article.author}, ${longDate(article.date)}</p>
        </header>
        <img
          class="article__cover"
          src="/pictures/journal-${article.slug}.svg"
          alt=""
          width="600"
          height="450"
        />
        <div class="article__text">
          ${article.body.map((block) =>
            typeof block === 'string' ? html`<p>${block}</p>` : html`<h2>${block.heading}</h2>`,
          )}
        </div>
      </article>
      <section
        class="section section--tint"
        data-covey-show="deep-reader growing-enthusiast"
        hidden
        aria-labelledby="next-title"
      >
        <h2 id="next-title">Read on</h2>
        <ul class="stories stories--three">
          ${related.map((other) => articleCard(other))}
        </ul>
      </section>
      <section class="section" aria-labelledby="used-title">
        <h2 id="used-title">In this article</h2>
        ${productGrid(
          article.products.map(productBySlug),
          { id: `article-${article.slug}`, name: article.title },
          { className: 'grid--row grid--three' },
        )}
      </section>
    `,
  };
};
