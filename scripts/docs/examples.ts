import { type Entry, type Example, type Fragment, isIn } from '../../test/conformance/examples/example.ts';
import { type Moment, OFFSET_MINUTES, timeline } from '../../test/conformance/examples/moments.ts';
import { code, inline } from './markdown.ts';

/** A fragment in a table: each thing that it defines, on a line of its own. */
export const definitionCell = (fragment: Fragment): string =>
  Object.entries(fragment)
    .flatMap(([section, entries]) =>
      section === 'session'
        ? [code(`"session": ${inline(entries)}`)]
        : Object.entries(entries as object).map(
            ([id, one]) => `${section} ${code(`"${id}": ${inline(one)}`)}`,
          ),
    )
    .join('<br>');

/** The visitors who are in, and those who are not. */
export const visitorsCell = ({ visitors }: Example): string => {
  const names = (wanted: boolean): string =>
    Object.entries(visitors)
      .filter(([, entries]) => isIn(entries) === wanted)
      .map(([who]) => who)
      .join('; ');
  return `*in:* ${names(true)}<br>*not:* ${names(false)}`;
};

/** What happens to a visitor, moment by moment, and what is found. */
export const story = (who: string, entries: readonly Entry[]): string => {
  let day = '';
  let last = NaN;
  let told = '';
  for (const { time, does } of timeline(entries)) {
    const local = new Date(time + OFFSET_MINUTES * 60_000).toISOString();
    const date = local.slice(0, 10);
    if (time === last) told += ', ';
    else told += `${told && '; '}${date === day ? '' : `${dayName(local)} `}${clock(local)} `;
    told += happening(does);
    day = date;
    last = time;
  }
  return `- *${who}:* ${told}`;
};

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const dayName = (local: string): string => {
  const [year, month, day] = local.slice(0, 10).split('-').map(Number) as [number, number, number];
  return `${day} ${MONTHS[month - 1] ?? ''}${year === 2026 ? '' : ` ${year}`}`;
};
const clock = (local: string): string => local.slice(11, 23).replace(/(:00)?\.000$/, '');

const happening = (does: Moment['does']): string => {
  if (does === true) return '**in**';
  if (does === false) return '**out**';
  if (does === null) return '**unknown**';
  if ('event' in does)
    return code(Object.keys(does.props).length === 0 ? does.event : `${does.event} ${inline(does.props)}`);
  if ('facts' in does)
    return Object.entries(does.facts)
      .map(([name, told]) => (told === null ? `${name} not fetched` : code(`${name} ${inline(told)}`)))
      .join(', ');
  const answers = { true: 'in', false: 'out', null: 'unknown' };
  return [
    ...Object.entries(does.metrics ?? {}).map(([id, value]) => `${id} is ${code(inline(value))}`),
    ...Object.entries(does.members ?? {}).map(
      ([id, answer]) => `${id}: **${answers[`${answer}` as keyof typeof answers]}**`,
    ),
    ...(does.shown ? [`the page is shown ${code(inline(does.shown))}`] : []),
  ].join(', ');
};
