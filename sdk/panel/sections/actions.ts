import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import { section, type Actions } from './section.ts';

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
