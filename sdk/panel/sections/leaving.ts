import { h } from '../dom.ts';
import type { CountingFacts } from '../../report/index.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Voice } from '../voice.ts';
import { handedOn } from './handed.ts';
import { section } from './section.ts';

const YEAR_MS = 364 * 864e5;
/** What 52 weeks can cost: the signed definitions cannot ask for more. */
const MOST_SPENT = 26;

export function leavingSection(voice: Voice, knowledge: Knowledge): HTMLElement {
  const { words } = voice;
  const { definitions, counting, place } = knowledge;
  const item = (title: string, text: string, ...more: (HTMLElement | false)[]) =>
    h('li', {}, h('h3', {}, title), h('p', { class: 'quiet' }, text), ...more);
  const nameOf = (id: string) =>
    definitions?.segments[id]?.name ??
    definitions?.groups?.[id]?.name ??
    definitions?.experiences?.[id]?.name ??
    definitions?.histograms?.[id]?.name ??
    id;
  const handed = handedOn(voice, knowledge);
  return section(
    'leaving',
    words.leaving,
    h(
      'ul',
      { class: 'cards' },
      item(words.fetched, words.fetchedText),
      place.length > 0 && item(words.region, words.regionText),
      counting
        ? item(
            words.answer,
            countingWords(voice, counting, nameOf),
            ledger(voice, counting, nameOf),
          )
        : item(words.noCounts, words.noCountsText),
      handed !== null && item(words.recipients, handed),
    ),
    h('p', { class: 'quiet' }, handed === null ? words.stays : words.othersStay),
  );
}

type NameOf = (id: string) => string;

function countingWords({ words, say, formats }: Voice, counting: CountingFacts, nameOf: NameOf) {
  const { periodMs, question, sent, next, wrong, epsilon } = counting;
  return [
    say(words.question, { span: formats.span(periodMs), question: nameOf(question) }),
    sent ? say(words.given, { when: formats.instant(next) }) : words.notGiven,
    say(words.blurred, { percent: formats.percent(wrong), epsilon }),
  ].join(' ');
}

/** What was answered, and what it cost of what a year can cost. */
function ledger(
  { words, say, day }: Voice,
  { ledger: entries }: CountingFacts,
  nameOf: NameOf,
): HTMLElement | false {
  if (entries.length === 0) return false;
  const year = Math.max(...entries.map(({ to }) => to)) - YEAR_MS;
  const spent = entries.reduce((sum, { from, epsilon }) => sum + (from >= year ? epsilon : 0), 0);
  return h(
    'details',
    { 'data-keep': 'answers' },
    h('summary', {}, say(words.answers, { n: entries.length })),
    h(
      'ul',
      {},
      entries.map(({ question, from, to, epsilon }) =>
        h(
          'li',
          {},
          say(words.entry, {
            from: day(from),
            to: day(to - 1),
            question: nameOf(question),
            epsilon,
          }),
        ),
      ),
    ),
    h('p', { class: 'quiet' }, say(words.spent, { spent, most: MOST_SPENT })),
  );
}
