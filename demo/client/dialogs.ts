/** The guided tour and "help me choose": two small dialogs. */
import type { Catalog } from './catalog.ts';
import { all, el, one } from './dom.ts';
import { event } from './events.ts';

const STOPS = [
  {
    at: '.nav',
    title: 'Six shelves',
    text: 'From the stove to the seed bed. Each holds about half a dozen things.',
  },
  {
    at: '.header__actions',
    title: 'Basket and wish list',
    text: 'Both are kept in this browser. Press a heart, and it is there when you come back.',
  },
  {
    at: '[href="/journal/"]',
    title: 'The journal',
    text: 'How to sow, cook and mend, by the people who do.',
  },
  {
    at: '.footer [href="/remembers/"]',
    title: 'What this site remembers',
    text: 'You can look at it, change it or erase it, at the foot of every page.',
  },
] as const;

export function startTour() {
  event('tutorial_begin');
  let stop = 0;
  const title = el('h2', { id: 'tour-title' });
  const text = el('p');
  const place = el('p', { class: 'small' });
  const next = el('button', { class: 'button button--small', type: 'button' });
  const end = el('button', { class: 'quiet', type: 'button' }, 'Close');
  const dialog = el(
    'dialog',
    { class: 'dialog tour', 'aria-labelledby': 'tour-title' },
    place,
    title,
    text,
    el('p', { class: 'actions' }, next, end),
  );
  const mark = () => {
    for (const marked of all('.tour-here')) marked.classList.remove('tour-here');
    const here = STOPS[stop];
    if (!here) return dialog.close();
    title.textContent = here.title;
    text.textContent = here.text;
    place.textContent = `${stop + 1} of ${STOPS.length}`;
    next.textContent = stop + 1 === STOPS.length ? 'Done' : 'Next';
    const target = one(here.at);
    target?.classList.add('tour-here');
    target?.scrollIntoView({ block: 'center', behavior: 'auto' });
    title.tabIndex = -1;
  };
  next.addEventListener('click', () => {
    stop += 1;
    mark();
  });
  end.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    for (const marked of all('.tour-here')) marked.classList.remove('tour-here');
    dialog.remove();
    event('tutorial_complete');
    window.scrollTo({ top: 0 });
  });
  document.body.append(dialog);
  mark();
  dialog.show();
  next.focus();
}

const QUESTIONS = [
  {
    name: 'room',
    text: 'Where will it live?',
    answers: [
      ['kitchen', 'In the kitchen'],
      ['table', 'On the table'],
      ['garden', 'Outside, or on a sill'],
    ],
  },
  {
    name: 'whom',
    text: 'Whom is it for?',
    answers: [
      ['me', 'For me'],
      ['gift', 'A present'],
    ],
  },
  {
    name: 'sum',
    text: 'Roughly how much?',
    answers: [
      ['25', 'Up to €25'],
      ['60', 'Up to €60'],
      ['200', 'More is fine'],
    ],
  },
] as const;

const SHELVES: { readonly [room: string]: readonly string[] } = {
  kitchen: ['cook', 'pantry'],
  table: ['table', 'pantry'],
  garden: ['garden', 'pots', 'seeds'],
};

export function startChooser(catalog: Catalog) {
  const answers: { [name: string]: string } = {};
  const body = el('div', { 'aria-live': 'polite' });
  const dialog = el(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'chooser-title' },
    el('h2', { id: 'chooser-title' }, 'Help with choosing'),
    body,
    el('form', { method: 'dialog' }, el('button', { class: 'quiet' }, 'Close')),
  );
  const suggest = () => {
    const most = Number(answers['sum']);
    const shelves = SHELVES[answers['room'] ?? ''] ?? [];
    const fitting = catalog.products.filter(
      (product) => shelves.includes(product.category) && product.price <= most,
    );
    // A present may use the sum; for oneself, something that is used every day.
    const ordered = fitting.toSorted((a, b) => b.price - a.price);
    const product =
      answers['whom'] === 'gift' ? ordered[0] : ordered[Math.floor(ordered.length / 2)];
    if (!product) return;
    event('select_content', { content_type: 'suggestion', item_id: product.id });
    body.replaceChildren(
      el(
        'div',
        { class: 'suggestion' },
        el('img', { src: `/pictures/${product.slug}.svg`, alt: '', width: 160, height: 160 }),
        el(
          'div',
          {},
          el('p', { class: 'eyebrow' }, 'We would take'),
          el('h3', {}, product.name),
          el(
            'p',
            {},
            el(
              'a',
              { class: 'button button--small', href: `/products/${product.slug}/` },
              'Have a look',
            ),
          ),
        ),
      ),
    );
    one('a', body)?.focus();
  };
  const ask = (index: number) => {
    const question = QUESTIONS[index];
    if (!question) return suggest();
    body.replaceChildren(
      el('p', { class: 'small' }, `${index + 1} of ${QUESTIONS.length}`),
      el('p', { class: 'lead' }, question.text),
      el(
        'div',
        { class: 'choices' },
        ...question.answers.map(([value, name]) => {
          const button = el('button', { class: 'choice', type: 'button' }, name);
          button.addEventListener('click', () => {
            answers[question.name] = value;
            ask(index + 1);
          });
          return button;
        }),
      ),
    );
    one('button', body)?.focus();
  };
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  ask(0);
}
