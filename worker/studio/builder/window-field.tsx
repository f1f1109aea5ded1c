/** When an event counts. */
import { DurationField, NumberField, SelectField, TextField } from '../components/index.ts';
import { draft, type Path } from '../draft/index.ts';
import { isObject } from './rows.ts';
import { FORMS, formOf, FRESH } from './windows.ts';

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
