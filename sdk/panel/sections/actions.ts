import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Voice } from '../voice.ts';
import { section, type Actions } from './section.ts';

export function actionsSection(
  { words }: Voice,
  knowledge: Knowledge,
  actions: Actions,
): HTMLElement {
  const confirm = h(
    'div',
    { class: 'confirm', hidden: true, role: 'group', 'aria-label': words.eraseAll },
    h('p', {}, words.eraseText),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', class: 'danger', click: actions.erase }, words.eraseAll),
      h(
        'button',
        {
          type: 'button',
          click: () => {
            confirm.hidden = true;
            ask.focus();
          },
        },
        words.keepIt,
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
    words.erase,
  );
  const nothing = knowledge.diagnostics.status === 'off';
  return section(
    'take',
    words.take,
    h(
      'div',
      { class: 'row' },
      h(
        'button',
        { type: 'button', 'data-keep': 'download', click: actions.download },
        words.download,
      ),
      !nothing && ask,
    ),
    confirm,
  );
}
