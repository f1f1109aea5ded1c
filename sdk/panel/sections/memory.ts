import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Voice } from '../voice.ts';
import { section } from './section.ts';

export function memorySection(voice: Voice, knowledge: Knowledge): HTMLElement {
  const { words, say, formats } = voice;
  const { events, bytes, diagnostics, place, outcome } = knowledge;
  const total = events.reduce((sum, each) => sum + each.count, 0);
  if (total === 0)
    return section('memory', words.memory, h('p', {}, outcome ? words.noEvents : words.nothing));
  const first = Math.min(...events.map((each) => each.first));
  const summary = say(words.events, {
    n: total,
    when: formats.instant(first),
    size: formats.amount(Math.ceil(bytes / 1024), 'kilobyte'),
  });
  const where = diagnostics.storage === 'memory' ? words.noStorage : words.hereOnly;
  return section(
    'memory',
    words.memory,
    h('p', {}, `${summary} ${where}`),
    table(voice, knowledge),
    place.length > 0 && h('p', {}, say(words.place, { place: placeWords(voice, place) })),
  );
}

/** From the smallest: `Berlin, BE, Germany`. */
const placeWords = ({ formats }: Voice, place: Knowledge['place']) =>
  place
    .map(([part, value]) => (part === 'country' ? formats.named(value, 'region') : value))
    .join(', ');

function table({ words, say, formats }: Voice, { events, goes }: Knowledge): HTMLElement {
  const kept = (ms: number) => {
    if (goes !== null) return say(words.until, { when: formats.instant(goes) });
    return ms > 0 ? formats.span(ms) : words.removedNext;
  };
  const titles = [words.event, words.times, words.last, words.with, words.keptFor];
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': words.storedEvents },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...titles.map((title) => h('th', { scope: 'col' }, title)))),
      h(
        'tbody',
        {},
        events.map((each) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, h('code', {}, each.name)),
            h('td', { class: 'number' }, formats.number(each.count)),
            h('td', { class: 'number' }, formats.instant(each.last)),
            h('td', {}, each.properties.join(', ') || words.nothingMore),
            h('td', { class: 'number' }, kept(each.keptMs)),
          ),
        ),
      ),
    ),
  );
}
