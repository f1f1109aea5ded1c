import type { Json } from '../../../../shared/definitions/types.ts';
import { SESSION_START_PROPERTIES } from '../../../../shared/definitions/session-start.ts';
import type { CoveyEvent, Plan } from '../../../../shared/engine/types.ts';
import type { Log } from './log.ts';

/** Gives the events of a visitor, by the visitor's place, with the properties that a plan reads. */
export type EventsOf = (visitor: number) => Generator<CoveyEvent>;

/** What facts of a visit are made of; the engine reads it by itself. */
const OF_VISIT: { readonly [event: string]: readonly string[] } = {
  page_view: ['page_path', 'page_location'],
  user_engagement: ['engagement_time_msec'],
};

/** To make events of all their properties would take longer than to evaluate them. */
export function eventsOf(log: Log, plan: Plan): EventsOf {
  const { starts, times, names, eventNames, propertyStarts, propertyColumns, propertyValues } = log;
  const { columns, values, eventIds } = log;
  const reads = eventNames.map((name) => columnsRead(name, columns, plan));
  return function* (visitor) {
    const end = starts[visitor + 1] ?? 0;
    for (let at = starts[visitor] ?? 0; at < end; at++) {
      const place = names[at] ?? 0;
      const isRead = reads[place];
      let props: { [key: string]: Json } | undefined;
      if (isRead) {
        const last = propertyStarts[at + 1] ?? 0;
        for (let one = propertyStarts[at] ?? 0; one < last; one++) {
          const column = propertyColumns[one] ?? 0;
          if (isRead[column] === 1)
            (props ??= {})[columns[column] ?? ''] =
              values[column]?.[propertyValues[one] ?? 0] ?? null;
        }
      }
      const event = {
        name: eventNames[place] ?? '',
        time: times[at] ?? 0,
        ...(props && { props }),
      };
      const id = eventIds?.[at];
      yield id === undefined ? event : { ...event, id };
    }
  };
}

/** Which columns are read of events of a name: 1 for those. Null where none is. */
function columnsRead(name: string, columns: readonly string[], plan: Plan): Uint8Array | null {
  const { stored, once } = plan;
  const rule = stored.get(name) ?? stored.get('*');
  const start = stored.get('session_start') ?? stored.get('*');
  const paths = [
    ...(rule?.properties ?? []),
    ...(OF_VISIT[name] ?? []),
    ...[...once].flatMap(([event, path]) => (event === name ? [path] : [])),
    ...SESSION_START_PROPERTIES.filter((property) => start?.properties.includes(property)),
  ];
  const steps = new Set(paths.map((path) => path.split('.')[0]));
  // A name that an object has already is none that could be set.
  const isRead = columns.map((column) => steps.has(column) && column !== '__proto__');
  return isRead.includes(true) ? Uint8Array.from(isRead, Number) : null;
}
