import type { Purpose } from '../../api.ts';
import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Voice } from '../voice.ts';
import { purposeOf } from './handed.ts';
import { section, type Actions } from './section.ts';

export function choiceSection(
  voice: Voice,
  { consent, counting, definitions }: Knowledge,
  actions: Actions,
): HTMLElement {
  const { words, say, formats } = voice;
  const toggle = (purpose: Purpose, title: string, text: string) =>
    h(
      'label',
      { class: 'switch' },
      h('span', {}, title, h('small', {}, text)),
      h('input', {
        type: 'checkbox',
        role: 'switch',
        'data-keep': purpose,
        checked: consent[purpose] === true,
        change: (event) => actions.consent(purpose, (event.target as HTMLInputElement).checked),
      }),
    );
  const measured = [
    words.measurementText,
    counting && say(words.wrong, { percent: formats.percent(counting.wrong) }),
    words.notTakenBack,
  ].filter(Boolean);
  const activated = [
    definitions?.activation && purposeOf(voice, definitions.activation),
    words.activationText,
  ];
  // The Worker drops what carries that signal, and a browser sends it along with everything.
  const signal = consent.signal === 'gpc' ? `${words.signal} ${words.gpc}` : words.signal;
  return section(
    'choice',
    words.choice,
    consent.signal !== null && h('p', {}, signal),
    toggle('personalisation', words.personalisation, words.personalisationText),
    toggle('measurement', words.measurement, measured.join(' ')),
    (definitions?.activation !== undefined || consent.activation === true) &&
      toggle('activation', words.activation, activated.filter(Boolean).join(' ')),
    consent.time !== null &&
      h('p', { class: 'quiet' }, say(words.answered, { when: formats.instant(consent.time) })),
  );
}
