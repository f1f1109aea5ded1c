import { nearest } from '../definitions/checks/suggest.ts';
import { LOG_NAMES } from '../definitions/limits.ts';
import type { Definitions, Json } from '../definitions/types.ts';
import { needsOf } from './needs.ts';
import type { Need, Partly } from './needs.ts';
import { PAGE_EVENTS } from './page-events.ts';
import type { PageEvent } from './page-events.ts';

/** What definitions read and a log lacks. */
export interface Missing {
  readonly kind: 'event' | 'property';
  /** The name; where one of several would do, all of them. */
  readonly names: readonly string[];
  /** Metrics (`metric.ID`) and facts that need it. */
  readonly readBy: readonly string[];
  /** What the log has under a name much like it. */
  readonly near: string | null;
}

/** Looks at the names in a log as it is read. */
export interface Survey {
  columns(names: readonly string[], areAll?: boolean): void;
  event(name: string, props: { readonly [name: string]: Json } | undefined): void;
  /** What was seen, and what somebody else has seen of the stretch that follows. */
  seen(): NamesSeen;
  addSeen(seen: NamesSeen): void;
  missing(): readonly Missing[];
  /** What a page would have added, and the log has none of. */
  pageEvents(): readonly PageEvent[];
}

/** The names in a stretch of a log, in the order in which they came. */
export interface NamesSeen {
  readonly events: readonly string[];
  readonly properties: readonly string[];
  readonly nested: readonly string[];
  readonly headed: boolean;
}

export function createSurvey(definitions: Definitions, partly: Partly = {}): Survey {
  const needs = needsOf(definitions, partly);
  const events = new Set<string>();
  const properties = new Set<string>();
  // Within lists and objects there are no columns: looked for until they are found.
  const nested = new Set(
    needs.flatMap((need) => need.properties.flat()).filter((path) => path.includes('.')),
  );
  /** Headings have told all columns. */
  let headed = false;
  const foundNested = new Set<string>();
  const wanted = new Set<string>(PAGE_EVENTS);
  for (const need of needs) for (const name of need.events.flat()) wanted.add(name);

  const has = {
    event: (name: string) => events.has(name) || PAGE_EVENTS.some((added) => added === name),
    property: (path: string) => (path.includes('.') ? foundNested : properties).has(path),
  };
  const lacking = (kind: Missing['kind'], listsOf: (need: Need) => Need['events']) => {
    const found = new Map<string, { names: readonly string[]; readBy: string[] }>();
    for (const need of needs)
      for (const names of listsOf(need)) {
        if (names.some(has[kind])) continue;
        const key = JSON.stringify(names);
        const one = found.get(key) ?? { names, readBy: [] };
        found.set(key, one);
        if (!one.readBy.includes(need.fact)) one.readBy.push(need.fact);
      }
    const known = kind === 'event' ? events : properties;
    return [...found.values()].map(({ names, readBy }) => ({
      kind,
      names,
      readBy,
      near: names.map((name) => near(name, known)).find((name) => name !== undefined) ?? null,
    }));
  };

  const addEvent = (name: string) => {
    if (events.size < LOG_NAMES || wanted.has(name)) events.add(name);
  };
  const addProperty = (name: string) => {
    if (properties.size < LOG_NAMES) properties.add(name);
  };
  const addNested = (path: string) => {
    nested.delete(path);
    foundNested.add(path);
  };
  return {
    columns(names, areAll = true) {
      for (const name of names) properties.add(name);
      headed ||= areAll;
    },
    event(name, props = {}) {
      addEvent(name);
      if (!headed) for (const key in props) addProperty(key);
      for (const path of nested) if (stands(props, path.split('.'))) addNested(path);
    },
    seen: () => ({
      events: [...events],
      properties: [...properties],
      nested: [...foundNested],
      headed,
    }),
    addSeen(seen) {
      seen.events.forEach(addEvent);
      if (seen.headed) this.columns(seen.properties);
      else if (!headed) seen.properties.forEach(addProperty);
      seen.nested.forEach(addNested);
    },
    missing: () => [
      ...lacking('event', ({ events: lists }) => lists),
      ...lacking('property', ({ properties: lists }) => lists),
    ],
    pageEvents: () => PAGE_EVENTS.filter((name) => !events.has(name)),
  };
}

/** Whether something stands at a path, in one element of each list on the way. */
function stands(value: unknown, path: readonly string[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if (Array.isArray(value)) return value.some((each) => stands(each, path));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false;
  return stands((value as { readonly [key: string]: unknown })[step], rest);
}

/** The known name that is meant: the same letters and digits, or nearly. */
function near(name: string, known: ReadonlySet<string>): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return [...known].find((one) => plain(one) === plain(name)) ?? nearest(name, known);
}
