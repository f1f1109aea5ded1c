import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Voice } from '../voice.ts';
import { section, type Actions } from './section.ts';

export function traitsSection(
  { words, say }: Voice,
  knowledge: Knowledge,
  actions: Actions,
): HTMLElement | null {
  const declared = Object.entries(knowledge.declared);
  if (declared.length === 0) return null;
  return section(
    'stated',
    words.stated,
    h('p', { class: 'quiet' }, words.statedText),
    declared.map(([id, { description, type, values }]) => {
      const value = knowledge.traits[id] ?? null;
      const choices = type === 'boolean' ? [true, false] : type === 'string[]' ? undefined : values;
      const shown = Array.isArray(value) ? value.join(', ') : value === null ? '' : String(value);
      const field = choices
        ? h(
            'select',
            { name: id, 'data-keep': `trait-${id}` },
            h('option', { value: '' }, words.notStated),
            choices.map((choice) =>
              h(
                'option',
                { value: String(choice), selected: choice === value },
                typeof choice === 'boolean' ? (choice ? words.yes : words.no) : String(choice),
              ),
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
            placeholder: words.notStated,
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
        h('button', { 'aria-label': say(words.saveName, { name: description ?? id }) }, words.save),
      );
    }),
  );
}
