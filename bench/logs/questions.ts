import type { Definitions } from '../../shared/definitions/types.ts';
import { head } from './head.ts';

/** A question asked of every visitor, in the language and in DuckDB's SQL as somebody good at it writes it. */
export interface Question {
  readonly name: string;
  readonly definitions: Definitions;
  /** A SELECT of `visitor` and `answer` from `events`, in the order of visitors, at an instant in milliseconds. */
  readonly byHand: (at: number) => string;
}

const DAY = 86_400_000;

/** The segment `asked`. */
const asking = (rest: Pick<Definitions, 'metrics'> & { when: object }): Definitions => ({
  ...head,
  metrics: rest.metrics ?? {},
  segments: { asked: { when: rest.when as never } },
});

const since = (at: number, days: number): string => `make_timestamptz(${at - days * DAY} * 1000)`;
const until = (at: number): string => `make_timestamptz(${at} * 1000)`;
const VALUE = `CAST(props->>'$.value' AS DECIMAL(18, 2))`;

export const questions: readonly Question[] = [
  {
    name: 'three orders and 150 spent in 90 days',
    definitions: asking({
      metrics: {
        orders: { count: 'purchase', within: '90d' },
        spend: { sum: 'purchase.value', within: '90d' },
      },
      when: { 'metric.orders': { $gte: 3 }, 'metric.spend': { $gte: 150 } },
    }),
    byHand: (at) => `
      WITH bought AS (
        SELECT visitor FROM events
        WHERE name = 'purchase' AND time > ${since(at, 90)} AND time <= ${until(at)}
        GROUP BY visitor HAVING count(*) >= 3 AND sum(${VALUE}) >= 150
      )
      SELECT visitor, bought.visitor IS NOT NULL AS answer
      FROM (SELECT DISTINCT visitor FROM events WHERE time <= ${until(at)}) LEFT JOIN bought USING (visitor)
      ORDER BY visitor`,
  },
  {
    name: 'bought before, but not in 60 days',
    definitions: asking({
      metrics: { ordered: { since: 'purchase' } },
      when: { 'metric.ordered': { $gte: '60d', $lt: '365d' } },
    }),
    byHand: (at) => `
      SELECT visitor, coalesce(max(time) FILTER (name = 'purchase') BETWEEN ${since(at, 365)} + INTERVAL 1 millisecond AND ${since(at, 60)}, FALSE) AS answer
      FROM events WHERE time <= ${until(at)}
      GROUP BY visitor ORDER BY visitor`,
  },
  {
    name: 'recent, frequent and of worth',
    definitions: asking({
      metrics: {
        seen: { since: '*' },
        orders: { count: 'purchase', within: '180d' },
        spend: { sum: 'purchase.value', within: '180d' },
      },
      when: {
        'metric.seen': { $lt: '14d' },
        'metric.orders': { $gte: 2 },
        'metric.spend': { $gte: 100 },
      },
    }),
    byHand: (at) => `
      SELECT visitor,
        max(time) > ${since(at, 14)}
          AND count(*) FILTER (name = 'purchase' AND time > ${since(at, 180)}) >= 2
          AND coalesce(sum(CASE WHEN name = 'purchase' AND time > ${since(at, 180)} THEN ${VALUE} END), 0) >= 100 AS answer
      FROM events WHERE time <= ${until(at)}
      GROUP BY visitor ORDER BY visitor`,
  },
  {
    name: 'seen, into the basket and bought within a day',
    definitions: asking({
      metrics: {
        funnel: {
          sequence: [{ event: 'view_item' }, { event: 'add_to_cart' }, { event: 'purchase' }],
          span: '1d',
          within: '30d',
        },
      },
      when: { 'metric.funnel': { $gte: 1 } },
    }),
    byHand: (at) => `
      WITH steps AS (
        SELECT visitor, time, seq, name FROM events
        WHERE name IN ('view_item', 'add_to_cart', 'purchase') AND time > ${since(at, 30)} AND time <= ${until(at)}
      ), viewed AS (
        SELECT *, max(time) FILTER (name = 'view_item') OVER (PARTITION BY visitor ORDER BY time, seq) AS view FROM steps
      ), carted AS (
        SELECT *, max(view) FILTER (name = 'add_to_cart') OVER (PARTITION BY visitor ORDER BY time, seq) AS start FROM viewed
      ), done AS (
        SELECT DISTINCT visitor FROM carted WHERE name = 'purchase' AND epoch_ms(time) < epoch_ms(start) + ${DAY}
      )
      SELECT visitor, done.visitor IS NOT NULL AS answer
      FROM (SELECT DISTINCT visitor FROM events WHERE time <= ${until(at)}) LEFT JOIN done USING (visitor)
      ORDER BY visitor`,
  },
  {
    name: 'a basket left for a day',
    definitions: asking({
      metrics: {
        basket: {
          sequence: [{ event: 'add_to_cart' }, { not: 'begin_checkout', for: '1d' }],
          within: '14d',
        },
      },
      when: { 'metric.basket': { $gte: 1 } },
    }),
    byHand: (at) => `
      WITH steps AS (
        SELECT visitor, time, name, min(time) FILTER (name = 'begin_checkout') OVER (
          PARTITION BY visitor ORDER BY time, seq ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS checkout
        FROM events
        WHERE name IN ('add_to_cart', 'begin_checkout') AND time > ${since(at, 14)} AND time <= ${until(at)}
      ), abandoned AS (
        SELECT DISTINCT visitor FROM steps
        WHERE name = 'add_to_cart' AND epoch_ms(time) + ${DAY} <= ${at}
          AND (checkout IS NULL OR epoch_ms(checkout) >= epoch_ms(time) + ${DAY})
      )
      SELECT visitor, abandoned.visitor IS NOT NULL AS answer
      FROM (SELECT DISTINCT visitor FROM events WHERE time <= ${until(at)}) LEFT JOIN abandoned USING (visitor)
      ORDER BY visitor`,
  },
];
