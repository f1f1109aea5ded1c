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
  const { isReadAtAll, readsOf } = columnsRead(columns, plan);
  const reads = eventNames.map(readsOf);
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
          if (isReadAtAll[column] === 1 && isRead.has(column))
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

/** Which columns are read of events of a name; null where none is. A log may have many names, and many columns. */
function columnsRead(columns: readonly string[], plan: Plan) {
  const { stored, once } = plan;
  const places = new Map(columns.map((column, place) => [column, place]));
  // A name that an object has already is none that could be set.
  places.delete('__proto__');
  const isReadAtAll = new Uint8Array(columns.length);
  const any = stored.get('*');
  const start = stored.get('session_start') ?? any;
  const always = SESSION_START_PROPERTIES.filter((property) =>
    start?.properties.includes(property),
  );
  const readBy = (paths: readonly string[]): ReadonlySet<number> | null => {
    const found = paths.flatMap((path) => places.get(path.split('.')[0] ?? '') ?? []);
    for (const place of found) isReadAtAll[place] = 1;
    return found.length > 0 ? new Set(found) : null;
  };
  // Shared by all names of which the plan knows nothing.
  const ofOthers = readBy([...(any?.properties ?? []), ...always]);
  return {
    isReadAtAll,
    readsOf(name: string): ReadonlySet<number> | null {
      const ofVisit = Object.hasOwn(OF_VISIT, name) ? OF_VISIT[name] : undefined;
      const path = once.get(name);
      const own = stored.get(name);
      if (!own && !ofVisit && path === undefined) return ofOthers;
      return readBy([
        ...((own ?? any)?.properties ?? []),
        ...(ofVisit ?? []),
        ...(path === undefined ? [] : [path]),
        ...always,
      ]);
    },
  };
}
