import type { Wish } from './metric.ts';
import type { Taken } from './run.ts';
import { at } from './values.ts';
import { type Predicate, meets } from './where.ts';

export interface Enlisted extends Wish {
  readonly metric: number;
}

/** Those who share a condition. */
interface Guarded {
  readonly where: Predicate;
  readonly who: Enlisted[];
}

/** Who is concerned by events of one name. */
interface Branch {
  readonly always: Enlisted[];
  readonly guarded: Map<string, Guarded>;
  /** Conditions that want a property to be one of some texts, by that text. */
  readonly tables: Map<
    string,
    { readonly byText: Map<string, Map<string, Guarded>>; readonly all: Map<string, Guarded> }
  >;
}

const isTransition = (name: string): boolean => /^(enter|leave):/.test(name);

/** Shows an event to the metrics that read it, and asks nothing about the others. */
export const makeDispatch = (
  everybody: readonly Enlisted[],
): ((event: Taken, visit: (one: Enlisted) => void) => void) => {
  const branchOf = (name: string): Branch => {
    const branch: Branch = { always: [], guarded: new Map(), tables: new Map() };
    for (const one of everybody)
      if (one.names.includes(name) || (one.names.includes('*') && !isTransition(name)))
        enlist(branch, one);
    return branch;
  };
  const byName = new Map<string, Branch>();
  for (const { names } of everybody)
    for (const name of names) if (!byName.has(name)) byName.set(name, branchOf(name));
  const others = byName.get('*') ?? branchOf('*');
  return (event, visit) => {
    const { always, guarded, tables } =
      byName.get(event.name) ?? (isTransition(event.name) ? NOBODY : others);
    for (const one of always) visit(one);
    for (const group of guarded.values()) offer(event, group, visit);
    for (const [name, { byText, all }] of tables) {
      const value = at(event.props, [name]);
      const concerned = typeof value === 'string' ? byText.get(value) : all;
      if (concerned) for (const group of concerned.values()) offer(event, group, visit);
    }
  };
};

const NOBODY: Branch = { always: [], guarded: new Map(), tables: new Map() };

const offer = (event: Taken, { where, who }: Guarded, visit: (one: Enlisted) => void): void => {
  if (meets(event, where)) for (const one of who) visit(one);
};

const join = (groups: Map<string, Guarded>, where: Predicate, one: Enlisted): void => {
  const group = groups.get(where.key);
  if (group) group.who.push(one);
  else groups.set(where.key, { where, who: [one] });
};

const enlist = ({ always, guarded, tables }: Branch, one: Enlisted): void => {
  const { where } = one;
  if (where === null) always.push(one);
  else if (where.lookup === null) join(guarded, where, one);
  else {
    const { name, values } = where.lookup;
    const table = tables.get(name) ?? { byText: new Map(), all: new Map() };
    tables.set(name, table);
    join(table.all, where, one);
    for (const value of new Set(values)) {
      const groups = table.byText.get(value) ?? new Map<string, Guarded>();
      table.byText.set(value, groups);
      join(groups, where, one);
    }
  }
};
