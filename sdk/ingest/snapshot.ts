import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';
import type { Json } from '../../shared/definitions/types.ts';
import type { EngineState } from '../../shared/engine/types.ts';
import type { Context } from '../../shared/wire/index.ts';
import type { Arrival, Source } from '../capture/index.ts';
import type { Touches } from './touches.ts';

/** What stands in the database beside the events, under `snapshot`. Plain JSON. */
export interface Snapshot {
  readonly v: 1;
  /** Raised by every write: who finds another number than their own has been overtaken by a tab. */
  rev: number;
  /** Hash of the definitions that `engine` was compiled from. */
  plan: string;
  engine: EngineState | null;
  traits: { readonly [id: string]: Json };
  /** When each was told, or removed, milliseconds since the epoch; earlier builds did not note it. */
  told: { [id: string]: number };
  /** Segments the visitor objected to. */
  objections: readonly string[];
  touches: Touches | null;
  /** Of the coarse place what definitions read, for this session. */
  geo: Partial<Context> | null;
  /** When that was told, milliseconds since the epoch. */
  located: number;
  /** Time of the last event, milliseconds since the epoch; null before the first. */
  last: number | null;
  /** The latest the clock has stood. */
  clock: number;
  /** How long anything is kept, at most, milliseconds: for when the definitions cannot be read any more. */
  keptMs: number;
  /** A random number, another with whatever may change when memberships end by time alone. */
  course: number;
  /** When the first of the stored events is to be removed; null: nothing is stored. */
  pruneAt: number | null;
  /** How far operations of pages seen lately have been taken in, by page. */
  done: readonly (readonly [page: string, sequence: number])[];
}

/**
 * Something that happened on this page. Applied to memory at once, and again on top of what another
 * tab has written meanwhile, until it is stored.
 */
export interface Operation {
  readonly sequence: number;
  readonly time: number;
  readonly event?: { readonly name: string; readonly props: { readonly [key: string]: Json } };
  /**
   * The page was reached from here; null: from the site itself, or directly. What the browser tells of it stays in
   * memory until definitions ask where the visit came from.
   */
  readonly arrival?: Partial<Source> | Arrival | null;
  readonly traits?: { readonly [id: string]: Json };
  /** What `identify` was given, until definitions say what of it is declared and fits: then that is `traits`. */
  readonly given?: { readonly [id: string]: Json };
  /** The traits are variants that were drawn: what was drawn before stays. */
  readonly isDrawn?: true;
  readonly objection?: { readonly segment: string; readonly stands: boolean };
  readonly geo?: Partial<Context>;
  /** So many before this one were not handed over: too many waited as the page was left. */
  readonly cut?: number;
}

/** Under which key it stands in the store. */
export const SNAPSHOT = 'snapshot';

export function emptySnapshot(): Snapshot {
  return {
    v: 1,
    rev: 0,
    plan: '',
    engine: null,
    traits: {},
    told: {},
    objections: [],
    touches: null,
    geo: null,
    located: 0,
    last: null,
    clock: 0,
    keptMs: MAX_RETENTION_MS,
    course: 0,
    pruneAt: null,
    done: [],
  };
}

/**
 * What the definitions read: facts, properties by event name (`*`: of every event); when they expire; and how long they
 * keep what happens, at most, milliseconds: a session at least; earlier builds did not say that.
 */
export interface Reads {
  readonly until: number;
  readonly keptMs?: number;
  readonly facts: readonly string[];
  readonly paths: { readonly [event: string]: readonly string[] };
}
/** Under which name it stands among what pages handed over. */
export const READS = 'reads';

/** Pages that left something there. */
export const pagesIn = (handed: unknown): readonly string[] =>
  Object.keys(isObject(handed) ? handed : {}).filter((page) => page !== READS);

/** What the page before knew of the definitions, while they hold. */
export function readReads(value: unknown, now: number): Reads | null {
  const found = isObject(value) ? (value as { readonly [READS]?: Partial<Reads> })[READS] : null;
  if (!isObject(found) || !isObject(found.paths) || !(Number(found.until) > now)) return null;
  const texts = (list: unknown) =>
    Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
  const paths = Object.entries(found.paths).map(([event, list]) => [event, texts(list)] as const);
  return {
    until: Number(found.until),
    facts: texts(found.facts),
    paths: Object.fromEntries(paths),
  };
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
