import { count } from '../../shared/counting/index.ts';
import { LOG_SOURCES, REASONS, isMarked, sourceNamed } from '../../shared/log-sources/index.ts';
import type { Reason, Row } from '../../shared/log-sources/index.ts';
import { Failure } from '../failure.ts';
import type { SourceTaken } from './read-source.ts';

/** Of marks and columns, as many are named. */
const FEW = 6;

/** An export of which no row is taken: rows of something else, or all left out for a reason. */
export function nothingTaken(file: string, taken: SourceTaken): Failure {
  const { rows, notTaken, source, strange } = taken;
  if (strange) return notOfSource(file, source, strange);
  const reasons = Object.entries(notTaken) as [Reason, number][];
  return new Failure(
    'file',
    `${file} holds no events: of ${rows === 1 ? 'its only row' : `its ${count(rows)} rows`} none is taken.`,
    reasons.length > 0
      ? reasons.map(([reason, rowsOf]) => `${count(rowsOf)}: ${REASONS[reason]}`)
      : [`Is it an export of ${source}?`],
  );
}

function notOfSource(file: string, source: string, row: Row): Failure {
  const marks = (sourceNamed(source)?.marks ?? []).slice(0, FEW);
  const columns = Object.keys(row);
  // Many a tool's rows name a session.
  const others = LOG_SOURCES.filter(({ marks: own }) =>
    isMarked({ marks: own.filter((mark) => mark !== 'session_id') }, row),
  ).map(({ name }) => name);
  const isPlain = ['visitor', 'time', 'event'].every((name) => columns.includes(name));
  return new Failure(
    'file',
    `${file}: these rows are not those of ${source}: none has ${marks.join(' or ')}; they have ${columns.slice(0, FEW).join(', ')}${columns.length > FEW ? ' …' : ''}.`,
    [
      ...(others.length > 0 ? [`They may be those of --source ${others.join(' or ')}.`] : []),
      ...(isPlain ? ['A log with columns of this name is read without --source.'] : []),
      ...(others.length === 0 && !isPlain
        ? [
            'Name the files of the export, and no others: docs/log-sources.md. Of a tool that is not there, docs/guides/getting-a-log.md says how its rows are read.',
          ]
        : []),
    ],
  );
}
