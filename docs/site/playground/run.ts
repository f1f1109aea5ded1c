// Definitions and a log in, answers out: the page's engine, one visitor after the other.
import { sessionTimeoutOf } from '../../../shared/definitions/durations.ts';
import { formatPath } from '../../../shared/definitions/index.ts';
import type { Definitions, Json } from '../../../shared/definitions/index.ts';
import { checkDocument, parseJsonDocument } from '../../../shared/documents/index.ts';
import { explain } from '../../../shared/engine/explain/index.ts';
import {
  compile,
  createEngine,
  type CoveyEvent,
  type Membership,
} from '../../../shared/engine/index.ts';
import { writeOut } from '../../../shared/experiences/index.ts';
import {
  asOnPage,
  csvSink,
  delimiterOf,
  type LogReader,
  ndjsonSink,
  PAGE_EVENTS,
} from '../../../shared/logs/index.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';

/** Rows that are read; a playground is for looking at visitors one by one. */
export const MAX_ROWS = 20_000;

export interface Problem {
  readonly severity: 'error' | 'warning';
  /** `line 3: …` in the definitions, or in the log. */
  readonly text: string;
}
export interface Answer {
  readonly id: string;
  readonly name: string;
  readonly member: Membership;
  /** Why, since when, until when. */
  readonly why: string;
}
export interface PlayedVisitor {
  readonly id: string;
  readonly events: number;
  readonly answers: readonly Answer[];
  readonly metrics: { readonly [id: string]: Json };
}
export interface Played {
  readonly problems: readonly Problem[];
  /** When everybody is asked, as `covey simulate` does: just after the last event of the log. */
  readonly at: string | null;
  /** Nobody, where there are errors. */
  readonly visitors: readonly PlayedVisitor[];
}

const DAY_MS = 86_400_000;

/** What a part of a document leaves out is filled in: an example of the docs is enough. */
const whole = (value: Json, now: number): Json =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : {
        covey: 1,
        site: 'shop.example',
        version: 1,
        issued: new Date(now - DAY_MS).toISOString(),
        expires: new Date(now + 60 * DAY_MS).toISOString(),
        currency: 'EUR',
        segments: {},
        ...value,
      };

function read(text: string, now: number): { readonly problems: readonly Problem[]; readonly definitions: Definitions | null } {
  const document = parseJsonDocument(text);
  const checked = checkDocument(
    document.faults.length > 0 ? document : { ...document, value: whole(document.value as Json, now) },
    now,
  );
  return {
    definitions: checked.definitions,
    problems: checked.findings.map(({ severity, line, path, message }) => ({
      severity,
      text: `${line === undefined ? '' : `line ${line}: `}${path.length > 0 ? `${formatPath(path)}: ` : ''}${message}`,
    })),
  };
}

/** Ends the reading of a log, with what is wrong with it. */
class Unreadable extends Error {}

/** Events by visitor, each by time; or what is wrong with the log. */
function eventsIn(log: string): Map<string, CoveyEvent[]> | Problem {
  const visitors = new Map<string, CoveyEvent[]>();
  let rows = 0;
  const refuse = (message: string): never => {
    throw new Unreadable(message);
  };
  const reader: LogReader = {
    name: 'the log',
    columns: {},
    times: { option: (name) => name, offsetAt: () => 0 },
    onEvent(visitor, event) {
      rows += 1;
      if (rows > MAX_ROWS)
        refuse(
          `The log has more than ${MAX_ROWS.toLocaleString('en')} events, and no more are read here. "covey simulate" reads any number.`,
        );
      const mine = visitors.get(visitor) ?? [];
      visitors.set(visitor, mine);
      mine.push(event);
    },
    onBadRow: ({ line, message }) => refuse(`The log, line ${line}: ${message}`),
    refuse: (message, hints = [], line) =>
      refuse([...(line === undefined ? [] : [`The log, line ${line}:`]), message, ...hints].join(' ')),
    onColumns: () => {},
    onNote: () => {},
    onLocalTime: () => {},
  };
  const text = log.trimStart();
  if (text === '') return visitors;
  try {
    const sink = text.startsWith('{')
      ? ndjsonSink(reader)
      : csvSink(reader, delimiterOf(text.split(/[\r\n]/, 1)[0] ?? ''));
    sink.write(text);
    sink.end();
  } catch (reason) {
    if (reason instanceof Unreadable) return { severity: 'error', text: reason.message };
    throw reason;
  }
  for (const mine of visitors.values()) mine.sort((a, b) => a.time - b.time);
  return visitors;
}

/** Runs a log through definitions. Never throws: what is wrong is told. */
export function play(text: string, log: string, now: number): Played {
  const { problems, definitions } = read(text, now);
  if (!definitions) return { problems, at: null, visitors: [] };
  const visitors = eventsIn(log);
  if (!(visitors instanceof Map)) return { problems: [...problems, visitors], at: null, visitors: [] };
  // Variants are drawn on a device, and there is none here.
  const written = writeOut({ ...definitions, experiences: {} });
  const plan = compile(written, kinds);
  const all = [...visitors.values()].flat();
  const at = all.reduce((latest, { time }) => Math.max(latest, time), 0) + 1;
  const added = {
    pageEvents: PAGE_EVENTS.filter((name) => !all.some((event) => event.name === name)),
    sessionTimeoutMs: sessionTimeoutOf(definitions),
  };
  return {
    problems,
    at: all.length === 0 ? null : new Date(at).toISOString(),
    visitors: [...visitors].map(([id, events]) => {
      const engine = createEngine(plan, { offsetAt: () => 0 }, { now: events[0]?.time ?? now });
      for (const event of asOnPage(events, added)) engine.apply(event);
      engine.advance(at);
      return {
        id,
        events: events.length,
        answers: plan.segments.map((segment) => ({
          id: segment,
          name: written.segments[segment]?.name ?? segment,
          member: engine.member(segment),
          why: explain(engine, segment)?.text ?? '',
        })),
        metrics: engine.metricValues() as { readonly [metric: string]: Json },
      };
    }),
  };
}
