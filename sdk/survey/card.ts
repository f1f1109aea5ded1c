import type { Json, SurveyDefinition, SurveyWords } from '../../shared/definitions/types.ts';
import { survey as english } from '../../shared/words/en.ts';
import { elementsIn } from '../dom.ts';
import type { Page } from '../host.ts';
import { isSame, textIn } from '../texts.ts';
import type { Speech } from '../words/index.ts';
import { fieldOf } from './fields.ts';
import { style } from './style.ts';

export interface CardOptions {
  readonly window: Page;
  /** Of what is around the card, unless the site says otherwise. */
  readonly language: string;
  /** In whose words the card speaks; null: in English. */
  readonly speech: Speech | null;
  readonly id: string;
  readonly survey: SurveyDefinition;
  /** The card is in view. */
  readonly onSeen: () => void;
  readonly onAnswer: (value: Json) => void;
  readonly onClose: (isAnswered: boolean) => void;
}

export interface Card {
  isAnswered(): boolean;
  remove(): void;
}

/** The page's own place for a question. */
export const slotOf = (document: Document, id: string): Element | undefined =>
  [...document.querySelectorAll('[data-covey-survey]')].find(
    (each) => each.getAttribute('data-covey-survey') === id,
  );

/** The language around the place of a question, unless the site says another. */
export const languageAt = (
  {
    language,
    host: { window },
  }: { readonly language?: string | undefined; readonly host: { readonly window: Page } },
  id: string,
): string =>
  language ||
  slotOf(window.document, id)?.closest('[lang]')?.getAttribute('lang') ||
  window.document.documentElement.lang ||
  window.navigator.language;

/** Where the page has a place for the question, there; else in a corner. Takes no focus of its own accord. */
export function showCard(options: CardOptions): Card {
  const { window, language, speech, id, survey, onSeen, onAnswer, onClose } = options;
  const { document } = window;
  const slot = slotOf(document, id);
  const h = elementsIn(() => document);
  const ours = speech?.fill('survey', english) ?? english;
  const spoken = speech?.language ?? 'en';
  const word = (name: keyof SurveyWords) => {
    const own = survey.words?.[name];
    if (own !== undefined) return textIn(own, language);
    return { text: ours[name], lang: isSame(spoken, language) ? (false as const) : spoken };
  };
  const host = h('div', slot ? {} : { 'data-corner': true });
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  let isAnswered = false;
  const status = h('p', { class: 'said', role: 'status' });
  const announce = (text: string) => (status.textContent = text);
  const close = () => onClose(isAnswered);
  const closer = () => {
    const { text, lang } = word('close');
    return h('button', { type: 'button', lang, click: close }, text);
  };
  const answer = (value: Json) => {
    const hadFocus = root.activeElement !== null;
    isAnswered = true;
    onAnswer(value);
    const { text, lang } = word('thanks');
    const thanks = h('p', { lang, class: 'thanks', tabindex: '-1' }, text);
    card.replaceChildren(thanks, h('div', { class: 'row' }, closer()));
    // What had the focus is gone.
    if (hadFocus) thanks.focus();
  };
  const { text: question, lang } = textIn(survey.question, language);
  const field = fieldOf({ survey, h, language, word, announce });
  const send = word('send');
  const note = word('note');
  const card = h(
    'section',
    { 'aria-labelledby': 'question', part: 'card', lang: language, dir: 'auto' },
    h(
      'form',
      {
        submit(event) {
          event.preventDefault();
          const value = field.value();
          if (value !== null) answer(value);
        },
      },
      h('fieldset', {}, h('legend', { id: 'question', lang }, question), field.elements),
      h('p', { class: 'quiet', lang: note.lang }, note.text),
      h(
        'div',
        { class: 'row' },
        h('button', { class: 'primary', lang: send.lang }, send.text),
        closer(),
      ),
    ),
  );
  card.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  root.append(card, status);
  (slot ?? document.body).append(host);
  // A live region is heard when it changes. In the page's own flow the card is come upon.
  if (!slot) setTimeout(() => announce(question));
  const stop = slot ? whenSeen(window, host, onSeen) : (onSeen(), () => {});
  return {
    isAnswered: () => isAnswered,
    remove() {
      stop();
      host.remove();
    },
  };
}

/** Gives what ends it. */
function whenSeen(
  window: Window & typeof globalThis,
  element: Element,
  then: () => void,
): () => void {
  if (typeof window.IntersectionObserver !== 'function') {
    then();
    return () => {};
  }
  const observer = new window.IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    then();
  });
  observer.observe(element);
  return () => observer.disconnect();
}
