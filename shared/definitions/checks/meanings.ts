/** What segments and groups mean, however it is written: alike for those that say the same. */
import { normalForm } from '../../counting/normal-form.ts';
import type { Definitions } from '../types.ts';

/** The normal form of definitions, to be gone through from end to end. */
export interface Form {
  /** What something means, as text, but for those before a segment in its groups, which may be many. */
  readonly write: (read: string, nameOf: (read: string) => string) => string;
  /** Where a segment stands in the groups that it is not the first of; nowhere, if it is something else. */
  readonly placesOf: (read: string) => readonly Place[];
  /**
   * A walk: of `segment.ID`, `group.ID` or `histogram.ID` it enters all that it reads and the walk has not entered yet, and
   * leaves what is read before who reads it, itself last. `enter` gives what one reads itself, or as much of it as matters.
   */
  readonly walk: (
    enter: (read: string) => readonly string[],
    leave: (read: string) => void,
  ) => (root: string) => void;
}
interface Place {
  readonly all: readonly string[];
  readonly at: number;
}

export const formOf = (definitions: Definitions): Form => {
  const { segments, groups = {} } = definitions;
  const whole = normalForm(definitions);
  const ungrouped = normalForm({ ...definitions, groups: {} });
  const write: Form['write'] = (read, nameOf) =>
    (read.startsWith('group.') ? whole : ungrouped).write(read, nameOf);
  const places = new Map<string, Place[]>();
  for (const { segments: all } of Object.values(groups)) {
    const first = new Map<string, number>();
    for (const [at, id] of all.entries()) if (!first.has(id)) first.set(id, at);
    for (const [id, at] of first)
      if (at > 0) places.set(id, [...(places.get(id) ?? []), { all, at }]);
  }
  const placesOf = (read: string): readonly Place[] =>
    read.startsWith('segment.') ? (places.get(read.slice('segment.'.length)) ?? []) : [];

  const walk: Form['walk'] = (enter, leave) => {
    const entered = new Set<string>();
    /** How many of a group were entered: each is there but once, however many read it. */
    const passed = new Map<readonly string[], number>();
    const visit = (read: string): void => {
      if (entered.has(read)) return;
      entered.add(read);
      for (const below of enter(read)) visit(below);
      for (const place of placesOf(read)) visitBefore(place);
      leave(read);
    };
    const visitBefore = ({ all, at }: Place): void => {
      const next = (): number => passed.get(all) ?? 0;
      for (let i = next(); i < at; i = next()) {
        passed.set(all, i + 1);
        const id = all[i];
        if (id !== undefined && Object.hasOwn(segments, id)) visit(`segment.${id}`);
      }
    };
    return visit;
  };
  return { write, placesOf, walk };
};

/** Gives a name for what something means: the same name for the same meaning, as seen through `look`. */
export const meanings = (form: Form, look: (text: string) => string) => {
  const names = new Map<string, string>();
  const nameOf = (read: string): string => names.get(read) ?? '';
  const before = listNames(form, names);
  const byText = new Map<string, string>();
  /** Of most the text on the way in is the one: all that it reads has its name by then. */
  const texts = new Map<string, string>();
  const enter = (read: string): readonly string[] => {
    const unnamed: string[] = [];
    const text = form.write(read, (other) => {
      if (!names.has(other)) unnamed.push(other);
      return nameOf(other);
    });
    if (unnamed.length === 0) texts.set(read, text);
    return unnamed;
  };
  const leave = (read: string): void => {
    const text = texts.get(read) ?? form.write(read, nameOf);
    names.set(read, nameIn(byText, `${look(text)} ${before(read)}`));
  };
  const visit = form.walk(enter, leave);
  return (root: string): string => {
    visit(root);
    return nameOf(root);
  };
};

const nameIn = (names: Map<string, string>, text: string): string => {
  const name = names.get(text) ?? `#${names.size}`;
  names.set(text, name);
  return name;
};

/** Names for the lists of those before a segment: each list is the one before it and a segment more. */
const listNames = ({ placesOf }: Form, names: ReadonlyMap<string, string>) => {
  const byText = new Map<string, string>();
  const known = new Map<readonly string[], string[]>();
  const nameOf = ({ all, at }: Place): string => {
    const found = known.get(all) ?? [''];
    known.set(all, found);
    let last = found[Math.min(at, found.length - 1)] ?? '';
    for (let length = found.length; length <= at; length += 1) {
      const read = `segment.${all[length - 1]}`;
      last = nameIn(byText, `${last} ${names.get(read) ?? ''}`);
      // In a circle, what has no name yet gets one later.
      if (found.length === length && names.has(read)) found.push(last);
    }
    return last;
  };
  return (read: string): string => [...new Set(placesOf(read).map(nameOf))].toSorted().join();
};

/** Texts, and numbers outside of them. */
const NUMBERS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** JSON with every number outside of text as 0. */
export const withoutNumbers = (json: string): string =>
  json.replace(NUMBERS, (found) => (found.startsWith('"') ? found : '0'));

/** All numbers in what something means, durations in milliseconds, in their order: a list for each thing that is read. */
export const numbersIn = (form: Form) => {
  interface Found {
    readonly reads: readonly string[];
    readonly numbers: readonly number[];
  }
  const known = new Map<string, Found>();
  const find = (read: string): Found => {
    const found = known.get(read);
    if (found !== undefined) return found;
    const reads: string[] = [];
    const text = form.write(read, (other) => {
      reads.push(other);
      return '';
    });
    const numbers = (text.match(NUMBERS) ?? []).filter((one) => !one.startsWith('"')).map(Number);
    known.set(read, { reads, numbers });
    return { reads, numbers };
  };
  return (root: string): readonly (readonly number[])[] => {
    const all: (readonly number[])[] = [];
    form.walk(
      (read) => find(read).reads,
      (read) => all.push(find(read).numbers),
    )(root);
    return all;
  };
};
