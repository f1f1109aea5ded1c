import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import { count, span, when } from '../words.ts';
import { section } from './section.ts';

export function memorySection(knowledge: Knowledge): HTMLElement {
  const { events, bytes, diagnostics, place, outcome, goes } = knowledge;
  const total = events.reduce((sum, each) => sum + each.count, 0);
  if (total === 0)
    return section(
      'What this site remembers',
      h(
        'p',
        {},
        outcome
          ? 'No single event is stored in this browser. What came of earlier ones is: numbers and groups, each for as long as the rules say, 13 months at most.'
          : 'Nothing about what you did here is stored in this browser.',
      ),
    );
  const kept = (ms: number) => {
    if (goes !== null) return `until ${when(goes)}`;
    return ms > 0 ? span(ms) : 'removed next';
  };
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
              h('td', { class: 'number' }, kept(each.keptMs)),
            ),
          ),
        ),
      ),
    ),
    place.length > 0 && h('p', {}, `Roughly where you are, for this visit: ${place.join(', ')}.`),
  );
}
