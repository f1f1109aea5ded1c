import { LOG_NAMES } from '../definitions/limits.ts';
import type { CoveyEvent } from '../engine/types.ts';
import type { OffsetAt } from '../logs/index.ts';
import { STANDARD } from '../mappings/standard.ts';
import { spelling, translate, withNames } from '../mappings/translate.ts';
import { cleaned } from './fields.ts';
import { isMarked } from './marks.ts';
import type { Reason } from './reasons.ts';
import type { LogSource, Row, Told } from './types.ts';

export interface IntakeOptions {
  /** The zone of times that name none. */
  readonly offsetAt: OffsetAt;
  /** Events and what they are to be called, before the tool's table is asked; as a bridge has them. */
  readonly names?: { readonly [theirs: string]: string } | undefined;
  readonly onEvent: (visitor: string, event: CoveyEvent, line: number) => void;
  /** A row without a time that can be read. */
  readonly onBadRow: (row: { readonly line: number; readonly message: string }) => void;
}

/** What became of the rows of an export. */
export interface TakenIn {
  readonly rows: number;
  /** Rows of which at least one event was taken. */
  readonly taken: number;
  /** The others, by why. */
  readonly notTaken: { readonly [reason in Reason]?: number };
  /** Rows whose visitor is a person's id. */
  readonly persons: number;
  /** Names that are in no table, those most often first: passed as they are, or the tool's own and left out. */
  readonly notMapped: readonly NotMapped[];
  /** What was read of rows that did not come after it. */
  readonly unplaced: number;
  /** The first row, where no row has a column by which those of the source are known. */
  readonly strange: Row | null;
}

export interface NotMapped {
  readonly name: string;
  readonly events: number;
  readonly taken: boolean;
}

export interface Intake {
  take(row: Row, line: number): void;
  /** After the last row of a file. */
  end(): void;
  result(): TakenIn;
}

/** As in `track`. */
const MAX_NAME = 100;
const TRANSITION = /^(enter|leave):/;
/** What Covey says itself, by its own rule. */
export const OF_SESSIONS: readonly string[] = ['session_start', 'first_visit'];

/** Makes events of the rows of a source, and counts what it does not take. */
export function createIntake(source: LogSource, options: IntakeOptions): Intake {
  const mapping = withNames(source.mapping, options.names);
  const notTaken: { [reason in Reason]?: number } = {};
  const others = new Map<string, { events: number; taken: boolean }>();
  const gatherer = source.gather?.();
  let [rows, taken, persons] = [0, 0, 0];
  let lastLine = 0;
  let first: Row | null = null;
  let isKnown = false;

  const tellOther = (name: string, isTaken: boolean) => {
    const known = others.get(name);
    if (known) known.events += 1;
    else if (others.size < LOG_NAMES) others.set(name, { events: 1, taken: isTaken });
  };

  const event = (
    { visitor, id, name: theirs, fields }: Told,
    time: number,
    line: number,
  ): Reason | null => {
    if (theirs === '') return 'name';
    const told = translate(mapping, theirs, cleaned(fields));
    if (told === null || told.name === '') {
      tellOther(theirs, false);
      return 'own';
    }
    const { name } = told;
    if (OF_SESSIONS.includes(name)) return 'session';
    if (name.length > MAX_NAME || TRANSITION.test(name)) return 'name';
    const isNamed = STANDARD.includes(name) || Object.hasOwn(mapping.events, spelling(theirs));
    if (!isNamed) tellOther(name, true);
    const props = cleaned(told.props);
    options.onEvent(visitor, id === '' ? { name, time, props } : { name, time, props, id }, line);
    return null;
  };

  const one = (row: Row, line: number): void => {
    rows += 1;
    const heard = source.read(row, options.offsetAt);
    if (typeof heard === 'string') {
      notTaken[heard] = (notTaken[heard] ?? 0) + 1;
      return;
    }
    const reasons: (Reason | null)[] = [];
    for (const told of heard) {
      if (told.time !== null) reasons.push(event(told, told.time, line));
      else {
        const message = `the ${source.row} has no time as ${source.mapping.tool} writes it.`;
        return options.onBadRow({ line, message });
      }
    }
    if (reasons.includes(null)) {
      taken += 1;
      if (heard[0]?.isPerson) persons += 1;
      return;
    }
    const [reason = 'other'] = reasons.filter((each) => each !== null);
    notTaken[reason] = (notTaken[reason] ?? 0) + 1;
  };

  return {
    take(value, line) {
      lastLine = line;
      first ??= value;
      isKnown ||= isMarked(source, value);
      for (const row of source.rowsIn?.(value) ?? [value]) {
        isKnown ||= isMarked(source, row);
        for (const whole of gatherer?.add(row) ?? [row]) one(whole, line);
      }
    },
    end() {
      for (const whole of gatherer?.end() ?? []) one(whole, lastLine);
    },
    result: () => ({
      rows,
      taken,
      notTaken,
      persons,
      strange: isKnown ? null : first,
      unplaced: gatherer?.unplaced?.() ?? 0,
      notMapped: [...others]
        .map(([name, counted]) => ({ name, ...counted }))
        .toSorted((a, b) => b.events - a.events || (a.name < b.name ? -1 : 1)),
    }),
  };
}
