// The words of explanations. A page loads them when it first explains an answer, so they are few.
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
  parseDuration,
} from '../../definitions/durations.ts';
import type { Definitions, Json } from '../../definitions/types.ts';
import type { Explained, Written } from '../../metrics/explained.ts';
import * as explained from '../../metrics/lists/explained.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import type { Unless } from '../types.ts';
import { atDot, isRecord } from '../values/values.ts';

const UNITS: readonly (readonly [name: string, ms: number])[] = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
  ['second', SECOND_MS],
];
/** `7 days` of `"7d"`; another text as it is. */
const span = (text: string): string =>
  text.replace(/^(-?\d+)([smhdw])$/, (_, count: string, letter: string) => {
    const [unit] = UNITS.find(([name]) => name.startsWith(letter)) ?? ['week'];
    return `${count} ${unit}${count === '1' ? '' : 's'}`;
  });

/** In one unit, and never more than there is: 29 days and 23 hours are 29 days. */
const length = (ms: number): string => {
  const [unit, size] = UNITS.find(([, one]) => Math.abs(ms) >= 2 * one) ?? ['second', SECOND_MS];
  return span(`${Math.trunc(ms / size)}${unit[0]}`);
};

/** To the millionth that numbers are kept to. */
export const rounded = (value: number): number => Number(value.toFixed(6));

/** A fact's value, as `shown` has it, or one it is compared with. */
export const valueWords = (value: Json | undefined, isDuration: boolean): string => {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'number') return isDuration ? length(value) : `${rounded(value)}`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return isDuration ? span(value) : value;
  if (Array.isArray(value))
    return value.map((one) => valueWords(one as Json, isDuration)).join(' or ');
  const { atLeast, atMost, unknown } = value as { readonly [key: string]: Json };
  if (unknown) return 'not known';
  if (atLeast !== undefined) return `at least ${valueWords(atLeast, isDuration)}`;
  return atMost === undefined ? JSON.stringify(value) : `at most ${valueWords(atMost, isDuration)}`;
};

const DAYS = ['Sun', 'Mon', 'Tues', 'Wednes', 'Thurs', 'Fri', 'Satur'];

/** `Friday 10:00` if that is at most six days away, else `27 Nov 2026 10:00`, in the visitor's own time. */
export const when = ({ host, now }: VisitorState, time: number): string => {
  const local = new Date(time + host.offsetAt(time) * MINUTE_MS);
  // "Fri, 27 Nov 2026 10:00:00 GMT"
  const text = local.toUTCString();
  // On the seventh day its name would be today's again.
  const isNear = Math.abs(time - now) <= 6 * DAY_MS;
  return `${isNear ? `${DAYS[local.getUTCDay()]}day` : text.slice(5, 16).replace(/^0/, '')} ${text.slice(17, 22)}`;
};

export const unlessWords = (unless: Unless | undefined | null): string => {
  if (!unless) return '';
  if (unless === 'condition') return ' unless the condition holds again';
  const { more, what } = unless;
  const isAmount = what.startsWith('of ');
  const many = `${isAmount ? 'is' : 'are'} ${more} more`;
  return ` unless there ${more === 1 && !isAmount ? 'is another' : many} ${what}`;
};

/** What a fact is about. */
export interface Subject {
  readonly name: string;
  /** Says a number before its name: `2 view_item in 7 days`. */
  readonly isNoun: boolean;
  /** Goes up with what the visitor does, so that something can be missing. */
  readonly grows: boolean;
  /** What takes the value up by one, or by as much, whenever it happens before it would fall. */
  readonly again: string | null;
}

const EXPLAINED: { readonly [kind: string]: Explained | undefined } = explained;
type Words = { readonly [key: string]: string | undefined };
const WINDOWS: Words = {
  session: ' in this session',
  today: ' today',
  week: ' this week',
  month: ' this month',
};

const record = (value: unknown): { readonly [key: string]: unknown } =>
  isRecord(value) ? value : {};
const texts = (value: unknown): string =>
  [value]
    .flat()
    .filter((one) => typeof one === 'string')
    .map((one) => (one === '*' ? 'event' : span(one)))
    .join(' or ');

const windowWords = (within: unknown): string => {
  if (typeof within === 'string') return WINDOWS[within] ?? ` in ${span(within)}`;
  const { first, length: long, ago, from, to, sessions } = record(within);
  if (typeof sessions === 'number')
    return sessions === 1 ? ' this session' : ` in the last ${sessions} sessions`;
  if (first) return ` in the first ${texts(first)}`;
  if (ago) return ` in ${texts(long)}, ${texts(ago)} ago`;
  return from ? ` from ${texts(from)} to ${texts(to)}` : '';
};

/** A fact in the words of the definitions where they name it, else in those of what it counts. */
export const subjectOf = (fact: string, definitions: Definitions): Subject => {
  const [namespace = '', id = ''] = atDot(fact);
  const written = record(record(record(definitions)[`${namespace}s`])[id]);
  const named = written[namespace === 'trait' ? 'description' : 'name'];
  const isNamed = typeof named === 'string';
  // What was drawn for an experience.
  const [, experience] = /^trait\.(.*)@/.exec(fact) ?? [];
  if (experience !== undefined) {
    const { name = experience } = record(record(record(definitions)['experiences'])[experience]);
    return { name: `variant drawn of ${texts(name)}`, isNoun: false, grows: false, again: null };
  }
  if (namespace !== 'metric')
    return {
      name: isNamed
        ? named
        : /^(trait|segment)$/.test(namespace)
          ? id
          : namespace === 'anniversary'
            ? `days to the anniversary of ${id}`
            : fact.replaceAll('.', ' '),
      isNoun: false,
      grows: /^(session|visitor)$/.test(namespace),
      again: null,
    };
  const { within, where, after, before } = written;
  const kind = Object.keys(EXPLAINED).find((one) => written[one] !== undefined) ?? '';
  const { grows = false, name, noun, again } = EXPLAINED[kind] ?? { name: () => id };
  const given: Written = {
    id,
    name: isNamed ? named : id,
    events: `${where === undefined ? '' : 'matching '}${texts(written[kind])}`,
    text: (key) => (typeof written[key] === 'number' ? `${written[key]}` : texts(written[key])),
  };
  const own = noun?.(given) ?? name?.(given) ?? `${kind} of ${given.events}`;
  // An event of today does not help tomorrow; one that is beyond the bounds does not count.
  const helps =
    (within === undefined || parseDuration(within) !== null) &&
    after === undefined &&
    before === undefined;
  return {
    name: isNamed ? named : own + windowWords(within),
    isNoun: !isNamed && noun !== undefined,
    grows,
    again: (helps && again?.(given)) || null,
  };
};
