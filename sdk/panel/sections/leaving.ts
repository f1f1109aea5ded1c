import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import { percent, span, when } from '../words.ts';
import { section } from './section.ts';

export function leavingSection({ definitions, counting, place }: Knowledge): HTMLElement {
  const item = (title: string, text: string) =>
    h('li', {}, h('h3', {}, title), h('p', { class: 'quiet' }, text));
  const answered = counting?.sent
    ? `This period's answer has been given; the next can go out after ${when(counting.next)}.`
    : "This period's answer has not been given yet.";
  const asked = counting
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
      counting
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
