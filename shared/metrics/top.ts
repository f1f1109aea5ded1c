import type { Aggregate } from '../engine/operators/aggregate.ts';
import type { FoldedKind } from '../engine/operators/fold-kinds.ts';
import type { SqlOf } from '../sql/sources.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import { tallies } from './tallies.ts';
import type { Words } from './words.ts';

/** The most frequent value; of equals, the one seen last. */
export const spec = {
  key: 'top',
  takes: 'property',
  parameters: {},
  value: 'any',
  empty: 'absent',
  part: 'further',
} as const satisfies Spec;

export const words = {
  aliases: ['mode', 'favorite', 'favourite', 'mostfrequent'],
  mixpanel: { most_frequent: {} },
} as const satisfies Words;

export const explained: Explained = {
  grows: false,
  name: () => 'top',
};

export const sql: SqlOf<'top'> = (_, { keys, inOrder }) => {
  const place = `row_number() OVER (PARTITION BY ${keys} ORDER BY n, i) AS place`;
  const held = `SELECT ${keys}, value, covey_key(value) AS one, ${place} ${inOrder()}`;
  const each = 'count(*) AS times, max(place) AS seen, covey_any(value) AS value';
  return {
    value: 'covey_last(value, times, seen)',
    from: `FROM (SELECT ${keys}, ${each} FROM (${held}) AS each_value GROUP BY ${keys}, one) AS by_value`,
    along: { mostIn: inOrder(), key: 'covey_key(value)', isCounted: false },
  };
};

export const aggregate: Aggregate = {
  ...tallies,
  result: ({ value }) => value,
  bound: null,
  scale: 0,
};

export const kind: FoldedKind = ({ foldOfProperty }) => foldOfProperty('top', () => aggregate);
