import { h } from '../dom.ts';
import type { CountingFacts } from '../../report/index.ts';
import type { Knowledge } from '../knowledge.ts';
import { count, day, percent, span, when } from '../words.ts';
import { handedOn } from './handed.ts';
import { section } from './section.ts';

const YEAR_MS = 364 * 864e5;

export function leavingSection(knowledge: Knowledge): HTMLElement {
  const { definitions, counting, place } = knowledge;
  const item = (title: string, text: string, ...more: (HTMLElement | false)[]) =>
    h('li', {}, h('h3', {}, title), h('p', { class: 'quiet' }, text), ...more);
  const nameOf = (id: string) =>
    definitions?.segments[id]?.name ??
    definitions?.groups?.[id]?.name ??
    definitions?.experiences?.[id]?.name ??
    id;
  const answered = counting?.sent
    ? `This period's answer has been given; the next can go out after ${when(counting.next)}.`
    : "This period's answer has not been given yet.";
  const asked = counting && nameOf(counting.question);
  const handed = handedOn(knowledge);
  return section(
    'What leaves this browser',
    h(
      'ul',
      { class: 'cards' },
      item(
        'The rules are fetched',
        'The same file for everybody. The request says which version of it this browser has, if any; so it tells roughly when it was fetched last, and nothing else about you.',
      ),
      place.length > 0 &&
        item(
          'The region is asked for',
          'The answer comes from the connection itself, and is stored only here.',
        ),
      counting
        ? item(
            'One blurred answer per period',
            `Question of this period (${span(counting.periodMs)}): "${asked}". ${answered} ` +
              `The answer is wrong on purpose ${percent(counting.wrong)} of the time (ε = ${counting.epsilon}), so it tells nothing sure about you. ` +
              'No name, number or address of yours is in it.',
            ledger(counting, nameOf),
          )
        : item('No counts', 'Nothing is counted on this device.'),
      handed !== null && item('Others on this page', handed),
    ),
    h(
      'p',
      { class: 'quiet' },
      handed === null
        ? 'Your events, what you stated and the groups you are in never leave it.'
        : 'Your events, what you stated, and all other groups you are in never leave it.',
    ),
  );
}

/** What was answered, and what it cost of what a year can cost. */
function ledger({ ledger: entries }: CountingFacts, nameOf: (id: string) => string) {
  if (entries.length === 0) return false;
  const year = Math.max(...entries.map(({ to }) => to)) - YEAR_MS;
  const spent = entries.reduce((sum, { from, epsilon }) => sum + (from >= year ? epsilon : 0), 0);
  return h(
    'details',
    {},
    h('summary', {}, `${count(entries.length, 'answer')} given`),
    h(
      'ul',
      {},
      entries.map(({ question, from, to, epsilon }) =>
        h('li', {}, `${day(from)} to ${day(to - 1)}: "${nameOf(question)}", ε = ${epsilon}`),
      ),
    ),
    h('p', { class: 'quiet' }, `Together ε = ${spent} in 52 weeks; more than 26 cannot be asked.`),
  );
}
