import { useSignal } from '@preact/signals';
import { TIME_UNITS, type TimeUnit } from '../../../shared/logs/index.ts';
import { Notice } from '../components/index.ts';
import {
  asked,
  head,
  open,
  openGenerated,
  read,
  reading,
  refused,
  source,
  summary,
} from './state.ts';
import { whole } from './said.ts';

const NEEDED = [
  ['visitor', 'Visitor'],
  ['time', 'Time'],
  ['event', 'Event'],
] as const;

/** Which column is what: guessed, and to be said otherwise. */
function Columns() {
  const { value: known } = head;
  if (!known) return null;
  const { columns } = known;
  const choose = (kind: 'visitor' | 'time' | 'event' | 'id', name: string) => {
    const { [kind]: _, ...others } = asked.value.columns;
    asked.value = { ...asked.value, columns: name === '' ? others : { ...others, [kind]: name } };
  };
  const field = (kind: 'visitor' | 'time' | 'event' | 'id', label: string, none: string) => (
    <label key={kind}>
      {label}
      <select
        value={asked.value.columns[kind] ?? ''}
        onChange={({ currentTarget }) => choose(kind, currentTarget.value)}
      >
        <option value="">{none}</option>
        {columns.map(({ name, sample }) => (
          <option key={name} value={name}>
            {sample === '' ? name : `${name} (${sample})`}
          </option>
        ))}
      </select>
    </label>
  );
  const unsaid = NEEDED.filter(([kind]) => asked.value.columns[kind] === undefined);
  const isWhole = unsaid.length === 0;
  return (
    <details class="whole" open={!summary.value && !reading.value}>
      <summary>Columns and times</summary>
      <form
        class="preview__columns"
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) read();
        }}
      >
        {NEEDED.map(([kind, label]) => field(kind, label, 'Choose a column'))}
        {field('id', 'Row id', 'None: every row is an event of its own')}
        <label>
          Unit of times
          <select
            value={asked.value.unit ?? ''}
            onChange={({ currentTarget }) => {
              const { unit: _, ...others } = asked.value;
              const { value } = currentTarget;
              asked.value = value === '' ? others : { ...others, unit: value as TimeUnit };
            }}
          >
            <option value="">By their digits</option>
            {TIME_UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {unit}
              </option>
            ))}
          </select>
        </label>
        <label>
          Format of times
          <input
            placeholder="ISO 8601, or such as DD.MM.YYYY HH:mm"
            value={asked.value.format ?? ''}
            onInput={({ currentTarget }) => {
              asked.value = { ...asked.value, format: currentTarget.value.trim() };
            }}
          />
        </label>
        <label>
          Time zone
          <input
            value={asked.value.zone}
            onInput={({ currentTarget }) => {
              asked.value = { ...asked.value, zone: currentTarget.value.trim() };
            }}
          />
        </label>
        <button class="button" type="submit" disabled={!isWhole}>
          Read the log
        </button>
        {!isWhole && (
          <small>{`First choose the column of: ${unsaid.map(([, label]) => label.toLowerCase()).join(', ')}.`}</small>
        )}
      </form>
    </details>
  );
}

export function SourceForm() {
  const isOver = useSignal(false);
  const progress = reading.value;
  const from = source.value;
  const total = from?.kind === 'file' ? from.file.size : 0;
  return (
    <section
      aria-label="Log"
      class={`preview__source${isOver.value ? ' preview__source--over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => (isOver.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        const file = event.dataTransfer?.files[0];
        if (file) open(file);
      }}
    >
      <p class="measure">
        Drop a log of events here: CSV, NDJSON or Parquet, as it is or packed by gzip. It is read in
        this tab and never leaves it.
      </p>
      <div class="preview__choices">
        <label>
          Log
          <input
            type="file"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file) open(file);
            }}
          />
        </label>
        <button class="button" type="button" onClick={openGenerated}>
          Use a generated log
        </button>
      </div>
      <Columns />
      {progress && (
        <p role="status">
          {from?.kind === 'generated' ? 'Generating …' : 'Reading …'}{' '}
          {progress.events > 0 && `${whole(progress.events)} events `}
          {total > 0 && (
            <progress
              value={progress.bytes}
              max={total}
              aria-label="Part of the log that was read"
            />
          )}
        </p>
      )}
      {refused.value && (
        <Notice amber alert>
          <p>{refused.value.message}</p>
          {refused.value.hints.map((hint) => (
            <p key={hint}>{hint}</p>
          ))}
        </Notice>
      )}
    </section>
  );
}
