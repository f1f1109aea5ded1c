/** What examples say of visitors without context or traits, asked of DuckDB: the last look at each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CoveyEvent } from '../../../shared/engine/index.ts';
import { ask } from '../../shared/sql/ask.ts';
import { openDatabase } from '../../shared/sql/database.ts';
import { peers } from '../capabilities/peers.ts';
import { READY } from '../ready-segments/index.ts';
import { SECTIONS } from '../reference/index.ts';
import { type Entry, type Example, document, segmentOf } from './example.ts';
import { type Moment, timeline } from './moments.ts';

/** The zone of the examples: one hour east of UTC, the year round. */
const ZONE = 'Etc/GMT-1';

const EXAMPLES: readonly (readonly [name: string, examples: readonly Example[]])[] = [
  ...peers.map(({ name, groups }) => [name, Object.values(groups).flat()] as const),
  ['Ready segments', READY],
  [
    'Language reference',
    SECTIONS.flatMap(({ constructs }) => constructs.flatMap(({ example }) => example ?? [])),
  ],
];

interface Look {
  readonly who: string;
  readonly at: number;
  readonly events: readonly CoveyEvent[];
  readonly isMember: boolean;
}

const isEvent = (does: Moment['does']): does is Extract<Moment['does'], { event: string }> =>
  typeof does === 'object' && does !== null && 'event' in does;

const lastLook = (who: string, entries: readonly Entry[]): Look | null => {
  const moments = timeline(entries);
  const at = moments.findLastIndex(({ does }) => typeof does === 'boolean');
  const before = moments.slice(0, at);
  const isTold = before.some(
    ({ does }) => typeof does === 'object' && does !== null && 'facts' in does,
  );
  const events = before.flatMap(({ time, does }) =>
    isEvent(does)
      ? [{ name: does.event, time, props: does.props as NonNullable<CoveyEvent['props']> }]
      : [],
  );
  const moment = moments[at];
  if (moment === undefined || isTold || events.length === 0) return null;
  return { who, at: moment.time, events, isMember: moment.does === true };
};

const looksOf = ({ visitors }: Example): readonly Look[] =>
  Object.entries(visitors).flatMap(([who, entries]) => lastLook(who, entries) ?? []);

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

describe('DuckDB finds what the examples say', () => {
  it.each(EXAMPLES.filter(([, examples]) => examples.some((one) => looksOf(one).length > 0)))(
    '%s',
    async (_, examples) => {
      let compared = 0;
      for (const example of examples) {
        const looks = looksOf(example);
        const segment = segmentOf(example);
        for (const at of new Set(looks.map((look) => look.at))) {
          const present = looks.filter((look) => look.at === at);
          const log = present.map(({ who, events }) => [who, events] as const);
          const { of, columns, unsupported } = await ask(
            database,
            document(example.definitions),
            log,
            at,
            ZONE,
          );
          const column = `segment.${segment}`;
          if (!columns.includes(column)) {
            expect(unsupported.map(({ id }) => id)).toContain(column);
            continue;
          }
          for (const { who, isMember } of present) {
            compared += 1;
            expect({ who, [column]: of.get(who)?.[column] }).toEqual({ who, [column]: isMember });
          }
        }
      }
      expect(compared).toBeGreaterThan(0);
    },
  );
});
