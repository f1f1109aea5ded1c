import { dateAt, hourAt, monthAt, nextPeriod, type Unit, weekdayAt } from '../values/calendar.ts';
import { bucketOf, nextMark } from '../graph/metric-node.ts';
import type { Run, Source } from '../graph/visitor-state.ts';
import type { EngineHost, HostFacts } from '../types.ts';
import { DAY_MS } from '../../definitions/durations.ts';
import { Range, UNKNOWN, type Value, at, instant, isScalar, own } from '../values/values.ts';

export const source = (fact: string, get: Source['get'], more: Partial<Source> = {}): Source => ({
  fact,
  get,
  bucket(run) {
    return bucketOf(this.marks, get(run));
  },
  isDuration: false,
  scale: 0,
  segments: [],
  parts: [],
  metric: -1,
  index: -1,
  readers: [],
  marks: [],
  byMark: [],
  exact: false,
  asksPresence: false,
  isScore: false,
  inFormula: false,
  ...more,
});

/** Facts of the visit so far. They change with events only, but for the age. */
const BASE: { readonly [fact: string]: Source['get'] } = {
  'session.number': ({ session }) => session.number || null,
  'session.pages': ({ session }) => session.pages,
  'session.events': ({ session }) => session.events,
  'session.duration': ({ session }) => session.last - session.start,
  'session.landing': ({ session }) => session.landing,
  'session.engaged': ({ session }) => session.engaged,
  'visitor.firstSeen': ({ firstSeen, host }) =>
    firstSeen === null ? null : dateAt(host, firstSeen),
  'visitor.sessions': ({ session }) => session.number,
  'visitor.daysActive': ({ daysActive, missing }) =>
    missing.has('visitor.daysActive')
      ? new Range(Math.max(1, daysActive), Infinity, true)
      : daysActive,
  'visitor.away': ({ session }) => session.away,
};
const DURATIONS = /^session\.(duration|engaged)$|^visitor\.away$/;
const TEXTS = /landing|firstSeen/;

export const baseSource = (fact: string): Source | null => {
  const get = own(BASE, fact);
  const known: Source['get'] = (run) =>
    run.missing.get(fact) === run.session.number && fact !== 'visitor.daysActive'
      ? UNKNOWN
      : (get?.(run) ?? null);
  return get
    ? source(fact, known, { isDuration: DURATIONS.test(fact), scale: TEXTS.test(fact) ? 0 : 1 })
    : null;
};

/** Facts of the visitor's own clock, and how often they may be others. */
const CLOCKS: {
  readonly [fact: string]: readonly [Unit, (host: EngineHost, time: number) => Value];
} = {
  'now.hour': ['hour', hourAt],
  'now.weekday': ['day', weekdayAt],
  'now.date': ['day', dateAt],
  'now.month': ['day', monthAt],
};

/** Facts that change with time alone. */
export const clockSource = (fact: string): Source | null => {
  if (fact === 'visitor.age')
    return source(fact, ({ firstSeen, now }) => (firstSeen === null ? null : now - firstSeen), {
      isDuration: true,
      scale: 1,
      due: ({ firstSeen, now }, asked) =>
        firstSeen === null ? Infinity : nextMark(firstSeen, now, asked),
    });
  const clock = own(CLOCKS, fact);
  if (!clock) return null;
  const [unit, read] = clock;
  return source(fact, ({ host, now }) => read(host, now), {
    due: ({ host, now }) => nextPeriod(host, unit, now),
  });
};

/** One fact that the host tells. */
export interface Slot {
  readonly namespace: keyof HostFacts;
  readonly key: string;
  readonly sources: Source[];
}

/** What the host says, a scalar or a list of them, or UNKNOWN where it never asked. */
export const readSlot = (facts: HostFacts, { namespace, key }: Slot): Value => {
  const told: unknown = (facts as HostFacts | null | undefined)?.[namespace];
  if (told === undefined || told === null) return UNKNOWN;
  const value = at(told, [key]) ?? at(told, key.split('.'));
  return Array.isArray(value) ? value.filter(isScalar) : isScalar(value) ? value : null;
};

/** Local days until the day and month of a date come again, 0 on that day; 29 February is 28 February in other years. */
export const anniversarySource = (fact: string, slot: number): Source =>
  source(
    fact,
    ({ facts, host, now }) => {
      const told = facts[slot];
      if (told === UNKNOWN) return UNKNOWN;
      const time = instant(told);
      if (Number.isNaN(time)) return null;
      // A date is the same day everywhere; an instant is one of the visitor's own days.
      const date = /T/.test(told as string) ? dateAt(host, time) : (told as string);
      const [, month = 0, day = 0] = date.split('-').map(Number);
      const today = Date.parse(dateAt(host, now));
      const inYear = (year: number): number =>
        Math.min(Date.UTC(year, month - 1, day), Date.UTC(year, month, 0));
      const year = new Date(today).getUTCFullYear();
      const next = inYear(year) < today ? inYear(year + 1) : inYear(year);
      return (next - today) / DAY_MS;
    },
    { scale: 1, due: ({ host, now }) => nextPeriod(host, 'day', now) },
  );

/** Time until, or since, a date that the host tells. */
export const dateSource = (fact: string, slot: number, isUntil: boolean): Source => {
  const dateOf = (run: Run): number => instant(run.facts[slot]);
  return source(
    fact,
    (run) => {
      if (run.facts[slot] === UNKNOWN) return UNKNOWN;
      const date = dateOf(run);
      return Number.isNaN(date) ? null : isUntil ? date - run.now : run.now - date;
    },
    {
      isDuration: true,
      scale: 1,
      due: (run, asked) => {
        const date = dateOf(run);
        if (Number.isNaN(date)) return Infinity;
        if (!isUntil) return nextMark(date, run.now, asked);
        // A value that falls passes a mark one millisecond after it has reached it.
        const left = date - run.now;
        const marks = asked.inFormula
          ? [...asked.marks, Math.floor(left / DAY_MS) * DAY_MS]
          : asked.marks;
        return Math.min(...marks.filter((mark) => mark <= left).map((mark) => date - mark + 1));
      },
    },
  );
};
