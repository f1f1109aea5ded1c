import type { Json } from '../../shared/definitions/types.ts';
import type { CoveyEvent } from '../../shared/engine/index.ts';
import { elementsIn } from '../dom.ts';
import { later, withEvent, type Copy } from './copy.ts';
import { changed, moment, shownValue } from './words.ts';

const HOUR_MS = 3_600_000;
const STEPS: readonly (readonly [label: string, ms: number])[] = [
  ['+1 hour', HOUR_MS],
  ['+1 day', 24 * HOUR_MS],
  ['+7 days', 7 * 24 * HOUR_MS],
  ['+30 days', 30 * 24 * HOUR_MS],
];

export interface Travel {
  readonly document: Document;
  /** A copy after so many of the stored events. */
  readonly copyAfter: (events: number) => Copy;
  /** The stored events, in the order they were applied. */
  readonly log: readonly CoveyEvent[];
  readonly copy: Copy | null;
  /** The text of the fields, as they were typed. */
  readonly typed: { name: string; props: string };
  /** Goes to a copy; null: back to now. */
  readonly go: (copy: Copy | null) => void;
}

/** Goes through the stored events on a copy of the visitor, and tries what would happen. */
export function travelTab(travel: Travel): HTMLElement[] {
  const { document, copyAfter, log, copy, typed, go } = travel;
  const h = elementsIn(() => document);
  const at = copy?.events ?? log.length;
  const event = log[at - 1];
  const toldOf = (events: number) =>
    events === 0
      ? 'before the first event'
      : `after ${events} of ${log.length}: ${log[events - 1]?.name ?? ''}`;
  const told = h('span', {}, toldOf(at));
  const range = h('input', {
    type: 'range',
    min: '0',
    max: String(log.length),
    value: String(at),
    'data-keep': 'range',
    'aria-valuetext': toldOf(at),
    // While it is dragged the slider stays the one that was taken hold of.
    input: () => {
      told.textContent = toldOf(Number(range.value));
      range.setAttribute('aria-valuetext', toldOf(Number(range.value)));
    },
    change: () => go(copyAfter(Number(range.value))),
  });
  const present = () => copy ?? copyAfter(log.length);
  const problem = h('span', { class: 'bad', role: 'alert' });
  const name = h('input', {
    'data-keep': 'name',
    required: true,
    value: typed.name,
    input: () => (typed.name = name.value),
  });
  const props = h('input', {
    'data-keep': 'props',
    value: typed.props,
    placeholder: '{"value": 20}',
    input: () => (typed.props = props.value),
  });
  const tryEvent = (submitted: Event) => {
    submitted.preventDefault();
    const read = readProps(props.value);
    if (read) go(withEvent(present(), name.value, read));
    else problem.textContent = 'Properties are a JSON object, like {"value": 20}.';
  };
  return [
    h(
      'p',
      { class: 'quiet' },
      'A copy, made of the events that are stored on this device. Traits, place and page are those of now. Nothing you do here is stored, shown to the page or counted.',
    ),
    h('label', {}, h('span', {}, 'Stored events: ', told), range),
    event ? h('p', { class: 'quiet' }, `${moment(event.time)} ${shownValue(event.props)}`) : null,
    h(
      'div',
      { class: 'row' },
      STEPS.map(([label, ms]) =>
        h(
          'button',
          { type: 'button', 'data-keep': label, click: () => go(later(present(), ms)) },
          label,
        ),
      ),
      h(
        'button',
        { type: 'button', 'data-keep': 'now', disabled: !copy, click: () => go(null) },
        'Back to now',
      ),
    ),
    h(
      'form',
      { submit: tryEvent },
      h('label', {}, 'Try an event', name),
      h('label', { class: 'wide' }, 'Its properties, as JSON', props),
      h('button', { type: 'submit', 'data-keep': 'try' }, 'Try'),
      problem,
    ),
    copy
      ? h(
          'p',
          { role: 'status' },
          changed(copy.entered, copy.left) || 'No segment changed.',
          ` In: ${copy.engine.current().join(', ') || 'none'}.`,
        )
      : null,
  ].filter((each) => each !== null);
}

/** None where it is no JSON object. */
function readProps(text: string): { readonly [key: string]: Json } | null {
  try {
    const value: unknown = JSON.parse(text.trim() || '{}');
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as { readonly [key: string]: Json }) : null;
  } catch {
    return null;
  }
}
