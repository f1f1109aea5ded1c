import type { Condition, EventSelector } from '../definitions/types.ts';
import { heldSql, valuesSql } from './events.ts';
import type { Query } from './query.ts';
import type { Sources } from './sources.ts';

interface Gathering {
  readonly event: EventSelector;
  readonly property: string;
  readonly where: Condition | undefined;
  readonly query: Query;
  readonly keys: readonly string[];
  readonly carried: readonly string[];
  readonly at: string;
  /** The relation of events, and whether one of them matches and is in the window. */
  readonly events: () => string;
  readonly test: () => string;
  /** An instant: no event up to it is looked at. */
  readonly after?: () => number | undefined;
  /** Those that do, with places, where the relation itself has none. */
  readonly placed?: () => string;
}

/** What a kind gathers its value from, of these events. */
export const sourcesOf = (gathering: Gathering): Sources => {
  const { event, property, where, query, carried, at, test } = gathering;
  const keys = gathering.keys.join(', ');
  const matching = (): string => `${gathering.events()}\n  WHERE ${test()}`;
  const { placed = matching } = gathering;
  const some = (...columns: readonly string[]): string =>
    [...new Set([...gathering.keys, ...columns])].join(', ');
  /** A row for each value of a property: `value`, with its place `i`. */
  const rows = (of: string, columns: readonly string[], from: () => string): string =>
    `FROM covey_each(SELECT ${some(...columns)}, ${valuesSql(of, where, query, event, gathering.after?.())} AS list FROM ${from()})`;
  return {
    keys,
    carried,
    at,
    local: query.local,
    events: () => `FROM ${matching()}`,
    values: (by = property) =>
      `FROM (SELECT ${some(...carried, 't', 'i', 'value')} ${rows(by, [...carried, 't'], matching)}\n  WHERE covey_scalar(value)) AS held`,
    inOrder: () =>
      `FROM (SELECT ${some('n', 'i', 'value')} ${rows(property, [...carried, 't', 'n'], placed)}\n  WHERE covey_scalar(value)) AS held`,
    numbers: () =>
      `FROM (SELECT ${keys}, floor(amount * 1e6 + 0.5) AS millionths
    FROM (SELECT ${keys}, covey_measured(value) AS amount ${rows(property, [...carried, 't'], matching)} WHERE covey_type(value) IN ('number', 'string')) AS amounts
    WHERE amount > -1e200 AND amount < 1e200) AS numbers`,
    ofOne() {
      const held = heldSql(property, query, event, gathering.after?.());
      return held === null ? null : `covey_millionths(${held})`;
    },
  };
};
