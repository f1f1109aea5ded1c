/** What segments and groups mean, however it is written: alike for those that say the same. */
import { normalForm } from '../../counting/normal-form.ts';
import type { Definitions } from '../types.ts';

/** The normal form of definitions, looked through from end to end, so that nothing is looked up twice. */
export interface Form {
  /** What something means, as text, but for those before a segment in its groups, which may be many. */
  readonly write: (read: string, nameOf: (read: string) => string) => string;
  /** Where a segment stands in the groups that it is not the first of; nowhere, if it is something else. */
  readonly placesOf: (read: string) => readonly Place[];
  /**
   * A walk: of `segment.ID`, `group.ID` or `histogram.ID` all that it reads and the walk has not given yet, what is read before who
   * reads it, itself last.
   */
  readonly walk: () => (root: string) => readonly string[];
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

  const known = new Map<string, ReadonlySet<string | Place>>();
  /** What one reads itself, in its order; for those before it in a group, the place. */
  const readBy = (read: string): ReadonlySet<string | Place> => {
    const found = known.get(read);
    if (found !== undefined) return found;
    const below = new Set<string | Place>();
    write(read, (other) => {
      below.add(other);
      return '';
    });
    for (const place of placesOf(read)) below.add(place);
    known.set(read, below);
    return below;
  };

  const walk: Form['walk'] = () => {
    const entered = new Set<string>();
    /** How many of a group were entered: each is there but once, however many read it. */
    const passed = new Map<readonly string[], number>();
    return (root) => {
      const order: string[] = [];
      const visit = (read: string): void => {
        if (entered.has(read)) return;
        entered.add(read);
        for (const below of readBy(read))
          if (typeof below === 'string') visit(below);
          else visitBefore(below);
        order.push(read);
      };
      const visitBefore = ({ all, at }: Place): void => {
        const next = (): number => passed.get(all) ?? 0;
        for (let i = next(); i < at; i = next()) {
          passed.set(all, i + 1);
          const id = all[i];
          if (id !== undefined && Object.hasOwn(segments, id)) visit(`segment.${id}`);
        }
      };
      visit(root);
      return order;
    };
  };
  return { write, placesOf, walk };
};

/** Gives a name for what something means: the same name for the same meaning, as seen through `look`. */
export const meanings = (form: Form, look: (text: string) => string) => {
  const names = new Map<string, string>();
  const before = listNames(form, names);
  const byText = new Map<string, string>();
  const unnamed = form.walk();
  return (root: string): string => {
    for (const read of unnamed(root)) {
      const text = form.write(read, (other) => names.get(other) ?? '');
      names.set(read, nameIn(byText, `${look(text)} ${before(read)}`));
    }
    return names.get(root) ?? '';
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
  const known = new Map<string, readonly number[]>();
  const own = (read: string): readonly number[] => {
    let numbers = known.get(read);
    if (numbers === undefined) {
      const found = form.write(read, () => '').match(NUMBERS) ?? [];
      numbers = found.filter((one) => !one.startsWith('"')).map(Number);
      known.set(read, numbers);
    }
    return numbers;
  };
  return (root: string): readonly (readonly number[])[] => form.walk()(root).map(own);
};
