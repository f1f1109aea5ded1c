import { DAY_MS } from '../../definitions/durations.ts';
import { periodAt } from '../values/calendar.ts';
import { CompileError, duration, instant, isRecord } from '../values/values.ts';
import type { VisitorState } from './visitor-state.ts';
import { EVER, type SpecialWindow, type Window, certainFrom } from './window.ts';

// A day of 25 hours, and as much to spare for a session.
const KEPT: { readonly [word: string]: number } = {
  session: 2 * DAY_MS,
  today: 2 * DAY_MS,
  week: 8 * DAY_MS,
  month: 32 * DAY_MS,
};

const ofSession = (): Window => ({
  ...EVER,
  followsSessions: true,
  holds: inSession,
  isCovered: beganAfter,
  forMs: KEPT['session'] as number,
});

/** Of the session or of several, of the calendar, between instants, or of a visitor's first days. */
export const specialWindow: SpecialWindow = (within) => {
  if (within === 'session') return ofSession();
  if (within === 'today' || within === 'week' || within === 'month') {
    const unit = within === 'today' ? 'day' : within;
    return {
      ...EVER,
      unit,
      isCovered: ({ host, now }, unknownTo) =>
        periodAt(host, unit, now) > periodAt(host, unit, unknownTo),
      forMs: KEPT[within] as number,
    };
  }
  if (!isRecord(within)) return null;
  if ('first' in within) {
    const length = duration(within['first']);
    return {
      ...EVER,
      holds: ({ firstSeen, now }) => firstSeen !== null && now < firstSeen + length,
      isCovered: ({ firstSeen }, unknownTo) => firstSeen !== null && firstSeen > unknownTo,
    };
  }
  if ('from' in within) {
    const from = instant(within['from']);
    const to = instant(within['to']);
    if (!(from < to)) throw new CompileError('bad "from" or "to"');
    return {
      ...EVER,
      holds: ({ now }) => now >= from && now < to,
      isCovered: (_, unknownTo) => from > unknownTo,
    };
  }
  return 'sessions' in within ? latest(within['sessions']) : null;
};

const inSession = ({ session }: VisitorState): boolean => session.number > 0;

/** Whether the session is known to have begun after an instant. */
const beganAfter = ({ session, isReplay }: VisitorState, time: number): boolean =>
  !isReplay && session.start > time;

/** The current session and those before it, so many in all. */
const latest = (sessions: unknown): Window => {
  if (typeof sessions !== 'number' || !Number.isInteger(sessions) || sessions < 1)
    throw new CompileError('bad "sessions"');
  if (sessions === 1) return ofSession();
  return {
    ...EVER,
    followsSessions: true,
    sessions,
    holds: inSession,
    isCovered(visitor, unknownTo, period) {
      const { number } = visitor.session;
      if (beganAfter(visitor, unknownTo)) certainFrom(period, number);
      return number - sessions + 1 >= (period.certain ?? Infinity);
    },
  };
};
