import type { Move } from './steps.ts';
import { and } from './text.ts';

interface Reach {
  /** A relation of the events, with a column for the latest start that leads to the last place with each. */
  readonly from: string;
  /** The columns with that start's position, and its time where it is needed; NULL where none leads there. */
  readonly start: { readonly n: string; readonly t: string };
}

interface ReachOptions {
  readonly keys: string;
  readonly inSession: boolean;
  readonly spanMs: number | null;
  readonly needsStartTime: boolean;
}

/**
 * How far sequences have come with each event: for every place, the latest start that leads there, and the latest
 * time since which its gap runs. Both rise with the event, and so does all else that a move asks of the event
 * before: of those that lead to a place, the last event is the best, and a running maximum finds it. So places are
 * filled one after the other by windows, a level of SELECTs for each, and time is linear in the events.
 */
export const reachSql = (
  events: string,
  moves: readonly Move[],
  last: number,
  { keys, inSession, spanMs, needsStartTime }: ReachOptions,
): Reach => {
  const hasStartTime = needsStartTime || spanMs !== null;
  const levels = levelsOf(moves);
  let from = `${events} AS events`;
  let nested = 0;
  const select = (columns: readonly string[]): void => {
    if (columns.length === 0) return;
    nested += 1;
    from = `(SELECT *, ${columns.join(', ')}\n  FROM ${from}) AS reached${nested}`;
  };

  for (const to of levels) {
    const into = moves.filter((move) => to.includes(move.to));
    // What is known of the last event that led to the place before, as seen from each event.
    select(
      [...new Set(into.map((move) => move.from))].flatMap((place) => {
        const ways = into.filter((move) => move.from === place);
        const [first] = ways;
        if (first === undefined || place === 0) return [];
        const isMet = moves.some((move) => move.to === place && move.meets);
        const before =
          isMet && first.atLeast > 0
            ? `OVER (PARTITION BY ${keys} ORDER BY t RANGE BETWEEN UNBOUNDED PRECEDING AND ${first.atLeast} PRECEDING)`
            : `OVER (PARTITION BY ${keys} ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
        const lastOf = (column: string): string =>
          `max(CASE WHEN start_${place} IS NOT NULL THEN ${column} END) ${before}`;
        return [
          `max(start_${place}) ${before} AS was_start_${place}`,
          ...(hasStartTime ? [`max(start_t_${place}) ${before} AS was_start_t_${place}`] : []),
          `max(since_${place}) ${before} AS was_since_${place}`,
          ...(ways.some(({ nots }) => nots.length > 0) ? [`${lastOf('n')} AS was_n_${place}`] : []),
          ...(inSession ? [`${lastOf('session')} AS was_session_${place}`] : []),
          ...(first.next ? [`${lastOf('position')} AS was_position_${place}`] : []),
        ];
      }),
    );
    select(
      to.flatMap((place) => {
        const ways = into.filter((move) => move.to === place);
        const best = (value: (move: Move) => string): string => {
          const each = ways.map(
            (move) => `CASE WHEN ${testSql(move, inSession, spanMs)} THEN ${value(move)} END`,
          );
          return each.length === 1 ? String(each[0]) : `covey_greatest(${each.join(', ')})`;
        };
        const was = (what: string, now: string) => (move: Move) =>
          move.from === 0 ? now : `was_${what}_${move.from}`;
        return [
          `${best(was('start', 'n'))} AS start_${place}`,
          ...(hasStartTime ? [`${best(was('start_t', 't'))} AS start_t_${place}`] : []),
          `${best((move) => (move.meets ? 't' : was('since', 't')(move)))} AS since_${place}`,
        ];
      }),
    );
  }
  return { from, start: { n: `start_${last}`, t: `start_t_${last}` } };
};

/** Whether an event makes a move. */
const testSql = (move: Move, inSession: boolean, spanMs: number | null): string => {
  const { from, event, atMost, next, nots } = move;
  const met = `met_${event} = 1`;
  if (from === 0) return and([met, ...nots.map((one) => `before_${one} <= 0`)]);
  return and([
    met,
    `was_start_${from} IS NOT NULL`,
    ...(atMost === null ? [] : [`t < was_since_${from} + ${atMost}`]),
    ...(next ? [`position = was_position_${from} + 1`] : []),
    ...(spanMs === null ? [] : [`t < was_start_t_${from} + ${spanMs}`]),
    ...(inSession ? [`session = was_session_${from}`] : []),
    ...nots.map((one) => `before_${one} <= was_n_${from}`),
  ]);
};

/** The places but the first, those on one level of which no move leads to another of them. */
const levelsOf = (moves: readonly Move[]): readonly (readonly number[])[] => {
  const level = new Map<number, number>([[0, 0]]);
  const levels: number[][] = [];
  for (const place of [...new Set(moves.map(({ to }) => to))].toSorted((a, b) => a - b)) {
    const before = moves.filter(({ to }) => to === place).map(({ from }) => level.get(from) ?? 0);
    const own = 1 + Math.max(...before);
    level.set(place, own);
    (levels[own - 1] ??= []).push(place);
  }
  return levels;
};
