import { source, summary } from './state.ts';
import { day, whole } from './said.ts';

const rows = (number: number) => `${whole(number)} ${number === 1 ? 'row' : 'rows'}`;

/** What was read, and what the owner should know of it. */
export function TakenLog() {
  const { value: taken } = summary;
  if (!taken) return null;
  const { events, visitors, first, at, later, bad, badRows, local, notes } = taken;
  const name = source.value?.kind === 'file' ? source.value.file.name : 'The generated log';
  return (
    <section aria-labelledby="preview-log">
      <h2 id="preview-log">The log</h2>
      <p>
        {name}: {whole(events)} events of {whole(visitors)} visitors, from {day(first)} to {day(at)}
        . Everybody is looked at in the same instant, just after the last event of the log.
      </p>
      <ul class="soft">
        {later > 0 && <li>{rows(later)} in the future, left out.</li>}
        {bad > 0 && <li>{rows(bad)} could not be read, and were left out, such as:</li>}
        {badRows.map(({ line, message }) => (
          <li key={line}>
            Line {line}: {message}
          </li>
        ))}
        {local > 0 && (
          <li>
            {whole(local)} {local === 1 ? 'time names' : 'times name'} no zone, and{' '}
            {local === 1 ? 'was' : 'were'} read as local ones.
          </li>
        )}
        {notes.map((note) => (
          <li key={note}>
            {name}: {note}
          </li>
        ))}
      </ul>
    </section>
  );
}
