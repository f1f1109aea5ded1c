import type { ExplanationNode } from '../../shared/engine/types.ts';
import type { Purpose } from '../api.ts';
import { h } from './dom.ts';
import type { Knowledge } from './knowledge.ts';
import { count, percent, span, when } from './words.ts';

/** What a visitor can do in the panel. */
export interface Actions {
  consent(purpose: Purpose, granted: boolean): void;
  correct(trait: string, value: unknown): void;
  object(segment: string, stands: boolean): void;
  download(): void;
  erase(): void;
}

function section(title: string, ...children: Parameters<typeof h>[2][]): HTMLElement {
  const id = title.toLowerCase().replace(/\W+/g, '-');
  return h('section', { 'aria-labelledby': id }, h('h2', { id }, title), ...children);
}

export function choiceSection({ consent, counting }: Knowledge, actions: Actions): HTMLElement {
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
  const wrong = counting?.question
    ? ` It is wrong on purpose ${percent(counting.wrong)} of the time.`
    : '';
  return section(
    'Your choice',
    consent.signal !== null &&
      h(
        'p',
        {},
        'Your browser asks sites not to use your data. That counts as a no here, unless you switch something on yourself.',
      ),
    toggle(
      'personalisation',
      'Remember what I do here, and adapt the page',
      'Kept in this browser. Switching it off together with counting erases everything at once, in every tab.',
    ),
    toggle(
      'measurement',
      'Count me',
      `Sends one blurred answer per period.${wrong} Counts already given cannot be taken back.`,
    ),
    consent.time !== null && h('p', { class: 'quiet' }, `You answered on ${when(consent.time)}.`),
  );
}

export function memorySection(knowledge: Knowledge): HTMLElement {
  const { events, bytes, diagnostics, place } = knowledge;
  const total = events.reduce((sum, each) => sum + each.count, 0);
  if (total === 0)
    return section(
      'What this site remembers',
      h('p', {}, 'Nothing about what you did here is stored in this browser.'),
    );
  const first = Math.min(...events.map((each) => each.first));
  return section(
    'What this site remembers',
    h(
      'p',
      {},
      `${count(total, 'event')} since ${when(first)}, ${count(Math.ceil(bytes / 1024), 'kilobyte')} in all. `,
      diagnostics.storage === 'memory'
        ? 'This browser offers no storage, so all of it ends with this page.'
        : 'All of it stands in this browser and nowhere else.',
    ),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Stored events' },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ...['Event', 'Times', 'Last', 'With', 'Kept for'].map((title) =>
              h('th', { scope: 'col' }, title),
            ),
          ),
        ),
        h(
          'tbody',
          {},
          events.map((each) =>
            h(
              'tr',
              {},
              h('th', { scope: 'row' }, h('code', {}, each.name)),
              h('td', { class: 'number' }, String(each.count)),
              h('td', { class: 'number' }, when(each.last)),
              h('td', {}, each.properties.join(', ') || 'nothing more'),
              h('td', { class: 'number' }, each.keptMs > 0 ? span(each.keptMs) : 'until erased'),
            ),
          ),
        ),
      ),
    ),
    place.length > 0 && h('p', {}, `Roughly where you are, for this visit: ${place.join(', ')}.`),
  );
}

export function traitsSection(knowledge: Knowledge, actions: Actions): HTMLElement | null {
  const declared = Object.entries(knowledge.definitions?.traits ?? {});
  if (declared.length === 0) return null;
  return section(
    'What you or this site stated',
    h('p', { class: 'quiet' }, 'Correct what is wrong, or remove it.'),
    declared.map(([id, { description, type, values }]) => {
      const value = knowledge.traits[id] ?? null;
      const choices = type === 'boolean' ? [true, false] : type === 'string[]' ? undefined : values;
      const shown = Array.isArray(value) ? value.join(', ') : value === null ? '' : String(value);
      const field = choices
        ? h(
            'select',
            { name: id, 'data-keep': `trait-${id}` },
            h('option', { value: '' }, 'not stated'),
            choices.map((choice) =>
              h('option', { value: String(choice), selected: choice === value }, String(choice)),
            ),
          )
        : h('input', {
            name: id,
            'data-keep': `trait-${id}`,
            type:
              type === 'number'
                ? 'number'
                : type === 'date' && shown.length <= 10
                  ? 'date'
                  : 'text',
            step: 'any',
            value: shown,
            placeholder: 'not stated',
          });
      const read = (): unknown => {
        const text = field.value.trim();
        if (text === '') return null;
        if (choices) return choices.find((choice) => String(choice) === text) ?? null;
        if (type === 'number') return Number(text);
        return type === 'string[]' ? text.split(/\s*,\s*/) : text;
      };
      return h(
        'form',
        {
          class: 'field',
          submit: (event) => {
            event.preventDefault();
            actions.correct(id, read());
          },
        },
        h('label', {}, description ?? id, field),
        h('button', { 'aria-label': `Save ${description ?? id}` }, 'Save'),
      );
    }),
  );
}

export function segmentsSection(knowledge: Knowledge, actions: Actions): HTMLElement | null {
  const { explanations, objections } = knowledge;
  if (explanations.length === 0) return null;
  const order = (member: boolean | null) => (member === true ? 0 : member === null ? 1 : 2);
  const sorted = explanations.toSorted((a, b) => order(a.member) - order(b.member));
  return section(
    'Groups you are in, and why',
    h(
      'p',
      { class: 'quiet' },
      'Decided in this browser. You can object to any of them: it is then not used for you.',
    ),
    h(
      'ul',
      { class: 'cards' },
      sorted.map((each) => {
        const objected = objections.includes(each.segment);
        const [kind, label] = objected
          ? ['out', 'You objected']
          : each.member === null
            ? ['unknown', 'Not known']
            : each.member
              ? ['in', 'You are in']
              : ['out', 'You are not in'];
        const about = [
          each.since !== null && `since ${when(each.since)}`,
          each.changesAt !== null && `may change by itself on ${when(each.changesAt)}`,
          each.shadow && 'on trial: never shown to the page',
        ].filter(Boolean);
        return h(
          'li',
          {},
          h(
            'div',
            { class: 'card' },
            h(
              'div',
              {},
              h('h3', {}, each.name),
              about.length > 0 && h('span', { class: 'quiet' }, about.join(', ')),
            ),
            h(
              'div',
              { class: 'row' },
              h('span', { class: `badge ${kind}` }, label),
              h(
                'button',
                {
                  class: 'small',
                  type: 'button',
                  'data-keep': `object-${each.segment}`,
                  'aria-label': `${objected ? 'Allow' : 'Object to'} ${each.name}`,
                  click: () => actions.object(each.segment, !objected),
                },
                objected ? 'Allow' : 'Object',
              ),
            ),
          ),
          h(
            'details',
            {},
            h('summary', {}, 'Why'),
            h('p', {}, each.text),
            h('ul', {}, reason(each.because)),
          ),
        );
      }),
    ),
  );
}

function reason(node: ExplanationNode): HTMLElement {
  return h(
    'li',
    {},
    node.text,
    node.parts !== undefined && node.parts.length > 0 && h('ul', {}, node.parts.map(reason)),
  );
}

export function leavingSection({ definitions, counting, place }: Knowledge): HTMLElement {
  const item = (title: string, text: string) =>
    h('li', {}, h('h3', {}, title), h('p', { class: 'quiet' }, text));
  const answered = counting?.sent
    ? `This period's answer has been given; the next can go out after ${when(counting.next)}.`
    : "This period's answer has not been given yet.";
  const asked = counting?.question
    ? (definitions?.segments[counting.question]?.name ??
      definitions?.groups?.[counting.question]?.name ??
      counting.question)
    : null;
  return section(
    'What leaves this browser',
    h(
      'ul',
      { class: 'cards' },
      item(
        'The rules are fetched',
        'The same file for everybody. Nothing about you goes with the request.',
      ),
      place.length > 0 &&
        item(
          'The region is asked for',
          'The answer comes from the connection itself, and is stored only here.',
        ),
      counting && asked !== null
        ? item(
            'One blurred answer per period',
            `Question of this period (${span(counting.periodMs)}): "${asked}". ${answered} ` +
              `The answer is wrong on purpose ${percent(counting.wrong)} of the time (ε = ${counting.epsilon}), so it tells nothing sure about you. ` +
              'No name, number or address of yours is in it.',
          )
        : item('No counts', 'Nothing is counted on this device.'),
    ),
    h(
      'p',
      { class: 'quiet' },
      'Your events, what you stated and the groups you are in never leave it.',
    ),
  );
}

export function rulesSection(knowledge: Knowledge): HTMLElement | null {
  const { definitions, diagnostics, signers } = knowledge;
  if (!definitions || !diagnostics.definitions) return null;
  const { version, expires, hash } = diagnostics.definitions;
  const entry = (term: string, ...value: (string | Node)[]) => [
    h('dt', {}, term),
    h('dd', {}, ...value),
  ];
  return section(
    'Who made the rules',
    h(
      'p',
      {},
      `The owner of ${definitions.site} signed them. Unsigned or altered rules are refused by this browser.`,
    ),
    h(
      'dl',
      {},
      entry('Version', String(version)),
      entry('Issued', when(Date.parse(definitions.issued))),
      entry('Valid until', when(expires)),
      entry('Signed with', ...signers.map((kid) => h('code', {}, kid, ' '))),
      entry('Fingerprint', h('code', {}, hash)),
    ),
    definitions.history !== undefined &&
      definitions.history.length > 0 && [
        h('p', {}, 'Also kept, for groups still to come:'),
        h(
          'ul',
          {},
          definitions.history.map(({ event, why }) =>
            h('li', {}, h('code', {}, event), `: ${why}`),
          ),
        ),
      ],
  );
}

export function actionsSection(knowledge: Knowledge, actions: Actions): HTMLElement {
  const confirm = h(
    'div',
    { class: 'confirm', hidden: true, role: 'group', 'aria-label': 'Erase everything' },
    h(
      'p',
      {},
      'Everything this site remembers about you in this browser is deleted, in every tab. This cannot be undone.',
    ),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', class: 'danger', click: actions.erase }, 'Erase everything'),
      h(
        'button',
        {
          type: 'button',
          click: () => {
            confirm.hidden = true;
            ask.focus();
          },
        },
        'Keep it',
      ),
    ),
  );
  const ask = h(
    'button',
    {
      type: 'button',
      'data-keep': 'erase',
      'aria-expanded': 'false',
      click: () => {
        confirm.hidden = !confirm.hidden;
        ask.setAttribute('aria-expanded', String(!confirm.hidden));
        if (!confirm.hidden) confirm.querySelector('button')?.focus();
      },
    },
    'Erase',
  );
  const nothing = knowledge.diagnostics.status === 'off';
  return section(
    'Take it with you, or erase it',
    h(
      'div',
      { class: 'row' },
      h(
        'button',
        { type: 'button', 'data-keep': 'download', click: actions.download },
        'Download everything (JSON)',
      ),
      !nothing && ask,
    ),
    confirm,
  );
}
