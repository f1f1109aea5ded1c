import { createIntake } from '../../../shared/log-sources/index.ts';
import type { LogSource, Row } from '../../../shared/log-sources/index.ts';
import { visitorEvents } from '../../../shared/logs/index.ts';
import type { OffsetAt } from '../../../shared/logs/index.ts';
import type { CoveyEvent } from '../../../shared/engine/types.ts';

export interface Line {
  readonly visitor: string;
  readonly time: number;
  readonly name: string;
  readonly props: unknown;
}

/** The events that the reader makes of rows, each id once, in the order of visitors and times. */
export function byReader(
  source: LogSource,
  rows: readonly Row[],
  offsetAt: OffsetAt = () => 0,
): readonly Line[] {
  const visitors = new Map<string, CoveyEvent[]>();
  const intake = createIntake(source, {
    offsetAt,
    onEvent: (visitor, event) =>
      void visitors.set(visitor, [...(visitors.get(visitor) ?? []), event]),
    onBadRow: () => {},
  });
  rows.forEach((row, at) => intake.take(row, at + 1));
  intake.end();
  return sorted(
    [...visitors].flatMap(([visitor, events]) =>
      [
        ...visitorEvents(
          events.toSorted((a, b) => a.time - b.time),
          Infinity,
          () => {},
        ),
      ].map(({ name, time, props }) => ({ visitor, time, name, props })),
    ),
  );
}

/** How many events the reader makes of rows, copies too, and how many rows are none, by why. */
export function countedByReader(
  source: LogSource,
  rows: readonly Row[],
): { readonly [why: string]: number } {
  let [events, timeless] = [0, 0];
  const intake = createIntake(source, {
    offsetAt: () => 0,
    onEvent: () => (events += 1),
    onBadRow: () => (timeless += 1),
  });
  rows.forEach((row, at) => intake.take(row, at + 1));
  intake.end();
  return {
    '': events,
    ...(timeless > 0 && { 'no-time': timeless }),
    ...intake.result().notTaken,
  };
}

const sorted = (lines: readonly Line[]) =>
  lines.toSorted((a, b) =>
    a.visitor < b.visitor ? -1 : a.visitor > b.visitor ? 1 : a.time - b.time,
  );
