import { count } from '../../shared/counting/index.ts';
import { REASONS } from '../../shared/log-sources/index.ts';
import type { Reason } from '../../shared/log-sources/index.ts';
import { shown } from '../../shared/logs/index.ts';
import { table } from '../table.ts';
import type { SourceTaken } from './read-source.ts';

/** Names that one looks through. */
const NAMES = 20;

type Strong = (text: string) => string;

const plural = (number: number, word: string): string =>
  `${count(number)} ${word}${number === 1 ? '' : 's'}`;

/** For people: what was taken, what was not, and why. */
export function sourceText(taken: SourceTaken, strong: Strong): string {
  const { source, row, files, rows, notTaken, persons, notMapped, unplaced, zone, isLocal } = taken;
  const isThere = files === undefined;
  const left = (Object.entries(notTaken) as [Reason, number][]).toSorted(([, a], [, b]) => b - a);
  const few = notMapped.slice(0, NAMES);
  const more = notMapped.length - few.length;
  return [
    table(
      [
        { title: `${isThere ? 'Events' : 'Rows'} of ${source}` },
        { title: 'Number', numeric: true },
      ],
      [
        [isThere ? `told by ${taken.table}` : `read, from ${plural(files, 'file')}`, count(rows)],
        ['taken', count(taken.taken)],
        ...left.map(([reason, number]) => [`not taken: ${REASONS[reason]}`, count(number)]),
      ],
      strong,
    ),
    ...(few.length > 0
      ? [
          table(
            [{ title: 'Name in no table' }, { title: '' }, { title: 'Events', numeric: true }],
            [
              ...few.map((one) => [
                shown(one.name),
                one.taken ? 'taken as it is' : 'not taken',
                count(one.events),
              ]),
              ...(more > 0 ? [[`and ${count(more)} more`, '', '']] : []),
            ],
            strong,
          ),
        ]
      : []),
    [
      ...(persons > 0
        ? [`${plural(persons, row)} without a browser’s id: the visitor is the person.`]
        : []),
      ...(unplaced > 0
        ? [
            `Properties of ${plural(unplaced, row)} stand beside none: such ${row}s were not read, or before their properties.`,
          ]
        : []),
      ...(isThere
        ? ['Names in no table, and visitors who are persons, are counted of files only.']
        : []),
      ...(isLocal ? [`Times without a zone were read as those of ${zone}.`] : []),
    ].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** For other programs. */
export const sourceJson = ({
  source,
  files,
  table: of,
  rows,
  taken,
  notTaken,
  persons,
  notMapped,
  unplaced,
  zone,
}: SourceTaken) => ({
  name: source,
  ...(files === undefined ? { table: of } : { files }),
  rows,
  taken,
  notTaken: { ...notTaken },
  ...(persons > 0 && { persons }),
  ...(files !== undefined && { notMapped: notMapped.slice(0, NAMES) }),
  ...(unplaced > 0 && { unplaced }),
  timeZone: zone,
});
