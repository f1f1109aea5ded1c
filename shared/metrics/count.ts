import type { MostOf } from '../definitions/checks/caps.ts';
import { COUNTED } from '../definitions/limits.ts';
import type { StatefulKind } from '../engine/graph/metric-kind.ts';
import { selectEvents } from '../engine/operators/select.ts';
import { total } from '../engine/operators/total.ts';
import type { SqlOf } from '../sql/sources.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** How many events match; with `by`, the greatest number that share a value of a property. */
export const spec = {
  key: 'count',
  takes: 'events',
  parameters: {
    /** Count for each value of this property, and take the greatest: "one item viewed three times". */
    by: { type: 'name' },
  },
  value: 'count',
  empty: 'zero',
  part: 'core',
} as const satisfies Spec;

export const words = {
  parameters: {
    by: 'Count for each value of this property, and take the greatest: "one item viewed three times".',
  },
  aliases: ['event', 'events', 'number', 'times', 'occurrences', 'frequency', 'did', 'performed'],
} as const satisfies Words;

export const explained: Explained = {
  grows: true,
  name: (written) => (written('by') ? 'countBy' : 'count'),
  again: (written) => (written('by') ? null : 'events'),
};

export const most: MostOf<'count'> = ({ by }, { forgets }) =>
  by === undefined || !forgets
    ? null
    : {
        high: COUNTED.entries,
        why: `Of such a window, ${COUNTED.entries.toLocaleString('en')} events are remembered.`,
      };

export const sql: SqlOf<'count'> = ({ by }, { keys, values }) => {
  if (by === undefined) return { ofEach: 'count' };
  const held = `SELECT ${keys}, covey_key(value) AS one ${values(by)}`;
  const times = `SELECT ${keys}, count(*) AS times FROM (${held}) AS each_value GROUP BY ${keys}, one`;
  return {
    value: 'max(times)',
    from: `FROM (${times}) AS by_value`,
    along: { mostIn: values(by), key: 'covey_key(value)', isCounted: true },
  };
};

/** What most definitions ask for, and the fastest. */
export const kind: StatefulKind = {
  key: 'count',
  accepts: ({ by }, { sessions }) => by === undefined && sessions === 0,
  compile: (definition, context) => total(selectEvents('count', definition, context)),
};
