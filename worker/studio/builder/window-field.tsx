/** When an event counts. */
import { DurationField, NumberField, SelectField, TextField } from '../components/index.ts';
import { draft, type Path } from '../draft/index.ts';
import { isObject } from './rows.ts';

const FORMS = [
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
type Form = (typeof FORMS)[number][0];

const FRESH: { readonly [form in Form]: unknown } = {
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

export function WindowField({ value, path }: { readonly value: unknown; readonly path: Path }) {
  const form = formOf(value);
  const part = (key: string) => String(isObject(value) ? (value[key] ?? '') : '');
  const duration = (key: string, label: string) => (
    <DurationField
      label={label}
      value={part(key)}
      onValue={(next) => draft.edit([...path, key], next)}
    />
  );
  const instant = (key: string, label: string) => (
    <TextField
      label={label}
      value={part(key)}
      help="As 2027-01-01T00:00:00Z"
      onValue={(next) => draft.edit([...path, key], next)}
    />
  );
  return (
    <div class="together">
      <SelectField
        label="When"
        value={form}
        options={FORMS}
        onValue={(next) => draft.edit(path, FRESH[next])}
      />
      {form === 'last' && (
        <DurationField
          label="How long"
          value={String(value)}
          onValue={(next) => draft.edit(path, next)}
        />
      )}
      {form === 'sessions' && (
        <NumberField
          label="Visits"
          value={Number(part('sessions'))}
          min={1}
          onValue={(next) => draft.edit([...path, 'sessions'], Math.round(next))}
        />
      )}
      {form === 'first' && duration('first', 'How long')}
      {form === 'earlier' && (
        <>
          {duration('length', 'How long')}
          {duration('ago', 'Ending how long ago')}
        </>
      )}
      {form === 'between' && (
        <>
          {instant('from', 'From')}
          {instant('to', 'Until')}
        </>
      )}
    </div>
  );
}
