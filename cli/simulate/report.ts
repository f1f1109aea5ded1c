import { count, exactPercent } from '../../shared/counting/index.ts';
import { formatDuration } from '../../shared/definitions/durations.ts';
import type { OverTime, Overlap } from '../../shared/logs/index.ts';
import { table } from '../table.ts';
import { csvLine } from '../../shared/csv/index.ts';
import type { Answers } from '../json/index.ts';
import type { SegmentSize, SimulateResult } from './simulate.ts';
import { sourceJson, sourceText } from './source-report.ts';
import { sparkline } from './sparkline.ts';

/** Written instead of a number where the log says it of nobody. */
const UNKNOWN = 'unknown';

const isUnknown = ({ unknown }: SegmentSize, visitors: number): boolean =>
  visitors > 0 && unknown === visitors;

type Strong = (text: string) => string;

/** What is said of a log that was asked. */
type Sizes = Extract<Answers['simulate'], { readonly visitors: number }>;

/** For other programs. */
export function asJson(result: SimulateResult, overlaps: readonly Overlap[]): Sizes {
  const { at, visitors, events, segments, bad, repeated, missing, overTime } = result;
  const { longHistories } = result;
  return {
    at: new Date(at).toISOString(),
    visitors,
    events,
    ...(bad > 0 && { badRows: bad }),
    ...(repeated > 0 && { repeatedRows: repeated }),
    ...(longHistories > 0 && { longHistories }),
    ...(missing.length > 0 && { missing }),
    ...(result.source && { source: sourceJson(result.source) }),
    segments: Object.fromEntries(
      segments.map((segment) => [
        segment.id,
        {
          members: isUnknown(segment, visitors) ? null : segment.members,
          unknown: segment.unknown,
        },
      ]),
    ),
    overlaps: overlaps.map(({ segments: pair, both, share, lift }) => ({
      segments: pair,
      both,
      share: rounded(share),
      lift: rounded(lift),
    })),
    ...(overTime && {
      overTime: {
        step: formatDuration(overTime.stepMs),
        times: overTime.times.map((time) => new Date(time).toISOString()),
        visitors: overTime.visitors,
        segments: Object.fromEntries(
          segments.map((segment, place) => [
            segment.id,
            isUnknown(segment, visitors) ? null : (overTime.members[place] ?? []),
          ]),
        ),
      },
    }),
  };
}

/** For a spreadsheet: a row for each step, or without steps one for each segment. */
export function asCsv({ segments, visitors, overTime }: SimulateResult): string {
  const lines = overTime
    ? [
        ['time', 'visitors', ...segments.map(({ id }) => id)],
        ...overTime.times.map((time, step) => [
          new Date(time).toISOString(),
          overTime.visitors[step] ?? 0,
          ...segments.map((segment, place) =>
            isUnknown(segment, visitors) ? UNKNOWN : (overTime.members[place]?.[step] ?? 0),
          ),
        ]),
      ]
    : [
        ['segment', 'name', 'members', 'share', 'unknown'],
        ...segments.map((segment) => [
          segment.id,
          segment.name,
          ...(isUnknown(segment, visitors)
            ? [UNKNOWN, UNKNOWN]
            : [segment.members, rounded(visitors > 0 ? segment.members / visitors : 0)]),
          segment.unknown,
        ]),
      ];
  return lines.map(csvLine).join('').trimEnd();
}

/** For people. */
export function asText(
  result: SimulateResult,
  overlaps: readonly Overlap[],
  strong: Strong,
): string {
  const { visitors, events, later, segments, overTime } = result;
  const left =
    later > 0
      ? ` ${later === 1 ? '1 later event was' : `${count(later)} later events were`} left out.`
      : '';
  return [
    sizesTable(segments, visitors, strong),
    ...(overlaps.length > 0 ? [overlapsTable(overlaps, strong)] : []),
    ...(overTime ? [overTimeTable(overTime, segments, visitors, strong)] : []),
    `${count(visitors)} ${visitors === 1 ? 'visitor' : 'visitors'}, ${count(events)} ${events === 1 ? 'event' : 'events'}, at ${new Date(result.at).toISOString()}.${left}`,
    ...(result.source ? [sourceText(result.source, strong)] : []),
  ].join('\n\n');
}

function sizesTable(segments: readonly SegmentSize[], visitors: number, strong: Strong): string {
  return table(
    [
      { title: 'Segment' },
      { title: 'Name' },
      { title: 'Members', numeric: true },
      { title: 'Share', numeric: true },
      { title: 'Unknown', numeric: true },
    ],
    segments.map((segment) => [
      segment.id,
      segment.name === segment.id ? '' : segment.name,
      ...(isUnknown(segment, visitors)
        ? [UNKNOWN, '']
        : [count(segment.members), exactPercent(visitors > 0 ? segment.members / visitors : 0)]),
      count(segment.unknown),
    ]),
    strong,
  );
}

function overlapsTable(overlaps: readonly Overlap[], strong: Strong): string {
  return table(
    [
      { title: 'Overlap of' },
      { title: 'and' },
      { title: 'In both', numeric: true },
      { title: 'Of the smaller', numeric: true },
      { title: 'Lift', numeric: true },
    ],
    overlaps.map(({ segments: [one, other], both, share, lift }) => [
      one,
      other,
      count(both),
      exactPercent(share),
      lift < 100 ? lift.toFixed(1) : count(Math.round(lift)),
    ]),
    strong,
  );
}

function overTimeTable(
  { stepMs, times, visitors, members }: OverTime,
  segments: readonly SegmentSize[],
  all: number,
  strong: Strong,
): string {
  return table(
    [
      { title: 'Over time' },
      { title: `Every ${formatDuration(stepMs)}, ${dayOf(times[0])} to ${dayOf(times.at(-1))}` },
      { title: 'Least', numeric: true },
      { title: 'Most', numeric: true },
      { title: 'Last', numeric: true },
    ],
    [
      sizesRow('all visitors', visitors),
      ...segments.map((segment, place) =>
        isUnknown(segment, all)
          ? [segment.id, UNKNOWN, '', '', '']
          : sizesRow(segment.id, members[place] ?? []),
      ),
    ],
    strong,
  );
}

function sizesRow(title: string, sizes: readonly number[]): readonly string[] {
  const least = sizes.reduce((low, size) => Math.min(low, size), Infinity);
  const most = sizes.reduce((high, size) => Math.max(high, size), 0);
  return [title, sparkline(sizes), count(least), count(most), count(sizes.at(-1) ?? 0)];
}

function dayOf(time: number | undefined): string {
  return new Date(time ?? 0).toISOString().slice(0, 10);
}

function rounded(number: number): number {
  return Math.round(number * 1e4) / 1e4;
}
