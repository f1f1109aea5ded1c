// Definitions and a log in, answers out: the page's engine, one visitor after the other.
import { parse } from 'csv-parse/browser/esm/sync';
import { readTime } from '../../../cli/simulate/instants.ts';
import { asOnPage, PAGE_EVENTS, sessionTimeoutMs } from '../../../cli/simulate/page-events.ts';
import { numberIn } from '../../../shared/conditions/index.ts';
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
const error = (text: string): Problem => ({ severity: 'error', text });

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

interface Row {
  readonly line: number;
  readonly fields: { readonly [name: string]: Json };
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const cell = (text: string): Json => {
  if (NUMBER.test(text)) return numberIn(text);
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^[[{]/.test(text)) {
    try {
      return JSON.parse(text) as Json;
    } catch {
      return text;
    }
  }
  return text;
};

function csvRows(log: string): readonly Row[] {
  const delimiter = [',', ';', '\t'].find((one) => (log.split('\n')[0] ?? '').includes(one)) ?? ',';
  const [headings = [], ...lines] = parse(log, {
    bom: true,
    delimiter,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
  }) as string[][];
  return lines.map((cells, at) => ({
    line: at + 2,
    fields: Object.fromEntries(
      headings.flatMap((name, place) => {
        const text = cells[place] ?? '';
        return name === '' || text === '' ? [] : [[name, cell(text)] as const];
      }),
    ),
  }));
}

const jsonRows = (log: string): readonly Row[] =>
  log.split('\n').flatMap((text, at) => {
    if (text.trim() === '') return [];
    const { properties, ...fields } = JSON.parse(text) as { readonly [name: string]: Json };
    const more = typeof properties === 'object' && !Array.isArray(properties) ? properties : null;
    return [{ line: at + 1, fields: { ...more, ...fields } }];
  });

/** Events by visitor, each by time; or what is wrong with a line. */
function eventsIn(log: string): Map<string, CoveyEvent[]> | Problem {
  let rows: readonly Row[];
  try {
    rows = log.trimStart().startsWith('{') ? jsonRows(log) : csvRows(log);
  } catch (reason) {
    return error(`The log is neither CSV nor lines of JSON: ${reason instanceof Error ? reason.message : 'it cannot be read'}.`);
  }
  if (rows.length > MAX_ROWS)
    return error(`The log has ${rows.length.toLocaleString('en')} events, and ${MAX_ROWS.toLocaleString('en')} are read here. "covey simulate" reads any number.`);
  const visitors = new Map<string, CoveyEvent[]>();
  for (const { line, fields } of rows) {
    const { visitor, time, event, ...props } = fields;
    if ([visitor, time, event].some((each) => each === undefined || each === null))
      return error(`The log, line ${line}: visitor, time or event is missing. The first line of CSV names the columns.`);
    const when = readTime(String(time), { offsetAt: () => 0 });
    if ('problem' in when) return error(`The log, line ${line}: ${when.problem}`);
    const mine = visitors.get(String(visitor)) ?? [];
    visitors.set(String(visitor), mine);
    mine.push({ name: String(event), time: when.time, props });
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
    sessionTimeoutMs: sessionTimeoutMs(definitions),
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
