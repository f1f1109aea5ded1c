import { count } from '../../shared/counting/index.ts';
import { placeText } from '../failure.ts';
import { shown } from '../../shared/logs/index.ts';
import type { Missing, Untold } from '../../shared/logs/index.ts';
import type { SimulateResult } from './simulate.ts';

/** What the owner should know about an answer. A warning may change how it is to be taken. */
export interface Remark {
  readonly kind: 'disabled' | 'warning' | 'note';
  readonly text: string;
}

/** Remarks on a result, those that matter most first. */
export function remarksOn(
  result: SimulateResult,
  file: string,
  /** Whether the zone of times without one was said. */
  zoned: boolean,
  complete = false,
): readonly Remark[] {
  const { disabled, missing, future, lone, bad, badRows, repeated, unread, local, notes } = result;
  const { longHistories } = result;
  const warning = (text: string): Remark => ({ kind: 'warning', text });
  const note = (text: string): Remark => ({ kind: 'note', text });
  const at = (line?: number) => placeText({ file, ...(line !== undefined && { line }) });
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  return [
    ...[...disabled].map(([id, reason]): Remark => ({
      kind: 'disabled',
      text: `${id}: ${reason}`,
    })),
    ...missing.map((one) => warning(missingText(one, complete, result.unnamed?.get(one)))),
    ...(missing.length > 0 && !complete
      ? [note('If the log holds all that happened, --complete takes what it lacks as none.')]
      : []),
    ...(result.untold ?? []).map((one) => note(untoldText(one, result))),
    ...(future
      ? [
          warning(
            `${rows(future.count)} in the future, left out: ${at(future.line)}, ${day(future.time)}. --at says another instant.`,
          ),
        ]
      : []),
    ...(lone
      ? [
          warning(
            `${at(lone.line)}: the last row, ${day(lone.time)}, lies far behind all others, which end ${day(lone.before)}. --at says another instant.`,
          ),
        ]
      : []),
    ...(bad > 0
      ? [
          warning(
            `${rows(bad)} left out${badRows.length > 0 ? ', such as' : ': no time can be read there.'}`,
          ),
        ]
      : []),
    ...badRows.map(({ line, message, file: of = file }) =>
      warning(`  ${placeText({ file: of, line })}: ${message}`),
    ),
    // Copies are the smaller part of a log, and values of a column that is no id the greater.
    ...(repeated > result.events
      ? [
          warning(
            `${rows(repeated)} repeated, by id: counted once. They are most of the log: is that an id which each event has for itself? --id names another column.`,
          ),
        ]
      : repeated > 0
        ? [note(`${rows(repeated)} repeated, by id: counted once.`)]
        : []),
    ...[...(unread ?? [])].map(([place, { events, text }]) =>
      warning(
        `${shown(place)}: ${events === 1 ? 'in 1 event a text' : `in ${count(events)} events a text`} is no number without doubt (such as ${shown(text)}), and left out.`,
      ),
    ),
    ...(result.warnings ?? []).map(warning),
    ...(longHistories > 0
      ? [
          warning(
            `${longHistories === 1 ? '1 visitor has' : `${count(longHistories)} visitors have`} events 395 days or more after the first. A page erases what it remembers then and begins anew; here nothing is erased.`,
          ),
        ]
      : []),
    ...(local > 0 && !zoned
      ? [
          note(
            `${local === 1 ? '1 time names' : `${count(local)} times name`} no zone, and ${local === 1 ? 'was' : 'were'} read as UTC. --time-zone says another.`,
          ),
        ]
      : []),
    ...notes.map((text) => note(`${file}: ${text}`)),
  ];
}

const rows = (number: number): string => `${count(number)} ${number === 1 ? 'row' : 'rows'}`;

function missingText(
  { kind, names, readBy, near }: Missing,
  complete: boolean,
  unnamed: string | undefined,
): string {
  const name = names.map(shown).join(' or ');
  const meant = near === null ? '' : ` Is it ${shown(near)} there?`;
  const then = complete ? 'It counts as none' : 'They are unknown';
  if (unnamed !== undefined) return `${unnamed} ${then}.`;
  if (kind === 'event' && names.includes('*'))
    return `the log holds only some of what happened, and ${readBy.join(', ')} ${readBy.length === 1 ? 'reads' : 'read'} every event of a visit. ${complete ? 'It counts as all' : 'They are unknown'}.`;
  const word = kind === 'event' ? 'event' : 'column';
  return `the log has no ${word} ${name}, which ${readBy.join(', ')} ${readBy.length === 1 ? 'reads' : 'read'}.${meant} ${then}.`;
}

function untoldText(
  { facts, segments: ids }: Untold,
  { segments, visitors }: SimulateResult,
): string {
  const everyone = ids.filter((id) =>
    segments.some((one) => one.id === id && visitors > 0 && one.unknown === visitors),
  );
  const others = ids.filter((id) => !everyone.includes(id));
  const verb = (words: readonly string[]) => (words.length === 1 ? 'is' : 'are');
  const unknown = (words: readonly string[], whom: string) =>
    words.length > 0 ? [`${words.join(', ')} ${verb(words)} unknown for ${whom}`] : [];
  return `${facts.join(', ')} ${verb(facts)} in no log: ${[
    ...unknown(everyone, 'everyone'),
    ...unknown(others, 'whoever it decides on'),
  ].join('; ')}.`;
}
