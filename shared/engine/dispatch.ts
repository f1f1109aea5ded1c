import type { Wish } from './metric.ts';
import type { Taken } from './run.ts';
import { at } from './values.ts';
import { type Predicate, meets } from './where.ts';

/** A wish, and the place of the metric that has it. */
export interface Enlisted extends Wish {
  readonly metric: number;
}

/** Those who share a condition; null where they are concerned anyway. */
interface Group {
  readonly where: Predicate | null;
  readonly who: Enlisted[];
}

/** Conditions that want a property to be one of some texts, by that text. */
interface Table {
  readonly path: readonly [string];
  readonly byText: Map<string, Group[]>;
  readonly all: Group[];
}

/** Who is concerned by events of one name. */
interface Branch {
  readonly groups: Group[];
  readonly tables: Table[];
}

const isTransition = (name: string): boolean => /^(enter|leave):/.test(name);

/** Shows an event to the metrics that read it, and asks nothing about the others. */
export const makeDispatch = (
  everybody: readonly Enlisted[],
): ((event: Taken, visit: (one: Enlisted) => void) => void) => {
  const branchOf = (name: string): Branch => {
    const branch: Branch = { groups: [], tables: [] };
    for (const one of everybody)
      if (one.names.includes(name) || (one.names.includes('*') && !isTransition(name)))
        enlist(branch, one);
    return branch;
  };
  const branches = new Map<string, Branch>();
  for (const name of new Set(everybody.flatMap(({ names }) => names)))
    branches.set(name, branchOf(name));
  const others = branches.get('*');
  return (event, visit) => {
    const branch = branches.get(event.name) ?? (isTransition(event.name) ? undefined : others);
    if (!branch) return;
    offer(event, branch.groups, visit);
    for (const { path, byText, all } of branch.tables) {
      const value = at(event.props, path);
      offer(event, typeof value === 'string' ? byText.get(value) : all, visit);
    }
  };
};

const offer = (
  event: Taken,
  groups: readonly Group[] | undefined,
  visit: (one: Enlisted) => void,
): void => {
  if (groups)
    for (const { where, who } of groups)
      if (where === null || meets(event, where)) for (const one of who) visit(one);
};

const join = (groups: Group[], where: Predicate | null, one: Enlisted): void => {
  const group = groups.find((other) => other.where === where);
  if (group) group.who.push(one);
  else groups.push({ where, who: [one] });
};

const enlist = ({ groups, tables }: Branch, one: Enlisted): void => {
  const lookup = one.where?.lookup;
  if (!lookup) return join(groups, one.where, one);
  const { name, values, isAll } = lookup;
  let table = tables.find((other) => other.path[0] === name);
  if (!table) tables.push((table = { path: [name], byText: new Map(), all: [] }));
  join(table.all, one.where, one);
  for (const value of values) {
    const byValue = table.byText.get(value) ?? [];
    table.byText.set(value, byValue);
    // Having found the text may be all that the condition asks.
    join(byValue, isAll ? null : one.where, one);
  }
};
