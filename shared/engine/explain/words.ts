// What a definition says, in words: facts, values, windows and instants.
import { DAY_MS, MINUTE_MS, SECOND_MS, parseDuration } from '../../definitions/durations.ts';
import type { Definitions, Json } from '../../definitions/types.ts';
import type { Explained } from '../../metrics/explained.ts';
import * as explained from '../../metrics/lists/explained.ts';
import { unitOf } from '../../words/formats.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import type { Unless } from '../types.ts';
import { atDot, isRecord } from '../values/values.ts';
import type { Voice } from './voice.ts';

/** To the millionth that numbers are kept to. */
export const rounded = (value: number): number => Number(value.toFixed(6));

/** `7 days` of `"7d"` where it is a duration, `1 Apr 2026` of `"2026-04-01"`; another text as it is: a size may be `"32w"`. */
const written = (text: string, { formats }: Voice, isDuration: boolean): string => {
  const ms = isDuration ? parseDuration(text) : null;
  if (ms !== null) return formats.exact(ms);
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? text : formats.day(time);
};

/** What a fact's values are called. */
const namedValue = (fact: string, value: string | number, voice: Voice): string | undefined => {
  const { words, formats } = voice;
  if (typeof value === 'number') {
    if (fact === 'now.weekday') return formats.weekday(value);
    return fact === 'now.month' ? formats.month(value) : undefined;
  }
  if (fact === 'geo.country') return formats.named(value, 'region');
  if (fact === 'device.language') return formats.named(value, 'language');
  const names: { readonly [value: string]: string } | undefined =
    fact === 'device.type' ? words.devices : fact === 'device.viewport' ? words.sizes : undefined;
  return names?.[value];
};

/** A fact's value, as `shown` has it, or one it is compared with. */
export const valueWords = (
  voice: Voice,
  fact: string,
  value: Json | undefined,
  isDuration: boolean,
  /** What is asked for is one of a list, what a visitor has is all of it. */
  join: 'conjunction' | 'disjunction' = 'disjunction',
): string => {
  const { words, say, formats } = voice;
  const inside = (one: Json | undefined) => valueWords(voice, fact, one, isDuration);
  if (value === undefined || value === null) return words.nothing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return formats.list(value.map(inside), join);
  if (typeof value === 'object') {
    const { atLeast, atMost, unknown } = value as { readonly [key: string]: Json };
    if (unknown) return words.unknown;
    if (atLeast !== undefined) return say(words.atLeast, { value: inside(atLeast) });
    return atMost === undefined
      ? JSON.stringify(value)
      : say(words.atMost, { value: inside(atMost) });
  }
  const named = namedValue(fact, value, voice);
  if (named !== undefined) return named;
  if (typeof value === 'number') return isDuration ? formats.span(value) : formats.number(value);
  return isDuration && value === 'never' ? words.never : written(value, voice, isDuration);
};

/**
 * `Friday 10:00` of what comes in six days at most, else `27 Nov 2026, 10:00`, in the visitor's own time. What was has its
 * date: "since Tuesday … until Monday" would read as if it ended before it began.
 */
export const when = ({ formats }: Voice, { host, now }: VisitorState, time: number): string => {
  const local = time + host.offsetAt(time) * MINUTE_MS;
  // On the seventh day its name would be today's again.
  return time > now && time - now <= 6 * DAY_MS ? formats.near(local) : formats.instant(local);
};

export const unlessWords = ({ words, say }: Voice, unless: Unless | undefined | null): string => {
  if (!unless) return '';
  if (unless === 'condition') return words.unlessAgain;
  return say(words.unlessMore, { n: unless.more, what: unless.what });
};

/** What a fact is about. */
export interface Subject {
  readonly name: string;
  /** Goes up with what the visitor does, so that something can be missing. */
  readonly grows: boolean;
  /** What takes the value up by one, or by as much, whenever it happens before it would fall. */
  readonly again: string | null;
}

const EXPLAINED: { readonly [kind: string]: Explained | undefined } = explained;
/** Words that may or may not be there. */
type Some = { readonly [key: string]: string | undefined };

const record = (value: unknown): { readonly [key: string]: unknown } =>
  isRecord(value) ? value : {};
const own = (words: Some, key: string) => (Object.hasOwn(words, key) ? words[key] : undefined);

/** `purchase`, `purchase.value` or `enter:fan`, as one would call it. */
const eventWords = ({ words, say }: Voice, text: string, definitions: Definitions): string => {
  const [, verb, id = ''] = /^(enter|leave):(.*)$/.exec(text) ?? [];
  if (verb)
    return say(verb === 'enter' ? words.entering : words.leaving, {
      name: definitions.segments[id]?.name ?? id,
    });
  const whole = own(words.events, text);
  if (whole !== undefined) return whole;
  const [event = '', property = ''] = atDot(text);
  const events = own(words.events, event);
  return events === undefined ? text : say(words.property, { property, events });
};

const windowed = (voice: Voice, name: string, within: unknown): string => {
  const { say } = voice;
  const { windows } = voice.words;
  const text = (value: unknown) => (typeof value === 'string' ? written(value, voice, true) : '');
  if (typeof within === 'string') {
    if (/^(session|today|week|month)$/.test(within))
      return say(windows[within as 'today'], { name });
    const ms = parseDuration(within) ?? 0;
    const [unit, size] = unitOf(ms) ?? (['second', SECOND_MS] as const);
    return say(windows.last[unit], { name, n: ms / size });
  }
  const { first, length, ago, from, to, sessions } = record(within);
  if (typeof sessions === 'number') return say(windows.sessions, { name, n: sessions });
  if (first) return say(windows.firstSpan, { name, span: text(first) });
  if (ago) return say(windows.earlier, { name, span: text(length), ago: text(ago) });
  return from ? say(windows.between, { name, from: text(from), to: text(to) }) : name;
};

/** A fact that is no metric. */
const factName = (voice: Voice, fact: string, definitions: Definitions): string => {
  const { words, say } = voice;
  // What was drawn for an experience.
  const [, experience] = /^trait\.(.*)@/.exec(fact) ?? [];
  if (experience !== undefined)
    return say(words.drawn, {
      name: definitions.experiences?.[experience]?.name ?? experience,
    });
  const [namespace = '', id = ''] = atDot(fact);
  const trait = definitions.traits?.[id]?.description ?? id;
  if (namespace === 'trait') return trait;
  if (namespace === 'segment') return definitions.segments[id]?.name ?? id;
  if (namespace === 'until') return say(words.timeUntil, { name: trait });
  if (namespace === 'since') return say(words.timeSince, { name: trait });
  if (namespace === 'anniversary') return say(words.anniversary, { name: trait });
  const [touch = '', field = ''] = atDot(id);
  const touched = own(words.touches, touch);
  const source = own(words.sources, field);
  return namespace === 'source' && touched !== undefined && source !== undefined
    ? say(touched, { name: source })
    : (own(words.facts, fact) ?? fact.replaceAll('.', ' '));
};

/** A fact in the words of the definitions where they name it, else in those of what it counts. */
export const subjectOf = (voice: Voice, fact: string, definitions: Definitions): Subject => {
  const { words, say } = voice;
  const [namespace = '', id = ''] = atDot(fact);
  if (namespace !== 'metric')
    return {
      name: factName(voice, fact, definitions),
      grows: /^(session|visitor)$/.test(namespace),
      again: null,
    };
  const metric = record(record(record(definitions)['metrics'])[id]);
  const { name: given, within, where, after, before } = metric;
  const named = typeof given === 'string' ? given : null;
  const kind = Object.keys(EXPLAINED).find((one) => metric[one] !== undefined) ?? '';
  const { grows = false, name, again } = EXPLAINED[kind] ?? {};
  const asWritten = (key: string): string =>
    typeof metric[key] === 'number' || typeof metric[key] === 'string' ? `${metric[key]}` : '';
  const all = [metric[kind]]
    .flat()
    .filter((one) => typeof one === 'string')
    .map((one) => eventWords(voice, one, definitions));
  const one = voice.formats.list(all, 'disjunction');
  const events = where === undefined ? one : say(words.matching, { events: one });
  const phrase = name?.(asWritten) ?? null;
  const by = asWritten('by');
  const p = asWritten('p');
  const counted = phrase === null ? id : say(words.metrics[phrase], { events, by, p });
  // An event of today does not help tomorrow; one that is beyond the bounds does not count.
  const helps =
    (within === undefined || parseDuration(within) !== null) &&
    after === undefined &&
    before === undefined;
  const more = helps ? (again?.(asWritten) ?? null) : null;
  return {
    name: named ?? windowed(voice, counted, within),
    grows,
    again: more === 'completion' ? say(words.completion, { name: named ?? id }) : more && events,
  };
};
