import type { StatefulKind } from '../engine/graph/metric-kind.ts';
import { selectEvents } from '../engine/operators/select.ts';
import { since } from '../engine/operators/since.ts';
import type { SqlOf } from '../sql/sources.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** Time since the last match (or the first); *never*, longer than any duration, without one. */
export const spec = {
  key: 'since',
  takes: 'events',
  parameters: {
    of: { type: 'choice', of: ['last', 'first'], usual: 'last' },
  },
  value: 'duration',
  empty: 'never',
  part: 'details',
} as const satisfies Spec;

export const words = {
  parameters: {
    of: 'The last match (the default), or the first.',
  },
  aliases: ['recency', 'age', 'elapsed', 'timesince'],
} as const satisfies Words;

export const explained: Explained = {
  grows: false,
  name: (written) => (written('of') === 'first' ? 'sinceFirst' : 'since'),
  again: (written) => (written('of') === 'first' ? null : 'events'),
};

export const sql: SqlOf<'since'> = ({ of }) => ({ ofEach: of === 'first' ? 'min' : 'max' });

/** What most definitions ask for, and the fastest. */
export const kind: StatefulKind = {
  key: 'since',
  accepts: ({ of }, { sessions }) => of !== 'first' && sessions === 0,
  compile: (definition, context) => since(selectEvents('since', definition, context)),
};
