import type { Wish } from './metric.ts';
import type { Taken } from './run.ts';
import { at } from './values.ts';
import { type Predicate, meets } from './where.ts';

/** A wish, and the place of the metric that has it. */
export interface Enlisted extends Wish {
  readonly metric: number;
}

export type Visit = (metric: number, bit: number) => void;

/** Metrics and bits in turn. */
type Concerned = number[];

/** Those who share a condition. */
interface Group {
  readonly where: Predicate;
  readonly who: Concerned;
}

/** Those who are concerned anyway, and those who ask something. */
interface Choice {
  readonly always: Concerned;
  readonly groups: Group[];
}

/** Conditions that want a property to be one of some texts, by that text. */
interface Table {
  readonly path: readonly [string];
  readonly byText: Map<string, Choice>;
  readonly all: Choice;
}

/** Who is concerned by events of one name. */
interface Branch extends Choice {
  readonly tables: Table[];
}

const isTransition = (name: string): boolean => /^(enter|leave):/.test(name);

const freshChoice = (): Choice => ({ always: [], groups: [] });

/** Shows an event to the metrics that read it, and asks nothing about the others. */
export const makeDispatch = (
  everybody: readonly Enlisted[],
): ((event: Taken, visit: Visit) => void) => {
  const branchOf = (name: string): Branch => {
    const branch: Branch = { ...freshChoice(), tables: [] };
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
    const branch =
      branches.get(event.name) ?? (others && !isTransition(event.name) ? others : undefined);
    if (!branch) return;
    offer(event, branch, visit);
    for (const { path, byText, all } of branch.tables) {
      const value = at(event.props, path);
      const choice = typeof value === 'string' ? byText.get(value) : all;
      if (choice) offer(event, choice, visit);
    }
  };
};

const tell = (who: Concerned, visit: Visit): void => {
  for (let i = 0; i < who.length; i += 2) visit(who[i] as number, who[i + 1] as number);
};

const offer = (event: Taken, { always, groups }: Choice, visit: Visit): void => {
  tell(always, visit);
  for (const { where, who } of groups) if (meets(event, where)) tell(who, visit);
};

const join = ({ always, groups }: Choice, where: Predicate | null, one: Enlisted): void => {
  let who = always;
  if (where) {
    const group = groups.find((other) => other.where === where) ?? { where, who: [] };
    if (group.who.length === 0) groups.push(group);
    who = group.who;
  }
  who.push(one.metric, one.bit);
};

const enlist = (branch: Branch, one: Enlisted): void => {
  const lookup = one.where?.lookup;
  if (!lookup) return join(branch, one.where, one);
  const { name, values, isAll } = lookup;
  let table = branch.tables.find((other) => other.path[0] === name);
  if (!table) branch.tables.push((table = { path: [name], byText: new Map(), all: freshChoice() }));
  join(table.all, one.where, one);
  for (const value of values) {
    const byValue = table.byText.get(value) ?? freshChoice();
    table.byText.set(value, byValue);
    // Having found the text may be all that the condition asks.
    join(byValue, isAll ? null : one.where, one);
  }
};
