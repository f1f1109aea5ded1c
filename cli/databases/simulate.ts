import { count } from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { compile } from '../../shared/engine/index.ts';
import type { Membership } from '../../shared/engine/types.ts';
import {
  createTally,
  rankedOverlaps,
  stepTimes,
  stepsIn,
  untoldIn,
  withUnknown,
} from '../../shared/logs/index.ts';
import type { OnVisitor, OverTime, Overlap } from '../../shared/logs/index.ts';
import { kinds } from '../../shared/metrics/kinds.ts';
import { compileSql } from '../../shared/sql/index.ts';
import type { AsPageWrites, Look } from '../../shared/sql/index.ts';
import type { startProgress } from '../progress.ts';
import { uncounted } from '../uncounted.ts';
import { limitSteps } from '../simulate/index.ts';
import type { SimulateResult } from '../simulate/index.ts';
import { columnRemarks, idsBeside } from './columns-beside.ts';
import { agree, costOf } from './cost.ts';
import type { Cost } from './cost.ts';
import type { Database } from './database.ts';
import { EXPORT_STEPS, eventsThere } from './export.ts';
import {
  lookAt,
  loneOf,
  namesNeeded,
  remarksThere,
  requireJson,
  requireTable,
  spanOf,
  surveyOf,
} from './look.ts';
import type { SpanThere } from './look.ts';
import { nonsense, requireRows } from './shapes.ts';
import { sitesAsked } from './sites.ts';
import { startSteps } from './steps.ts';
import { tableText } from './table.ts';
import type { Table } from './table.ts';
import { isTextual } from './types.ts';

export interface AskedThere {
  readonly definitions: Definitions;
  readonly table: Table;
  readonly timezone: string;
  /** Milliseconds since the epoch; null: 1 ms after the last event. */
  readonly at: number | null;
  readonly now: number;
  readonly stepMs: number | null;
  readonly complete: boolean;
  /** Told of every visitor, who all travel then; without it only sums do. */
  readonly onVisitor?: OnVisitor;
  readonly startProgress: typeof startProgress;
  readonly maxBytes: number;
  readonly yes: boolean;
}

/** Visitors between two updates of the progress. */
const STEP = 4096;

/** What asking will cost, without asking. Sizes over time cost a reading more for each step but the last. */
export const estimateThere = async (database: Database, asked: ToEstimate): Promise<Cost> =>
  (await estimated(database, asked)).cost;

type ToEstimate = Pick<AskedThere, 'definitions' | 'table' | 'at'>;

async function estimated(database: Database, { definitions, table, at }: ToEstimate) {
  const look = lookAt(database, table);
  const columns = await requireTable(database, table, look);
  const estimate = await database.estimate(look.read, table);
  const { paths, nested } = namesNeeded(definitions);
  const ids = idsBeside({ definitions, table, columns });
  const isUnchecked = paths.length > 0 && isTextual(table, columns);
  // The span, the names of events, the long histories and the answers; and what else is asked.
  const readings =
    4 +
    [
      at === null,
      paths.length + ids.length > 0 && look.keys !== null,
      nested.length > 0,
      isUnchecked,
      table.export !== undefined,
    ].filter(Boolean).length;
  // Of an export its counts, and then a table of its events.
  const cost = costOf(estimate, (table.export?.copy ? 2 : readings) + sitesAsked(table));
  return { cost, columns, ids, isUnchecked };
}

/** Definitions × a table of events, worked out where the table is. Nothing is written there. */
export async function simulateThere(
  database: Database,
  asked: AskedThere,
): Promise<SimulateResult> {
  const { definitions, at, stepMs, complete } = asked;
  const { cost, columns, ids: idsAsked, isUnchecked } = await estimated(database, asked);
  const limit = { name: database.name, maxBytes: asked.maxBytes, yes: asked.yes };
  const named = tableText(asked.table);
  await agree([{ table: named, cost }], limit);
  const remarks = await remarksThere(database, asked.table, columns);
  const isExport = asked.table.export !== undefined;
  const steps = startSteps(
    database,
    5 + (isUnchecked ? 1 : 0) + (isExport ? EXPORT_STEPS : 0),
    asked.startProgress,
  );
  try {
    const { table, exported } = await eventsThere(database, asked.table, steps);
    const look = lookAt(database, table);
    const span = await steps.step('from when to when', () => spanOf(database, table, look, asked));
    const times = stepMs === null ? [] : stepsOf({ ...span, stepMs });
    if (times.length > 1 && !asked.table.export?.copy)
      await agree([{ table: named, cost: costOf(cost, cost.readings + times.length - 1) }], limit);
    if (isUnchecked) await steps.step('properties', () => requireJson(database, asked.table, look));
    const lone = at === null ? await loneOf(database, look, span) : null;
    const survey = await steps.step('names', () =>
      surveyOf(database, definitions, look, {
        isPartial: asked.table.export?.source.isPartial ?? false,
        ids: idsAsked,
      }),
    );
    const missing = survey.missing();
    const known = new Set(survey.seen().properties);
    const { unnamed, ...more } = columnRemarks(
      { definitions, table: asked.table, columns },
      missing,
      (name) => known.has(name),
    );
    const unknown = complete ? [] : missing.flatMap(({ readBy }) => readBy);
    const answered = withUnknown(definitions, new Set(unknown));
    const plan = compile(answered, kinds);
    const { copies, longHistories, crowded } = await steps.step('histories', () =>
      historiesOf(database, look, span),
    );
    const ids = plan.segments;
    const answers = answersOf(database, answered, ids, {
      ...asked,
      table,
      // What a page adds is read by few definitions, and is worked out for those alone.
      asPage: {
        ...(table.id !== undefined && { id: table.id }),
        pageEvents: readsPageEvents(answered) ? survey.pageEvents() : [],
      },
    });
    const found = await steps.step('answers', () =>
      asked.onVisitor
        ? answers.ofEach(span.at, asked.onVisitor, steps.note)
        : answers.sizes(span.at),
    );
    const overTime =
      stepMs === null
        ? null
        : await steps.step('over time', () =>
            overTimeOf(ids.length, { stepMs, times }, found, answers.sizes, steps.note),
          );
    return {
      ...found,
      at: span.at,
      events: span.events - copies,
      later: span.later,
      future: span.future,
      lone,
      local: 0,
      bad: exported?.timeless ?? 0,
      badRows: [],
      warnings: [...remarks.warnings, ...more.warnings, ...uncounted(answered, crowded)],
      notes: [...remarks.notes, ...more.notes],
      unnamed,
      source: exported?.taken ?? null,
      // Of an export each event is there once.
      repeated: exported ? Math.max(0, exported.taken.taken - span.events - span.later) : copies,
      longHistories,
      missing,
      untold: untoldIn(definitions),
      segments: ids.map((id, place) => ({
        id,
        name: answered.segments[id]?.name ?? id,
        ...(found.sizes[place] ?? { members: 0, unknown: 0 }),
      })),
      overTime,
      disabled: new Map([...plan.disabled, ...answers.disabled]),
    };
  } finally {
    steps.stop();
  }
}

async function historiesOf(database: Database, look: Look, { at }: SpanThere) {
  const rows = await database.all(look.histories(at));
  const [found = []] = requireRows(database.name, rows, ['count', 'count', 'count'], 1);
  const [copies = 0, longHistories = 0, crowded = 0] = found.map(Number);
  return { copies, longHistories, crowded };
}

function stepsOf(span: { readonly first: number; readonly at: number; readonly stepMs: number }) {
  const within = { ...span, first: Math.min(span.first, span.at) };
  limitSteps(stepsIn(within));
  return stepTimes(within);
}

/** Whether something may see what a page adds: by name, by "*", or as what stands between two events. */
const readsPageEvents = ({ metrics = {} }: Definitions): boolean =>
  /"(\*|first_visit|session_start)[".]|"(sequence|after|before)":/.test(JSON.stringify(metrics));

interface Found {
  readonly visitors: number;
  readonly sizes: readonly { readonly members: number; readonly unknown: number }[];
  readonly overlaps: readonly Overlap[];
}

function answersOf(
  database: Database,
  definitions: Definitions,
  ids: readonly string[],
  { timezone, table, asPage }: AskedThere & { readonly asPage: AsPageWrites },
) {
  const options = {
    timezone,
    dialect: database.dialect,
    table: table.table,
    ...(table.select !== undefined && { select: table.select }),
    columns: table.columns,
    asPage,
    metrics: false,
  };
  const placesIn = (columns: readonly string[]) =>
    ids.map((id) => columns.indexOf(`segment.${id}`));
  return {
    /** Segments without SQL form, and why. */
    disabled: compileSql(definitions, { ...options, at: 0 }).unsupported.map(
      ({ id, construct, why }): [string, string] => [
        id.replace(/^segment\./, ''),
        `${construct} has no SQL form here: ${why}`,
      ],
    ),
    /** Only sums travel. */
    async sizes(at: number): Promise<Found> {
      const script = compileSql(definitions, { ...options, at, sizes: true });
      const rows = await database.all(script);
      requireRows(database.name, rows, ['count', 'count', 'count']);
      const counts = new Map(rows.map(([a, b, n]) => [`${Number(a)} ${Number(b)}`, Number(n)]));
      const places = placesIn(script.columns);
      const visitors = counts.get('0 0');
      // How many there are is said always, and each number once.
      if (visitors === undefined || counts.size < rows.length) throw nonsense(database.name);
      const inBoth = (a: number, b: number) => {
        const [one, other] = [places[a] ?? -1, places[b] ?? -1].toSorted((x, y) => x - y);
        return counts.get(`${one} ${other}`) ?? 0;
      };
      const sizes = ids.map((_, place) => {
        const column = places[place] ?? -1;
        return column < 0
          ? { members: 0, unknown: visitors }
          : { members: inBoth(place, place), unknown: counts.get(`${column} 0`) ?? 0 };
      });
      return { visitors, sizes, overlaps: rankedOverlaps(ids, visitors, inBoth) };
    },
    /** All visitors travel, one after the other. */
    async ofEach(at: number, onVisitor: OnVisitor, note: (text: string) => void): Promise<Found> {
      const script = compileSql(definitions, { ...options, at });
      const places = placesIn(script.columns);
      const tally = createTally(ids, onVisitor);
      const shape = script.columns.map((column) =>
        column.startsWith('segment.') ? ('answer' as const) : ('any' as const),
      );
      for await (const row of database.stream(script)) {
        requireRows(database.name, [row], shape);
        tally.add(String(row[0]), (place) => membership(row[places[place] ?? -1]));
        const visitors = tally.visitors();
        if (visitors % STEP === 0) note(`${count(visitors)} visitors`);
      }
      return tally.result();
    },
  };
}

const membership = (answer: unknown): Membership => (typeof answer === 'boolean' ? answer : null);

/** Each step is a question of its own; the last has been answered. */
async function overTimeOf(
  segments: number,
  { stepMs, times }: { readonly stepMs: number; readonly times: readonly number[] },
  last: Found,
  sizes: (at: number) => Promise<Found>,
  note: (text: string) => void,
): Promise<OverTime> {
  const found: Found[] = [];
  for (const [step, time] of times.slice(0, -1).entries()) {
    note(`step ${count(step + 1)} of ${count(times.length)}`);
    found.push(await sizes(time));
  }
  found.push(last);
  return {
    stepMs,
    times,
    visitors: found.map(({ visitors }) => visitors),
    members: Array.from({ length: segments }, (_, place) =>
      found.map((one) => one.sizes[place]?.members ?? 0),
    ),
  };
}
