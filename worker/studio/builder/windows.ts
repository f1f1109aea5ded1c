/** Forms of a window: when an event counts. */
import { isObject } from './rows.ts';

export const FORMS = [
  ['ever', 'at any time'],
  ['last', 'in the last …'],
  ['session', 'in this visit'],
  ['sessions', 'in the last visits'],
  ['today', 'today'],
  ['week', 'this week'],
  ['month', 'this month'],
  ['first', 'in the first … of a visitor'],
  ['earlier', 'for …, ending … ago'],
  ['between', 'between two dates'],
] as const;
export type Form = (typeof FORMS)[number][0];

/** What a window of a form is to begin with. */
export const FRESH: { readonly [form in Form]: unknown } = {
  ever: undefined,
  last: '30d',
  session: 'session',
  sessions: { sessions: 3 },
  today: 'today',
  week: 'week',
  month: 'month',
  first: { first: '7d' },
  earlier: { length: '30d', ago: '30d' },
  between: { from: '2027-01-01T00:00:00Z', to: '2027-02-01T00:00:00Z' },
};

export function formOf(window: unknown): Form {
  if (window === undefined) return 'ever';
  if (isObject(window)) {
    if ('sessions' in window) return 'sessions';
    if ('first' in window) return 'first';
    return 'length' in window ? 'earlier' : 'between';
  }
  return FORMS.map(([form]) => form).find((form) => form === window) ?? 'last';
}
