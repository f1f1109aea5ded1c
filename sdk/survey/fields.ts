import type { Json, SurveyDefinition, SurveyWords, Texts } from '../../shared/definitions/types.ts';
import type { MakeElement } from '../dom.ts';
import { type Said, textIn } from '../texts.ts';

export interface FieldOptions {
  readonly survey: SurveyDefinition;
  readonly h: MakeElement;
  readonly language: string;
  readonly word: (name: keyof SurveyWords) => Said;
  /** Says to a screen reader what changed. */
  readonly announce: (text: string) => void;
}

export interface Field {
  readonly elements: readonly HTMLElement[];
  /** What was answered; null: nothing as yet. */
  value(): Json | null;
}

const STEPS = 5;

export function fieldOf(options: FieldOptions): Field {
  const { type, steps = STEPS } = options.survey;
  if (type === 'order') return orderOf(options);
  if (type === 'choice') return choiceOf(options);
  return type === 'nps' ? numbersOf(options, 0, 10) : numbersOf(options, 1, steps);
}

/** One of several; the browser itself asks for one where none is chosen. */
function radios(
  { h }: FieldOptions,
  kind: string,
  all: readonly (Said & { readonly value: Json })[],
): { readonly labels: readonly HTMLElement[]; readonly value: () => Json | null } {
  const inputs = all.map((_, at) =>
    h('input', { type: 'radio', name: 'answer', value: String(at), required: true }),
  );
  return {
    labels: inputs.map((input, at) =>
      h(
        'label',
        { class: kind, lang: all[at]?.lang ?? false },
        input,
        h('span', {}, all[at]?.text ?? ''),
      ),
    ),
    value: () => all[inputs.findIndex(({ checked }) => checked)]?.value ?? null,
  };
}

function choiceOf(options: FieldOptions): Field {
  const { survey, language } = options;
  const all = (survey.options ?? []).map(({ value, text }) => ({
    value,
    ...textIn(text, language),
  }));
  const { labels, value } = radios(options, 'option', all);
  return { elements: [options.h('div', { class: 'options' }, ...labels)], value };
}

function numbersOf(options: FieldOptions, from: number, to: number): Field {
  const { h, language, survey } = options;
  const all = Array.from({ length: to - from + 1 }, (_, at) => ({
    value: from + at,
    text: String(from + at),
    lang: false as const,
  }));
  const { labels, value } = radios(options, 'step', all);
  const end = (texts: Texts | undefined) => {
    if (texts === undefined) return h('span');
    const { text, lang } = textIn(texts, language);
    return h('span', { lang }, text);
  };
  return {
    elements: [
      h('div', { class: 'steps' }, ...labels),
      h('p', { class: 'ends' }, end(survey.low), end(survey.high)),
    ],
    value,
  };
}

/** Options that are moved up and down, each by two buttons. */
function orderOf({ h, survey, language, word, announce }: FieldOptions): Field {
  const values = new Map<Element, Json>();
  const list = h('ol', {});
  const item = ({ value, text }: NonNullable<SurveyDefinition['options']>[number]) => {
    const { text: name, lang } = textIn(text, language);
    const move = (by: -1 | 1) => (event: Event) => {
      const items = [...list.children];
      const at = items.indexOf(element);
      const other = items[at + by];
      if (!other) return;
      if (by < 0) other.before(element);
      else other.after(element);
      // A moved element loses the focus.
      (event.currentTarget as HTMLElement).focus();
      announce(`${name}: ${at + by + 1} / ${items.length}`);
    };
    const button = (direction: 'up' | 'down', by: -1 | 1, sign: string) =>
      h(
        'button',
        { type: 'button', 'aria-label': `${name}: ${word(direction).text}`, click: move(by) },
        sign,
      );
    const element: HTMLElement = h(
      'li',
      {},
      h('span', { lang }, name),
      button('up', -1, '↑'),
      button('down', 1, '↓'),
    );
    values.set(element, value);
    return element;
  };
  list.append(...(survey.options ?? []).map(item));
  return {
    elements: [list],
    value: () => [...list.children].map((element) => values.get(element) ?? null),
  };
}
