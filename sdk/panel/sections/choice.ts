import type { Purpose } from '../../api.ts';
import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import { purposeOf } from './handed.ts';
import { percent, when } from '../words.ts';
import { section, type Actions } from './section.ts';

export function choiceSection(
  { consent, counting, definitions }: Knowledge,
  actions: Actions,
): HTMLElement {
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
  const wrong = counting ? ` It is wrong on purpose ${percent(counting.wrong)} of the time.` : '';
  return section(
    'Your choice',
    consent.signal !== null &&
      h(
        'p',
        {},
        'Your browser asks sites not to use your data. That counts as a no here, unless you switch something on yourself.' +
          // The Worker drops what carries that signal, and a browser sends it along with everything.
          (consent.signal === 'gpc'
            ? ' While it does, you are not counted, whatever you switch on.'
            : ''),
      ),
    toggle(
      'personalisation',
      'Remember what I do here, and adapt the page',
      'Kept in this browser only. Switch off both, and everything is erased at once, in every tab.',
    ),
    toggle(
      'measurement',
      'Count me',
      `Sends one blurred answer per period.${wrong} Counts already given cannot be taken back.`,
    ),
    (definitions?.activation !== undefined || consent.activation === true) &&
      toggle(
        'activation',
        'Tell others on this page which groups I am in',
        `${definitions?.activation ? `${purposeOf(definitions.activation)} ` : ''}Below stands who is told what. Switch it off, and they are asked to forget it at once; what they were told before cannot be taken back.`,
      ),
    consent.time !== null && h('p', { class: 'quiet' }, `You answered on ${when(consent.time)}.`),
  );
}
